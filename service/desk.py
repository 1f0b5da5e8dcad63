"""Where questions are taken: each is answered within its conversation, and kept before anybody sees the answer."""

from dataclasses import dataclass, field
from datetime import date

from service.answering import Answerer
from service.answers import Answer, Filters, Mode
from service.archive import Archive
from service.archive.conversations import Conversations
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
    is_live: IsLive

    def answer(self, inquiry: Inquiry, reader: Reader | None = None) -> Answer:
        """The answer, kept. Raises what answering raises, ConversationNotFound and ConversationBusy."""
        if inquiry.conversation_id is None:
            answer = self._answered(inquiry, reader, Earlier(inquiry.turns))
            self.archive.keep(answer)
            return answer
        with self.conversations.turn(inquiry.conversation_id):
            conversation = self.conversations.conversation(inquiry.conversation_id, inquiry.owner)
            answer = self._answered(inquiry, reader, Earlier.of(conversation.answers, self.is_live))
            answer = answer.model_copy(update={"conversation_id": conversation.id})
            self.conversations.append(conversation.id, inquiry.owner, len(conversation.answers) + 1, answer)
            return answer

    def _answered(self, inquiry: Inquiry, reader: Reader | None, earlier: Earlier) -> Answer:
        return self.answerer.answer(inquiry.question, inquiry.filters, inquiry.mode, inquiry.asked, reader, earlier)
