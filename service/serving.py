"""The journey of `onrecord serve`: take the port, own the data folder, open it, answer until told to stop."""

import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import uvicorn
from fastapi import FastAPI

from indexing.catalog.feed import Lag
from indexing.errors import CorpusAway, CorpusLocked, ModelError, SettingsError
from indexing.ownership import claim
from indexing.sync.reports import Progress, Step
from service.keys import Keys
from service.listening import address, is_loopback, listen
from service.settings import ServiceSettings
from service.web.admission import LOOPBACK_NAMES, Admission
from service.web.app import application
from service.web.health import Opening, Service
from service.web.usage import Usage

T = TypeVar("T")
Say = Callable[[str], None]
CLOSE_SECONDS = 20
SAY_SECONDS = 2


class Stopped(Exception):
    """The service was told to stop before it was open."""


def refuse_several(workers: int) -> None:
    """Raise SettingsError for more than one process: the embedded index has one owner."""
    if workers > 1:
        raise SettingsError(
            f"--workers cannot be {workers}: the embedded index belongs to one process, which answers many requests "
            "side by side. ONRECORD_THREADS gives its models more cores."
        )


def serve(settings: ServiceSettings, *, index_if_empty: Path | None, say: Say) -> None:
    """Serve until SIGINT or SIGTERM. Raises OnRecordError where it cannot start; a port in use fails first."""
    if settings.replica_of and index_if_empty:
        raise SettingsError(
            "--index-if-empty cannot be used by a replica: ONRECORD_REPLICA_OF names the service that indexes."
        )
    sockets = listen(settings.host, settings.port)
    keys = Keys.of(settings)
    keeper = Keeper(settings, index_if_empty, say, address(sockets[0]), sockets[-1].getsockname()[1])
    server = _server(
        settings,
        application(
            keeper.opening,
            token=keeper.token,
            admission=_admission(settings, keys, sockets[0], keeper.token),
            usage=Usage(settings.rate, settings.at_once),
            origins=_named(settings.allowed_origins),
        ),
    )
    thread = threading.Thread(target=keeper.keep, args=(server,), name="keeper", daemon=True)
    with closing(keys), _stopped_by_signals(server):
        thread.start()
        server.run(sockets=sockets)
        keeper.stopping.set()
        thread.join(CLOSE_SECONDS)
    if keeper.failure is not None:
        raise keeper.failure


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
        _warm(service)
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
        if service.corpus.catalog.articles(limit=1):
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
                line = f"Indexing {path}: {done.done} of {done.total} passages"
                self.say(line)
                self.opening.say(f"The service is starting. {line}.")

        return progress

    def _pause(self) -> None:
        if self.stopping.wait(0.5):
            raise Stopped


def _admission(settings: ServiceSettings, keys: Keys, public: socket.socket, token: str) -> Admission:
    # Behind a proxy everybody comes from loopback.
    local = is_loopback(public) and not settings.trusted_proxies
    hosts = _named(settings.allowed_hosts)
    named = frozenset(hosts) | LOOPBACK_NAMES if hosts or local else frozenset[str]()
    return Admission(keys, local, settings.public_reading, named | {settings.host} if local else named, token)


def _named(listed: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in listed.split(",") if one.strip())


def _warm(service: Service) -> None:
    """Load what loads at first use, so that the first reader does not wait for it."""
    with suppress(ModelError):  # an endpoint that is away for now is no reason not to start
        service.corpus.embedder.embed_query("ready")


def end() -> None:
    """End the process now if threads would hold it: a model may still owe a reply, which nobody waits for any more.

    To be called when all is closed: what was acknowledged is on disk.
    """
    if any(not each.daemon for each in threading.enumerate() if each is not threading.main_thread()):
        sys.stdout.flush()
        os._exit(0)


def _server(settings: ServiceSettings, app: FastAPI) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,  # what it logs goes where all lines go
            log_level="warning",
            access_log=False,
            ws="none",
            server_header=False,
            # Whom a proxy names is counted for the limits where the proxy is trusted; it opens nothing.
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies,
            timeout_graceful_shutdown=settings.stop_timeout,
        )
    )


@contextmanager
def _stopped_by_signals(server: uvicorn.Server) -> Generator[None]:
    # uvicorn raises the signal that ended it once more when it is done: these handlers make that harmless, so that the
    # data folder is closed in order.
    def stop(*_: object) -> None:
        server.should_exit = True

    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
