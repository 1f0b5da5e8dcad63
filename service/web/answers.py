"""Ask a question; read a given answer again."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse
from pydantic import Field, StringConstraints

from service.answers import Answer, Filters, Mode, Wire
from service.standing import as_it_stands
from service.web.events import Events
from service.web.health import Ready
from service.web.owners import Owner
from service.web.streaming import streamed
from service.web.waiting import whole

routes = APIRouter(prefix="/v1/answers", tags=["answers"])
_STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}

Question = Annotated[str, StringConstraints(strip_whitespace=True)]


class AnswerRequest(Wire):
    """A question and which articles may answer it."""

    question: Question = Field(examples=["How long has the war lasted?"])
    conversation_id: str | None = Field(default=None, description="The conversation that the question belongs to")
    filters: Filters | None = Field(default=None, description="Left out or null, all articles may answer")
    stream: bool = Field(default=False, description="Send server-sent events instead of one body")
    mode: Mode = Field(default=Mode.STRICT, description="strict: supported statements only; flag: all, each judged")


@routes.post("", summary="Ask a question", response_model=Answer, responses=_STREAM)
async def ask(request: AnswerRequest, service: Ready, owner: Owner, http: Request) -> Answer | EventSourceResponse:
    """Answer from the articles, each sentence with its quotes, or say that they do not say. The answer is kept.

    In a conversation a follow-up may lean on what was said before: `standalone_question` shows how it was read. The
    same quote keeps its number from answer to answer. Another question of the conversation meanwhile gets a 409.

    With `stream`, server-sent events: `opening` with how the question was read and who words the answer, `conflict`,
    `statement` for each sentence as soon as it is verified, with its sources and the text `before` it, `answer` for the
    whole, or `error`; then `done`.
    """
    answering = partial(
        service.ask,
        request.question,
        request.filters,
        request.mode,
        conversation_id=request.conversation_id,
        owner=owner,
    )
    return streamed(http, answering, Events()) if request.stream else await whole(http, answering)


@routes.get("/{answer_id}", summary="Read an answer again")
def again(answer_id: str, service: Ready) -> Answer:
    """An answer as it was given, with the quotes that it rested on, and what has become of their articles since."""
    return as_it_stands(service.archive.answer(answer_id), service.corpus.catalog)
