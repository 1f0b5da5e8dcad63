"""OpenAI's chat completions: point any of its clients here."""

import time
from functools import partial
from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse

from service.answers import Wire
from service.asking import understood
from service.errors import UnknownModel
from service.links import Links
from service.web.chat.chunks import Chunks
from service.web.chat.completions import Completion, Given
from service.web.chat.earlier import turns
from service.web.chat.messages import chat
from service.web.chat.requests import MODEL, ChatRequest
from service.web.faults import Faulty
from service.web.health import Ready
from service.web.streaming import streamed
from service.web.waiting import whole

_STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}
routes = APIRouter(tags=["OpenAI"], responses={"4XX": {"model": Faulty}, "5XX": {"model": Faulty}})


class Model(Wire):
    """What answers."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "On Record"


class Models(Wire):
    """All that answer: one."""

    object: Literal["list"] = "list"
    data: tuple[Model, ...] = (Model(),)


@routes.post("/v1/chat/completions", summary="Chat", response_model=Completion, responses=_STREAM)
async def complete(request: ChatRequest, service: Ready, http: Request) -> Completion | EventSourceResponse:
    """Answer the last question of a chat from the articles. The answer is kept, and stands whole in `onrecord`.

    With `stream`, server-sent events: a piece of the content for each sentence as soon as it is verified.
    """
    _expect(request.model)
    question, earlier = chat(request.messages)
    understood(question)  # before a stream begins, so that a question that cannot be taken has its status
    given = Given(request, int(time.time()), Links(str(http.base_url)))
    answering = partial(service.ask, question, request.filters, request.mode, turns=turns(earlier))
    if request.stream:
        return streamed(http, answering, Chunks(given))
    return await whole(http, lambda reader: given.completion(answering(reader)))


@routes.get("/v1/models", summary="List the models")
def models() -> Models:
    """What answers here, whoever drafts behind it."""
    return Models()


@routes.get("/v1/models/{model_id:path}", summary="Read a model")
def model(model_id: str) -> Model:
    """The model, if it is one."""
    _expect(model_id)
    return Model()


def _expect(model_id: str) -> None:
    if model_id != MODEL:
        raise UnknownModel(f"There is no model {model_id!r} here; there is {MODEL}.")
