"""Every error as RFC 9457 problem+json, or where a client expects it in OpenAI's shape: one plain sentence.

Never a traceback.
"""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from indexing.errors import CorpusAway, CorpusError, ModelError, OnRecordError, ReadOnly, SourceError
from service.errors import (
    AnswerNotFound,
    ArticleNotFound,
    ConversationBusy,
    ConversationNotFound,
    DraftingError,
    OperationNotFound,
    QuestionError,
    ReaderLeft,
    UnknownModel,
)
from service.refusals import FieldProblem, refusal
from service.web import faults
from service.web.headers import SAFE
from service.web.health import NotReady
from service.web.methods import allowed
from service.web.requestids import HEADER

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """An error as RFC 9457 has it."""

    type: str = Field(description="Where this type of problem is explained")
    title: str = Field(description="The type of problem, the same each time")
    status: int
    detail: str = Field(description="One sentence on what went wrong this time and what to do")
    instance: str = Field(description="The path that was asked for")
    request_id: str | None = Field(default=None, description="The id of the request, as in the header X-Request-ID")
    errors: list[FieldProblem] | None = Field(default=None, description="Each field that was refused")


def respond(
    request: Request,
    status: int,
    detail: str,
    *,
    kind: str | None = None,
    title: str | None = None,
    errors: list[FieldProblem] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """A problem as a response; without a kind of its own it is the plain HTTP one."""
    phrase = HTTPStatus(status).phrase
    slug = kind or phrase.lower().replace(" ", "-").replace("'", "")
    if faults.expected(request.url.path):
        return faults.respond(status, slug, detail, errors[0].field if errors else None, headers)
    problem = Problem(
        type=f"/docs#{slug}",
        title=title or phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        request_id=_request_id(request),
        errors=errors,
    )
    return JSONResponse(problem.model_dump(exclude_none=True), status, headers=headers, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Make every error of the app a problem."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(OnRecordError, mendable)
    app.add_exception_handler(Exception, unforeseen)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - says to the type checker what install() says above
    kind = title = None
    headers = {name.title(): value for name, value in (error.headers or {}).items()}
    match error.status_code:
        case 400:
            detail = "The body cannot be read: send JSON in UTF-8."
        case 404:
            detail = f"There is nothing at {request.url.path}; /docs lists what there is."
        case 405:
            headers["Allow"] = allowed(request)
            detail = f"{request.url.path} does not take {request.method}; it takes {headers['Allow']}."
        case 413:
            # Python renamed this status between versions; a type of problem keeps its name.
            detail, kind, title = error.detail, "content-too-large", "Content too large"
        case _:
            detail = error.detail
    return respond(request, error.status_code, detail, kind=kind, title=title, headers=headers)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    fields = [refusal(each) for each in error.errors()]
    return respond(request, 422, fields[0].detail, kind="invalid-request", title="Invalid request", errors=fields)


def mendable(request: Request, error: Exception) -> Response:
    """An error of ours as a problem of its type."""
    detail = str(error)
    match error:
        case NotReady():
            return respond(request, 503, detail, kind="not-ready", title="Not ready yet", headers={"Retry-After": "2"})
        case QuestionError():
            return respond(request, 422, detail, kind="question", title="The question cannot be taken")
        case SourceError():
            return respond(request, 422, detail, kind="article", title="The article cannot be taken")
        case OperationNotFound():
            return respond(request, 404, detail, kind="operation-not-found", title="No such operation")
        case ArticleNotFound():
            return respond(request, 404, detail, kind="article-not-found", title="No such article")
        case AnswerNotFound():
            return respond(request, 404, detail, kind="answer-not-found", title="No such answer")
        case ConversationNotFound():
            return respond(request, 404, detail, kind="conversation-not-found", title="No such conversation")
        case ConversationBusy():
            headers = {"Retry-After": "1"}
            return respond(request, 409, detail, kind="conversation-busy", title="One at a time", headers=headers)
        case UnknownModel():
            return respond(request, 404, detail, kind="model-not-found", title="No such model")
        case ReaderLeft():
            # Nobody reads it but the log and the counts, which would take a 500 for a fault.
            return respond(request, 499, detail, kind="left", title="The caller has left")
        case DraftingError():
            return respond(request, 502, detail, kind="drafting", title="The drafting model failed")
        case ReadOnly():
            return respond(request, 403, detail, kind="read-only", title="Changes are taken elsewhere")
        case CorpusAway():
            headers = {"Retry-After": "2"}
            return respond(request, 503, detail, kind="away", title="A server of the index is away", headers=headers)
        case CorpusError():
            return respond(request, 503, detail, kind="corpus", title="The index cannot be used")
        case ModelError():
            return respond(request, 503, detail, kind="model", title="A model cannot be used")
        case _:
            return respond(request, 500, detail)


def unforeseen(request: Request, error: Exception) -> Response:
    """Any other error as a problem that gives nothing away."""
    # The traceback goes to the log of the server, which raises the error again; nothing of it goes out.
    # This response is made outside the middleware, so it brings the headers along.
    headers = {**SAFE, HEADER: _request_id(request) or ""}
    return respond(request, 500, "Something went wrong inside the service; its log says what.", headers=headers)


def _request_id(request: Request) -> str | None:
    return getattr(request.state, "request_id", None)
