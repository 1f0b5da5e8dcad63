"""The load bench: a plan, a service, the questions on it, and a chart."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from evals.bench.chart import Line, Rows, page, refuse_unwritable
from evals.bench.load import Arrivals, LoadError, Loop, Plan, figures
from evals.bench.memory import resident_mb
from evals.bench.questions import questions_in
from evals.bench.served import Served, refuse_unready, serving
from evals.bench.traffic import Remember, put

_CLIENTS = "1,2,4"


def plan(
    clients: str | None,
    rate: str | None,
    arrivals: Arrivals,
    seconds: float,
    requests: int,
    timeout: float,
    *,
    stream: bool = False,
    hot: bool = False,
) -> Plan:
    """The plan that options ask for. Raises LoadError where they make none."""
    if clients and rate:
        raise LoadError("Give --clients for a closed loop or --rate for an open one, not both.")
    loop, steps = (
        (Loop.OPEN, _sizes("--rate", rate)) if rate else (Loop.CLOSED, _sizes("--clients", clients or _CLIENTS))
    )
    if loop is Loop.CLOSED and any(size != int(size) for size in steps):
        raise LoadError(f"--clients cannot be {clients!r}: clients are whole.")
    return Plan(loop, steps, seconds, requests, timeout, arrivals, stream, hot)


def bench_load(
    planned: Plan,
    service: str | None,
    articles: Path | None,
    questions: Path,
    data_dir: Path | None,
    limit: int | None,
    pid: int | None,
    chart: Path | None,
) -> dict[str, Any]:
    """The figures of load. Raises OnRecordError."""
    asked = [one.question for one in questions_in(questions)[:limit]]
    refuse_unwritable(chart)
    with _service(service, articles, data_dir, pid, hot=planned.hot) as served:
        refuse_unready(served.address, asked[0], planned.timeout)
        loaded = put(planned, served.address, asked, _memory(served))
        found = {"service": service or "its own", "questions": len(asked), **figures(loaded)}
    if chart:
        chart.write_text(drawn(found, planned), encoding="utf-8")
    return found


def drawn(figures: Mapping[str, Any], planned: Plan) -> str:
    """The figures as a page."""
    steps, ran = figures["by_step"], figures["machine"]
    rates = {name: [row["per_second"]] for name, row in steps.items()}
    charts = [
        Rows.of_percentiles("Latency", steps, {"sent": "asked", "answered": "answered"}),
        Rows("Answers a second", "a second", ("answered",), rates),
        Line("Memory of the service", "seconds", "MB", figures["memory_over_time"]),
    ]
    sent = sum(row["sent"] for row in steps.values())
    failed = sum(sum(row["errors"].values()) for row in steps.values())
    said = [
        f"{figures['loop'].capitalize()} loop, {planned.seconds:g} seconds a step.",
        f"{failed} of {sent} questions failed.",
        f"{ran['cores']} cores, load {ran['load_1_min']}, Python {ran['python']}.",
        *(("It was ended early.",) if figures["interrupted"] else ()),
    ]
    return page("Load on the service", said, charts)


@contextmanager
def _service(
    url: str | None, articles: Path | None, data_dir: Path | None, pid: int | None, *, hot: bool
) -> Generator[Served]:
    if url:
        yield Served(url.rstrip("/"), pid)
        return
    with serving(articles, data_dir, caches=hot) as served:
        yield served


def _memory(served: Served) -> Remember:
    return (lambda: None) if served.pid is None else partial(resident_mb, served.pid)


def _sizes(option: str, given: str) -> tuple[float, ...]:
    try:
        sizes = tuple(float(size) for size in given.split(","))
    except ValueError as error:
        raise LoadError(f"{option} cannot be {given!r}: give a number, or some for a ramp, as in 1,2,4.") from error
    if not all(0 < size < 10_000 for size in sizes):
        raise LoadError(f"{option} cannot be {given!r}: give numbers above 0 and below 10,000.")
    return sizes
