"""Conversations: begun, listed, read, deleted. Questions go to /v1/answers with the id of one."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from service.answers import Answer, Status, Wire
from service.archive.conversations import Conversation
from service.web.health import Ready
from service.web.owners import Owner

routes = APIRouter(prefix="/v1/conversations", tags=["conversations"])


class Turn(Wire):
    """A question of a conversation; its answer is at /v1/answers/{answer_id}."""

    question: str
    answer_id: str
    status: Status

    @classmethod
    def of(cls, answer: Answer) -> Self:
        """The turn that an answer belongs to."""
        return cls(question=answer.question, answer_id=answer.id, status=answer.status)


class Kept(Wire):
    """A conversation and its turns in order. It is deleted when nobody went on with it until `expires_at`."""

    id: str
    created_at: datetime
    expires_at: datetime
    turns: tuple[Turn, ...]

    @classmethod
    def of(cls, conversation: Conversation) -> Self:
        """A conversation as it goes over the wire."""
        turns = tuple(Turn.of(answer) for answer in conversation.answers)
        return cls(
            id=conversation.id, created_at=conversation.created_at, expires_at=conversation.expires_at, turns=turns
        )


class Listing(Wire):
    """Conversations, that with the latest question first."""

    conversations: tuple[Kept, ...]


class ListingQuery(Wire):
    """How many to list."""

    limit: int = Field(default=50, ge=1, le=500)


@routes.post("", status_code=201, summary="Begin a conversation")
def begin(service: Ready, owner: Owner, http: Request, response: Response) -> Kept:
    """Begin a conversation. Who has its id can go on with it; begun with a key, only who has the key as well."""
    made = service.conversations.begin(owner)
    response.headers["Location"] = f"{http.url.path}/{made.id}"
    return Kept.of(made)


@routes.get("", summary="List your conversations")
def conversations(query: Annotated[ListingQuery, Query()], service: Ready, owner: Owner) -> Listing:
    """List the conversations of the key that asks; without a key there are none to list."""
    found = service.conversations.listed(owner, query.limit)
    return Listing(conversations=tuple(Kept.of(one) for one in found))


@routes.get("/{conversation_id}", summary="Read a conversation")
def conversation(conversation_id: str, service: Ready, owner: Owner) -> Kept:
    """The questions of a conversation, each with the id of its answer."""
    return Kept.of(service.conversations.conversation(conversation_id, owner))


@routes.delete("/{conversation_id}", status_code=204, summary="Delete a conversation")
def delete(conversation_id: str, service: Ready, owner: Owner) -> None:
    """Delete a conversation with its answers, from the disk too."""
    service.conversations.delete(conversation_id, owner)
