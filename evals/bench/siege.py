"""The load bench: a plan, a service, the questions on it, and a chart."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from evals.bench.chart import Lines, page, refuse_unwritable
from evals.bench.load import Arrivals, LoadError, Loop, Plan, figures
from evals.bench.memory import resident_mb
from evals.bench.questions import questions_in
from evals.bench.served import Served, refuse_unready, serving
from evals.bench.traffic import Remember, put

_CLIENTS = "1,2,4"


def plan(
    clients: str | None, rate: str | None, arrivals: Arrivals, seconds: float, requests: int, timeout: float
) -> Plan:
    """The plan that options ask for. Raises LoadError where they make none."""
    if clients and rate:
        raise LoadError("Give --clients for a closed loop or --rate for an open one, not both.")
    loop, steps = (
        (Loop.OPEN, _sizes("--rate", rate)) if rate else (Loop.CLOSED, _sizes("--clients", clients or _CLIENTS))
    )
    if loop is Loop.CLOSED and any(size != int(size) for size in steps):
        raise LoadError(f"--clients cannot be {clients!r}: clients are whole.")
    return Plan(loop, steps, seconds, requests, timeout, arrivals)


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
    with _service(service, articles, data_dir, pid) as served:
        refuse_unready(served.address, asked[0], planned.timeout)
        loaded = put(planned, served.address, asked, _memory(served))
        found = {"service": service or "its own", "questions": len(asked), **figures(loaded)}
    if chart:
        chart.write_text(drawn(found, planned), encoding="utf-8")
    return found


def drawn(figures: Mapping[str, Any], planned: Plan) -> str:
    """The figures as a page."""
    steps = list(zip(planned.steps, figures["by_step"].values(), strict=False))
    x = "questions a second" if planned.loop is Loop.OPEN else "clients"

    def over_steps(name: str) -> list[tuple[float, float]]:
        return [(size, row[name]) for size, row in steps if row[name] is not None]

    charts = [
        Lines("Latency", x, "ms", {name: over_steps(f"{name}_ms") for name in ("p50", "p90", "p99")}),
        Lines("Answers", x, "a second", {"answered": over_steps("per_second")}),
        Lines(
            "Memory of the service", "seconds", "MB", {"resident": [(at, mb) for at, mb in figures["memory_over_time"]]}
        ),
    ]
    ran, failed = figures["machine"], sum(sum(row["errors"].values()) for _, row in steps)
    said = [
        f"{figures['loop'].capitalize()} loop, {planned.seconds:g} seconds a step; {failed} of "
        f"{sum(row['sent'] for _, row in steps)} questions failed. {ran['cores']} cores, load {ran['load_1_min']}."
    ]
    return page("Load on the service", said, [chart for chart in charts if any(chart.series.values())])


@contextmanager
def _service(url: str | None, articles: Path | None, data_dir: Path | None, pid: int | None) -> Generator[Served]:
    if url:
        yield Served(url.rstrip("/"), pid)
        return
    with serving(articles, data_dir) as served:
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
