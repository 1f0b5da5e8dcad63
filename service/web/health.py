"""Whether the service lives, and whether it can answer yet."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends, Request

from indexing.errors import OnRecordError
from indexing.search import Scope
from service.answers import Answer, Filters, Mode, Wire
from service.conversation.turn import Turns
from service.errors import AnswerNotFound, ArticleNotFound
from service.holdings import Found, Full, Results

if TYPE_CHECKING:  # what is opened takes seconds to import; the server listens before
    from indexing.corpus import Corpus
    from indexing.intake import Intake
    from service.answering import Answerer
    from service.archive import Archive
    from service.archive.conversations import Conversations
    from service.archive.feedback import Feedback
    from service.cache import Cache
    from service.composing.page import Reader
    from service.desk import Desk
    from service.drafts import DraftChecker
    from service.monitoring.monitor import Monitor
    from service.suggesting import Suggestions
    from service.verdicts import Verification


class NotReady(OnRecordError):
    """The corpus and the models are not open yet; the text says what the start waits for."""


@dataclass(frozen=True, slots=True)
class Service:
    """What the routes answer from, opened."""

    corpus: "Corpus"
    answerer: "Answerer"
    drafts: "DraftChecker"
    archive: "Archive"
    intake: "Intake"
    conversations: "Conversations"
    feedback: "Feedback"
    cache: "Cache"
    suggestions: "Suggestions"
    monitor: "Monitor"

    @property
    def desk(self) -> "Desk":
        """Where questions are taken."""
        from service.conversation.carrying import is_live
        from service.desk import Desk

        return Desk(self.answerer, self.archive, self.conversations, self.cache, partial(is_live, self.corpus.catalog))

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        mode: Mode = Mode.STRICT,
        reader: "Reader | None" = None,
        *,
        conversation_id: str | None = None,
        owner: str | None = None,
        turns: Turns = (),
    ) -> Answer:
        """The answer to a question of today, kept. Raises what `Desk.answer` raises."""
        from service.desk import Inquiry

        inquiry = Inquiry(question, filters, mode, date.today(), conversation_id, owner, turns)
        return self.desk.answer(inquiry, reader)

    def begin(self) -> str:
        """The id of a new conversation, which is nobody's."""
        return self.conversations.begin(None).id

    def search(self, query: str, limit: int = 10, filters: Filters | None = None) -> Results:
        """The passages nearest to a query of today. Raises CorpusError, ModelError."""
        scope = Scope(**filters.model_dump()) if filters else None
        hits = self.corpus.search(query, scope=scope, limit=limit, asked=date.today())
        found = tuple(Found.of(hit) for hit in hits)
        return Results(query=query, hits=found, corpus_revision=self.corpus.catalog.revision)

    def article(self, article_id: str, version: str | None = None) -> Full:
        """The live version of an article, or an earlier one that an answer cited. Raises ArticleNotFound."""
        found = self.corpus.catalog.article(article_id, version)
        if found is None:
            known = f"has the id {article_id}" if version is None else f"{article_id} has the version {version}"
            raise ArticleNotFound(f"No article {known}; it may have been removed.")
        return Full.of(found)

    def verify(self, text: str) -> "Verification":
        """Each claim of a draft with its verdict. Raises QuestionError."""
        return self.drafts.check(text)

    def refuse_broken(self) -> None:
        """Raise OnRecordError unless what answers are made of and kept in can be read now."""
        self.corpus.generation.refuse_fewer_than(1 if self.corpus.catalog.articles(limit=1, closed=True) else 0)
        with suppress(AnswerNotFound):
            self.archive.answer("")

    def close(self) -> None:
        """Let go of the archive and the corpus."""
        self.intake.close()
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


async def _opened(request: Request) -> Service:  # not async, each would cost a thread
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
