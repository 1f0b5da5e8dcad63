"""Where questions are taken: each is answered within its conversation, and kept before anybody sees the answer."""

from dataclasses import dataclass, field
from datetime import date

from service.answering import Answerer, new_id
from service.answers import Answer, Filters, Mode
from service.archive import Archive
from service.archive.conversations import Conversations
from service.cache import Cache, Given, Key
from service.composing.page import Reader
from service.conversation.earlier import Earlier, IsLive
from service.conversation.turn import Turns


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as a reader asks it, on the day `asked`.

    Without a conversation it may lean on `turns` that are kept elsewhere, and else stands for itself.
    """

    question: str
    filters: Filters | None = None
    mode: Mode = Mode.STRICT
    asked: date = field(default_factory=date.today)
    conversation_id: str | None = None
    owner: str | None = None
    turns: Turns = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Takes questions, from any thread. `is_live` says which citations may be carried on in a conversation."""

    answerer: Answerer
    archive: Archive
    conversations: Conversations
    cache: Cache
    is_live: IsLive

    def answer(self, inquiry: Inquiry, reader: Reader | None = None) -> Answer:
        """The answer, kept. Raises what answering raises, ConversationNotFound and ConversationBusy."""
        if inquiry.conversation_id is not None:
            return self._continued(inquiry, inquiry.conversation_id, reader)
        if inquiry.turns:
            answer = self._answered(inquiry, reader, Earlier(inquiry.turns))
            self.archive.keep(answer)
            return answer
        given = self._given(inquiry, reader)
        if not given.kept:
            self.archive.keep(given.answer)
            given.kept = True
        return given.answer

    def _continued(self, inquiry: Inquiry, conversation_id: str, reader: Reader | None) -> Answer:
        with self.conversations.turn(conversation_id):
            conversation = self.conversations.conversation(conversation_id, inquiry.owner)
            if conversation.answers:
                answer = self._answered(inquiry, reader, Earlier.of(conversation.answers, self.is_live))
            else:
                # Its own copy: it is deleted with the conversation.
                answer = self._given(inquiry, reader).answer.model_copy(update={"id": new_id()})
            answer = answer.model_copy(update={"conversation_id": conversation.id})
            self.conversations.append(conversation.id, inquiry.owner, len(conversation.answers) + 1, answer)
            return answer

    def _given(self, inquiry: Inquiry, reader: Reader | None) -> Given:
        """The answer to a question that stands for itself, from the cache where it is there."""
        key = Key.of(inquiry.question, inquiry.filters, inquiry.mode, inquiry.asked)
        return self.cache.given(key, lambda: self._answered(inquiry, reader, Earlier()))

    def _answered(self, inquiry: Inquiry, reader: Reader | None, earlier: Earlier) -> Answer:
        return self.answerer.answer(inquiry.question, inquiry.filters, inquiry.mode, inquiry.asked, reader, earlier)
