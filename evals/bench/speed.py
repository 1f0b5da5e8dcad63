"""How long does an answer take, stage by stage: warm, in a fresh process, and what indexing and memory cost.

warm       milliseconds of each stage, nearest-rank percentiles over the answers that had it (`n`). retrieve, draft
           and verify are the steps of the answer, total is from question to answer, and other is what no step took. Of
           retrieve: spell puts words right, embed makes the question's vector, vectors and keywords are the legs of
           the search, rerank reads sentences, and rest is fusion and what the catalog gives
by_status  total, by what became of the question: a refusal drafts nothing, a conflict is not drafted
cold       medians over fresh processes, in seconds: start (interpreter and imports), open (the data folder), models
           (the weights), first (the first answer, models loaded), to_first_answer (all of these) and second (the same
           question again)
indexing   what this run embedded and wrote, or null where the articles were there already
memory_mb  10^6 bytes: indexed, of this process after indexing (its workers are not counted); opened and answered, of a
           fresh process; peak, the most that one held

Nothing is answered from a cache: there is none. One that comes is a round of its own beside `warm`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from evals.bench.questions import Question
from evals.bench.ranking import PERCENTILES, percentile
from evals.bench.stopwatch import Laps
from evals.progress import track
from service.answers import Answer

# An answer, None where the question cannot be taken, and the laps within its retrieval.
Ask = Callable[[Question], tuple[Answer | None, Laps]]

STEPS = ("retrieve", "draft", "verify")
PARTS = ("spell", "embed", "vectors", "keywords", "rerank")
WITHIN = (*PARTS, "rest")
ORDER = ("total", "retrieve", *WITHIN, "draft", "verify", "other")
COLD = ("start", "open", "models", "first", "to_first_answer", "second")


@dataclass(frozen=True, slots=True)
class Timed:
    """One answered question: what became of it, and milliseconds by stage."""

    status: str
    stages: Mapping[str, float]


def measure(ask: Ask, questions: Sequence[Question]) -> tuple[Timed, ...]:
    """Ask each question once, in order; one that cannot be taken is left out."""
    timed = (_timed(*ask(question)) for question in track(questions, "Asking"))
    return tuple(one for one in timed if one is not None)


def stages(timed: Sequence[Timed]) -> dict[str, dict[str, float | int]]:
    """The percentiles of each stage that any answer had."""
    rows = {name: [one.stages[name] for one in timed if name in one.stages] for name in ORDER}
    return {name: percentiles(values) for name, values in rows.items() if values}


def by_status(timed: Sequence[Timed]) -> dict[str, dict[str, float | int]]:
    """The percentiles of the whole answer, by status."""
    names = sorted({one.status for one in timed})
    return {name: percentiles([one.stages["total"] for one in timed if one.status == name]) for name in names}


def percentiles(milliseconds: Sequence[float]) -> dict[str, float | int]:
    """How many values, and their p50, p90 and p99."""
    found = {f"p{share}_ms": round(percentile(milliseconds, share), 2) for share in PERCENTILES}
    return {"n": len(milliseconds), **found}


def cold(starts: Sequence[Mapping[str, float]]) -> dict[str, float | int]:
    """The medians over fresh processes, in seconds."""
    return {"n": len(starts), **{name: round(median(one[name] for one in starts), 3) for name in COLD}}


def _timed(answer: Answer | None, laps: Laps) -> Timed | None:
    if answer is None:
        return None
    steps = {name: answer.timings[name] for name in STEPS if name in answer.timings}
    total = answer.timings["total"]
    found = {"total": total, **steps, **laps, "other": _left(total, steps.values())}
    if "retrieve" in steps:
        found["rest"] = _left(steps["retrieve"], laps.values())
    return Timed(answer.status, found)


def _left(whole: float, parts: Iterable[float]) -> float:
    # Steps are rounded to a tenth of a millisecond.
    return max(0.0, whole - sum(parts))
