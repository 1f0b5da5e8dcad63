"""Whether the service lives, and whether it can answer yet."""

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends, Request

from indexing.errors import OnRecordError
from service.answers import Wire
from service.errors import AnswerNotFound

if TYPE_CHECKING:  # what is opened takes seconds to import; the server listens before
    from indexing.corpus import Corpus
    from service.answering import Answerer
    from service.archive import Archive
    from service.drafts import DraftChecker
    from service.monitoring.monitor import Monitor


class NotReady(OnRecordError):
    """The corpus and the models are not open yet; the text says what the start waits for."""


@dataclass(frozen=True, slots=True)
class Service:
    """What the routes answer from, opened."""

    corpus: "Corpus"
    answerer: "Answerer"
    drafts: "DraftChecker"
    archive: "Archive"
    monitor: "Monitor"

    def refuse_broken(self) -> None:
        """Raise OnRecordError unless what answers are made of and kept in can be read now."""
        self.corpus.generation.refuse_fewer_than(1 if self.corpus.catalog.articles(limit=1) else 0)
        with suppress(AnswerNotFound):
            self.archive.answer("")

    def close(self) -> None:
        """Let go of the archive and the corpus."""
        self.archive.close()
        self.corpus.close()


class Opening:
    """Where the start stands: written by the thread that opens the service, read by the routes."""

    def __init__(self, service: Service | None = None) -> None:
        """Ready at once with a service that is open, else starting."""
        self._service = service
        self._doing = "The service is starting."

    def say(self, doing: str) -> None:
        """Tell what the start is doing, one sentence."""
        self._doing = doing

    def ready(self, service: Service) -> None:
        """From now on the routes answer."""
        self._service = service

    @property
    def service(self) -> Service:
        """The open service. Raises NotReady until there is one."""
        if self._service is None:
            raise NotReady(self._doing)
        return self._service


def _opened(request: Request) -> Service:
    return request.app.state.opening.service


Ready = Annotated[Service, Depends(_opened)]

routes = APIRouter(tags=["health"])


class Live(Wire):
    """The process runs."""

    status: Literal["live"] = "live"


class Readiness(Wire):
    """The corpus is open and the models are loaded."""

    status: Literal["ready"] = "ready"
    corpus_revision: int


@routes.get("/livez", summary="Does the process run?")
def livez() -> Live:
    """Whether the process runs."""
    return Live()


@routes.get("/readyz", summary="Are questions answered?")
def readyz(service: Ready) -> Readiness:
    """Whether questions are answered; else a problem says what the start waits for, or what cannot be read."""
    service.refuse_broken()
    return Readiness(corpus_revision=service.corpus.catalog.revision)
