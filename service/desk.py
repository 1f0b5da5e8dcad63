"""Where questions are taken: each is answered within its conversation, and kept before anybody sees the answer."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from service.answering import Answerer
from service.answers import Answer, Filters, Mode
from service.archive import Archive
from service.archive.conversations import Conversations
from service.composing.page import Reader
from service.conversation.earlier import Earlier, IsLive
from service.errors import ConversationBusy


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as a reader asks it, on the day `asked`; without a conversation it stands for itself."""

    question: str
    filters: Filters | None = None
    mode: Mode = Mode.STRICT
    asked: date = field(default_factory=date.today)
    conversation_id: str | None = None
    owner: str | None = None


class Desk:
    """Takes questions from several threads. In one conversation one question is answered at a time."""

    def __init__(self, answerer: Answerer, archive: Archive, conversations: Conversations, is_live: IsLive) -> None:
        """Answer with `answerer`, keep in `archive` and `conversations`; `is_live` says what may be carried on."""
        self._answerer = answerer
        self._archive = archive
        self._conversations = conversations
        self._is_live = is_live
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def answer(self, inquiry: Inquiry, reader: Reader | None = None) -> Answer:
        """The answer, kept. Raises what answering raises, ConversationNotFound and ConversationBusy."""
        if inquiry.conversation_id is None:
            answer = self._answered(inquiry, reader, Earlier())
            self._archive.keep(answer)
            return answer
        with self._turn(inquiry.conversation_id):
            conversation = self._conversations.conversation(inquiry.conversation_id, inquiry.owner)
            earlier = Earlier.of(conversation.answers, self._is_live)
            answer = self._answered(inquiry, reader, earlier)
            answer = answer.model_copy(update={"conversation_id": conversation.id})
            self._conversations.append(conversation.id, inquiry.owner, len(conversation.answers) + 1, answer)
            return answer

    def _answered(self, inquiry: Inquiry, reader: Reader | None, earlier: Earlier) -> Answer:
        return self._answerer.answer(inquiry.question, inquiry.filters, inquiry.mode, inquiry.asked, reader, earlier)

    @contextmanager
    def _turn(self, conversation_id: str) -> Generator[None]:
        """Nobody else answers in this conversation meanwhile. Raises ConversationBusy where somebody does."""
        with self._lock:
            if conversation_id in self._busy:
                raise ConversationBusy("Another question of this conversation is being answered: ask when it is done.")
            self._busy.add(conversation_id)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(conversation_id)
