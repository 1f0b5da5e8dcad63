"""The service that a load is put on: one that runs, or one of the bench's own for as long as it lasts."""

import os
import subprocess
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

import httpx

from evals.bench.load import LoadError
from evals.bench.traffic import ROUTE
from evals.options import SEEDS
from evals.progress import tell

_READY = "On Record answers at "
_STOP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Served:
    """Where a service answers, and its process if it is known."""

    address: str
    pid: int | None


@contextmanager
def serving(articles: Path | None, data_dir: Path | None, *, caches: bool = False) -> Generator[Served]:
    """A service of its own on a free port; its data folder goes with it unless one is given. Raises LoadError.

    It quotes the articles unless ONRECORD_DRAFTING says otherwise: a load must not be put on a paid model by chance.
    Unless it `caches`, every answer is made.
    """
    given = {"ONRECORD_DRAFTING": "extractive", **os.environ}
    if not caches:
        given["ONRECORD_CACHED_ANSWERS"] = "0"
    with TemporaryDirectory(prefix="onrecord-load-") as temporary, TemporaryFile("w+", encoding="utf-8") as said:
        command = [sys.executable, "-m", "service", "serve", "--port", "0", "--data-dir", str(data_dir or temporary)]
        if articles or data_dir is None:
            command += ["--index-if-empty", str(articles or SEEDS)]
        # In a session of its own, Ctrl-C ends the load and not the service under it.
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            start_new_session=True,
            env=given,
        )
        with process:
            try:
                yield Served(_address(process.stdout or (), said), process.pid)
            finally:
                _stop(process)


def refuse_unready(address: str, question: str, timeout: float) -> None:
    """Ask once, which also loads what loads at first use. Raises LoadError where no answer comes."""
    try:
        with httpx.Client(base_url=address, timeout=timeout, trust_env=False) as client:
            ready = client.get("/readyz")
            reply = client.post(ROUTE, json={"question": question}) if ready.is_success else ready
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise LoadError(
            f"The service at {address} cannot be reached ({error}): start it with `onrecord serve`, or leave --service "
            "out and the bench starts one."
        ) from error
    if not reply.is_success:
        raise LoadError(f"The service at {address} does not answer: {_detail(reply)}")


def _address(lines: Iterable[str], said: IO[str]) -> str:
    for line in lines:
        if line.startswith(_READY):
            return line.removeprefix(_READY).strip()
        tell(line.rstrip())
    said.seek(0)
    why = (said.read().strip().splitlines() or ["it said nothing"])[-1]
    raise LoadError(f"The service did not start: {why}")


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def _detail(reply: httpx.Response) -> str:
    try:
        return str(reply.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"it replies with {reply.status_code}, which no On Record service does there."
