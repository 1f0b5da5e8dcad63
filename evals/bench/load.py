"""How does the service bear many questions at once: closed and open loop, step by step.

closed loop  so many clients; each asks, waits for the answer, and asks again. What such clients do not send while they
             wait, nobody waits for: their latencies look better than those of readers who come when they like
open loop    questions arrive at a rate, whatever became of the last ones. A latency counts from the moment that the
             question was to be asked, not from when it was sent, so that waiting is not left out where the service or
             this bench falls behind ("coordinated omission": Gil Tene, How NOT to Measure Latency, and his wrk2; open
             against closed: Schroeder, Wierman and Harchol-Balter, NSDI 2006)

sent         questions asked
answered     of these, answered; a refusal is an answer
errors       of these, by type: timeout, connect, broken (the connection ended), http_NNN, unreadable (no answer in it)
unfinished   of these, still waited for when the run was interrupted
per_second   answers a second, from the start of the step to the end of its last question
p50_ms ...   nearest-rank percentiles and the maximum of latency, over what was answered or timed out; a question that
             timed out has waited so long at least. Failures that come at once do not count as quick answers
first_ms     median until the first statement of a stream, over the answers that have statements; with --stream
first_share  median of that time as a share of the whole answer's, over the same
late_ms      p99 of how much later than meant a question was sent: where it is much, this bench was the bottleneck
memory_mb    10^6 bytes that the service's process held: at the start, at the end, the most (sampled twice a second from
             /proc, or asked of `ps`). Null where its process is not known: it is with a service that the bench starts,
             or by --pid
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Any

from evals.bench.memory import machine
from evals.bench.ranking import PERCENTILES, percentile
from indexing.errors import OnRecordError

TIMEOUT = "timeout"


class LoadError(OnRecordError):
    """The load cannot be put on the service as asked; the sentence says what to mend."""


class Arrivals(StrEnum):
    """When questions of an open loop come: by chance, as from many readers, or evenly."""

    POISSON = "poisson"
    FIXED = "fixed"


class Loop(StrEnum):
    """Whether the next question waits for the last answer."""

    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to put on the service: `steps` are clients, or questions a second, one step after the other.

    Each step lasts `seconds` and asks at most `most` questions; one question may take `timeout` seconds. With `stream`
    answers are read as streams; a `hot` load asks each question once before, so that its answer was given already.
    """

    loop: Loop
    steps: tuple[float, ...]
    seconds: float
    most: int
    timeout: float
    arrivals: Arrivals = Arrivals.POISSON
    stream: bool = False
    hot: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """One question and what became of it: seconds on one clock. `error` is None for an answer.

    `first` is when the first statement of a stream came, None where none did.
    """

    intended: float
    sent: float
    ended: float
    error: str | None = None
    first: float | None = None

    @property
    def milliseconds(self) -> float:
        """From when it was to be asked until it ended."""
        return 1_000 * (self.ended - self.intended)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: so many clients or questions a second, when it began, and what was sent."""

    size: float
    began: float
    sent: tuple[Sent, ...]
    unfinished: int = 0


@dataclass(frozen=True, slots=True)
class Load:
    """All that was measured; `memory` are (seconds since the start, MB)."""

    plan: Plan
    steps: tuple[Step, ...]
    memory: tuple[tuple[float, float], ...]
    interrupted: bool


def figures(load: Load) -> dict[str, Any]:
    """The figures under the names that are printed; their definitions stand at the top of this file."""
    plan, held = load.plan, [mb for _, mb in load.memory]
    return {
        "loop": plan.loop.value,
        "arrivals": plan.arrivals.value if plan.loop is Loop.OPEN else None,
        "seconds_a_step": plan.seconds,
        "stream": plan.stream,
        "hot": plan.hot,
        "interrupted": load.interrupted,
        "by_step": {named(plan.loop, step.size): row(step) for step in load.steps},
        "memory_mb": {"start": held[0], "end": held[-1], "peak": max(held)} if held else None,
        "memory_over_time": [[round(at, 1), mb] for at, mb in load.memory],
        "machine": machine(),
    }


def named(loop: Loop, size: float) -> str:
    """What a step is called."""
    return f"{size:g} a second" if loop is Loop.OPEN else f"{size:g} client{'' if size == 1 else 's'}"


def row(step: Step) -> dict[str, Any]:
    """The figures of one step."""
    waited = [one.milliseconds for one in step.sent if one.error in (None, TIMEOUT)]
    answered = sum(one.error is None for one in step.sent)
    lasted = max((one.ended for one in step.sent), default=step.began) - step.began
    errors = Counter(one.error for one in step.sent if one.error)
    return {
        "sent": len(step.sent) + step.unfinished,
        "answered": answered,
        "errors": dict(sorted(errors.items())),
        "unfinished": step.unfinished,
        "per_second": round(answered / lasted, 2) if lasted else None,
        **{f"p{share}_ms": round(percentile(waited, share), 1) if waited else None for share in PERCENTILES},
        "max_ms": round(max(waited), 1) if waited else None,
        **_firsts([(one.first - one.sent, one.ended - one.sent) for one in step.sent if one.first and not one.error]),
        "late_ms": _lateness(step.sent),
    }


def _firsts(seconds: Sequence[tuple[float, float]]) -> dict[str, float | None]:
    if not seconds:
        return {"first_ms": None, "first_share": None}
    first, share = (median(first for first, _ in seconds), median(first / whole for first, whole in seconds))
    return {"first_ms": round(1_000 * first, 1), "first_share": round(share, 3)}


def _lateness(sent: Sequence[Sent]) -> float | None:
    return round(percentile([1_000 * (one.sent - one.intended) for one in sent], 99), 1) if sent else None
