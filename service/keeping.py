"""The data folder of a running service: waited for, owned, opened, indexed where it is empty, followed and closed."""

import secrets
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import uvicorn

from indexing.catalog.feed import Lag
from indexing.errors import CorpusAway, CorpusLocked
from indexing.ownership import claim
from indexing.sync.reports import Progress, Step
from service.settings import ServiceSettings
from service.warming import warm
from service.web.health import Opening, Service

T = TypeVar("T")
Say = Callable[[str], None]
SAY_SECONDS = 2


class Stopped(Exception):
    """The service was told to stop before it was open."""


@dataclass
class Keeper:
    """Owns the data folder from its opening to its closing: one thread takes the lock and gives it back."""

    settings: ServiceSettings
    index_if_empty: Path | None
    say: Say
    address: str
    operations_port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    opening: Opening = field(default_factory=Opening)
    stopping: threading.Event = field(default_factory=threading.Event)
    failure: BaseException | None = None

    def keep(self, server: uvicorn.Server) -> None:
        """Keep the service open until `stopping`; whatever ends it stops the server too."""
        try:
            with ExitStack() as held:
                self._hold(held)
                self.stopping.wait()
        except Stopped:
            pass
        except BaseException as error:  # noqa: BLE001 - serve() raises it again, in the main thread
            self.failure = error
        finally:
            server.should_exit = True

    def _hold(self, held: ExitStack) -> None:
        claimed = self._patiently(lambda: held.enter_context(claim(self.settings.data_dir, "serve")))
        service = self._patiently(lambda: self._built(held))
        warm(service.corpus)
        if self.settings.replica_of:
            self._follow(service)
        else:
            if self.index_if_empty is not None:
                self._index(service, self.index_if_empty)
            service.intake.resume()
        claimed.publish(self.operations_port, self.token)
        self.opening.ready(service)
        self.say(f"On Record answers at {self.address}")

    def _patiently(self, take: Callable[[], T]) -> T:
        """What is taken, when nobody else holds it and no server is away any more."""
        told = ""
        while True:
            try:
                return take()
            except (CorpusLocked, CorpusAway) as error:
                if str(error) != told:
                    told = str(error)
                    self.say(f"Waiting: {told}")
                    self.opening.say(f"The service waits: {told}")
            self._pause()

    def _built(self, held: ExitStack) -> Service:
        self.opening.say("The service is opening the index and loading the models.")
        from service import wiring  # seconds of imports, once the port is known to be free

        service = wiring.build(self.settings)
        held.callback(service.close)
        return service

    def _follow(self, service: Service) -> None:
        from indexing.replica import Replica

        def told(lag: Lag) -> None:
            if self.stopping.is_set():
                raise Stopped
            self.opening.say(f"The service follows the catalog: {lag.changes} changes are left.")

        if isinstance(service.corpus, Replica):
            service.corpus.catch_up(told)
            service.corpus.follow()

    def _index(self, service: Service, path: Path) -> None:
        if service.corpus.catalog.articles(limit=1, closed=True):
            return
        from indexing.sync import sync

        report = sync(service.corpus, [str(path)], progress=self._watch(path))
        for failure in report.failed:
            self.say(f"Not indexed: {failure.source}: {failure.reason}")
        self.say(f"Indexed {len(report.added)} articles from {path}, {report.passages} passages.")

    def _watch(self, path: Path) -> Callable[[Progress], None]:
        told = 0.0

        def progress(done: Progress) -> None:
            nonlocal told
            if self.stopping.is_set():
                raise Stopped  # what was staged is finished by the next run
            if done.step is Step.EMBEDDING and time.monotonic() - told > SAY_SECONDS:
                told = time.monotonic()
                of = f" of {done.total}" if done.total else ""
                line = f"Indexing {path}: {done.done}{of} passages"
                self.say(line)
                self.opening.say(f"The service is starting. {line}.")

        return progress

    def _pause(self) -> None:
        if self.stopping.wait(0.5):
            raise Stopped
