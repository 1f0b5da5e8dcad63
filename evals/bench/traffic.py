"""The questions of a load, sent: asynchronous throughout, since hundreds may be waited for at once."""

import asyncio
import itertools
import random
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from evals.bench.load import TIMEOUT, Arrivals, Load, Loop, Plan, Sent, Step
from evals.stats import SEED

ROUTE = "/v1/answers"
# More wait for a connection, and the waiting counts.
_CONNECTIONS = 500
_SECONDS_BETWEEN_SAMPLES = 0.5

Remember = Callable[[], float | None]
"""Megabytes of the service now, if they can be known."""


def put(plan: Plan, address: str, questions: Sequence[str], memory: Remember) -> Load:
    """Put the load on the service at an address. Ctrl-C ends it early, and what was measured is kept."""
    return asyncio.run(_put(plan, address, questions, memory))


async def _put(plan: Plan, address: str, questions: Sequence[str], memory: Remember) -> Load:
    limits = httpx.Limits(max_connections=_CONNECTIONS)
    # Not through a proxy: its speed is not the service's. Each question has its own deadline.
    async with httpx.AsyncClient(base_url=address, timeout=None, trust_env=False, limits=limits) as client:  # noqa: S113
        asking = _Asking(client, itertools.cycle(questions), plan.timeout, plan.stream)
        if plan.hot:
            await _heated(asking, len(questions))
        samples: list[tuple[float, float]] = []
        steps: list[Step] = []
        async with _sampled(memory, samples):
            interrupted = await _interrupted(_climb(plan, asking, steps))
    return Load(plan, tuple(steps), tuple(samples), interrupted)


async def _heated(asking: "_Asking", questions: int) -> None:
    """Have each question answered once, of which nothing is counted."""
    for _ in range(questions):
        await asking.ask(_now())
    asking.taken()


async def _climb(plan: Plan, asking: "_Asking", steps: list[Step]) -> None:
    for size in plan.steps:
        began = _now()
        try:
            await (_open(plan, size, asking) if plan.loop is Loop.OPEN else _closed(plan, int(size), asking))
        finally:
            steps.append(Step(size, began, *asking.taken()))


async def _interrupted(running: Coroutine[Any, Any, None]) -> bool:
    try:
        await running
    except asyncio.CancelledError:
        return True
    return False


async def _closed(plan: Plan, clients: int, asking: "_Asking") -> None:
    until, tickets = _now() + plan.seconds, iter(range(plan.most))

    async def client() -> None:
        while _now() < until and next(tickets, None) is not None:
            await asking.ask(_now())

    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(client())


async def _open(plan: Plan, rate: float, asking: "_Asking") -> None:
    began = _now()
    async with asyncio.TaskGroup() as group:
        for offset in itertools.islice(arrivals(plan.arrivals, rate, plan.seconds), plan.most):
            await asyncio.sleep(max(0.0, began + offset - _now()))
            group.create_task(asking.ask(began + offset))


def arrivals(kind: Arrivals, rate: float, seconds: float) -> Iterator[float]:
    """When questions come, in seconds from the start: `rate` a second on average, the same by chance on every run."""
    if kind is Arrivals.FIXED:
        evenly = (number / rate for number in itertools.count())
        return itertools.takewhile(lambda at: at < seconds, evenly)
    chance = random.Random(SEED)  # noqa: S311 - a draw, not a secret
    gaps = (chance.expovariate(rate) for _ in itertools.count())
    return itertools.takewhile(lambda at: at < seconds, itertools.accumulate(gaps))


@dataclass
class _Asking:
    client: httpx.AsyncClient
    questions: Iterator[str]
    timeout: float
    stream: bool = False
    done: list[Sent] = field(default_factory=list[Sent])
    waiting: int = 0

    async def ask(self, intended: float) -> None:
        """One question, and what became of it."""
        sent = _now()
        self.waiting += 1
        error, first = await self._asked(next(self.questions), intended)
        # Where the run is cancelled, this is not reached: the question stays unfinished.
        self.waiting -= 1
        self.done.append(Sent(intended, sent, _now(), error, first))

    def taken(self) -> tuple[tuple[Sent, ...], int]:
        """What was done and how many are unfinished since this was last asked."""
        done, waiting = tuple(self.done), self.waiting
        self.done, self.waiting = [], 0
        return done, waiting

    async def _asked(self, question: str, intended: float) -> tuple[str | None, float | None]:
        """What went wrong, and when the first statement came."""
        try:
            async with asyncio.timeout_at(intended + self.timeout):
                if self.stream:
                    return await _streamed(self.client, question)
                return fault(await self.client.post(ROUTE, json={"question": question})), None
        except TimeoutError:
            return TIMEOUT, None
        except httpx.ConnectError:
            return "connect", None
        except httpx.TransportError:
            return "broken", None


async def _streamed(client: httpx.AsyncClient, question: str) -> tuple[str | None, float | None]:
    """What is wrong with a streamed answer, and when its first statement came."""
    first, told = None, set[str]()
    async with client.stream("POST", ROUTE, json={"question": question, "stream": True}) as reply:
        if not reply.is_success:
            return f"http_{reply.status_code}", None
        async for line in reply.aiter_lines():
            name = line.removeprefix("event: ") if line.startswith("event: ") else ""
            told.add(name)
            if name == "statement":
                first = first or _now()
    return (None if {"answer", "done"} <= told else "unreadable"), first


def fault(reply: httpx.Response) -> str | None:
    """What is wrong with a reply, as errors are counted; None where it is an answer."""
    if not reply.is_success:
        return f"http_{reply.status_code}"
    try:
        body = reply.json()
    except ValueError:
        return "unreadable"
    return None if isinstance(body, dict) and "status" in body else "unreadable"


@asynccontextmanager
async def _sampled(memory: Remember, samples: list[tuple[float, float]]) -> AsyncGenerator[None]:
    began = _now()

    async def sample() -> None:
        while True:
            held = memory()
            if held is not None:
                samples.append((_now() - began, held))
            await asyncio.sleep(_SECONDS_BETWEEN_SAMPLES)

    sampling = asyncio.create_task(sample())
    try:
        yield
    finally:
        sampling.cancel()


def _now() -> float:
    return asyncio.get_running_loop().time()
