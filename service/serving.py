"""The journey of `onrecord serve`: take the port, own the data folder, open it, answer until told to stop."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from indexing.errors import SettingsError
from service.keeping import Keeper, Say
from service.keys import Keys
from service.listed import members
from service.listening import address, is_loopback, listen
from service.settings import ServiceSettings
from service.web.admission import LOOPBACK_NAMES, Admission
from service.web.app import application
from service.web.usage import Usage

CLOSE_SECONDS = 20


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
            origins=members(settings.allowed_origins),
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


def _admission(settings: ServiceSettings, keys: Keys, public: socket.socket, token: str) -> Admission:
    # Behind a proxy everybody comes from loopback.
    local = is_loopback(public) and not settings.trusted_proxies
    hosts = members(settings.allowed_hosts)
    named = frozenset(hosts) | LOOPBACK_NAMES if hosts or local else frozenset[str]()
    return Admission(keys, local, settings.public_reading, named | {settings.host} if local else named, token)


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
