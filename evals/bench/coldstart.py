"""The first answer of a fresh process: `python -m evals.bench.coldstart BEGAN DATA_DIR QUESTION`, as JSON.

BEGAN is the moment that the process was started at, in seconds of the wall clock, which two processes share.
"""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from evals.bench.memory import peak_mb, resident_mb
from indexing.errors import OnRecordError

_PATIENCE = 600


class ColdStartFailed(OnRecordError):
    """The fresh process gave no answer; the sentence holds what it said."""


def cold_start(data_dir: Path, question: str) -> Mapping[str, float]:
    """Seconds of each part of a first answer and megabytes held. Raises ColdStartFailed.

    Nobody may hold the data folder meanwhile.
    """
    command = [sys.executable, "-m", "evals.bench.coldstart", repr(time.time()), str(data_dir), question]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise ColdStartFailed(f"A fresh process did not answer within {_PATIENCE} seconds.") from error
    if ended.returncode:
        said = (ended.stderr.strip().splitlines() or ["nothing"])[-1]
        raise ColdStartFailed(f"A fresh process could not answer: {said}")
    return json.loads(ended.stdout)


def measured(began: float, data_dir: Path, question: str) -> dict[str, float | None]:
    """The parts, in the process that answers."""
    from indexing.corpus import Corpus
    from indexing.ownership import claim
    from service.settings import Drafting, ServiceSettings
    from service.wiring import answerer

    settings = ServiceSettings.from_environment(data_dir=data_dir, drafting=Drafting.EXTRACTIVE)
    parts = Parts(began)
    parts.note("start")
    with claim(data_dir, "evals"), Corpus.open(settings) as corpus:
        parts.note("open")
        asking = answerer(settings, corpus)
        corpus.embedder.embed_query("ready")  # it loads at first use
        parts.note("models")
        opened = resident_mb()
        asking.answer(question)
        parts.note("first")
        whole = time.time() - began
        asking.answer(question)
        parts.note("second")
        held = {"opened_mb": opened, "answered_mb": resident_mb(), "peak_mb": peak_mb()}
    return {**parts.seconds, "to_first_answer": whole, **held}


class Parts:
    """Seconds from one moment to the next."""

    def __init__(self, began: float) -> None:
        """The first part begins with the process."""
        self.seconds: dict[str, float] = {}
        self._last = began

    def note(self, name: str) -> None:
        """The part of this name ends now."""
        now = time.time()
        self.seconds[name] = now - self._last
        self._last = now


def main() -> None:
    """Answer twice and print the figures; what a user can mend is one sentence."""
    began, data_dir, question = sys.argv[1:]
    try:
        print(json.dumps(measured(float(began), Path(data_dir), question)))
    except OnRecordError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
