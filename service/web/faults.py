"""Errors in OpenAI's shape, on the routes whose clients read no other."""

from fastapi.responses import JSONResponse, Response

from service.answers import Wire

_ROUTES = ("/v1/chat/", "/v1/models")
_CODES = {"unauthorized": "invalid_api_key", "too-many-requests": "rate_limit_exceeded"}


class Fault(Wire):
    """What went wrong: one sentence, the kind of error, the field at fault where there is one, and a short code."""

    message: str
    type: str
    param: str | None
    code: str


class Faulty(Wire):
    """An error as OpenAI's clients read it."""

    error: Fault


def expected(path: str) -> bool:
    """Whether clients of this path read errors in OpenAI's shape."""
    return path.startswith(_ROUTES)


def respond(status: int, kind: str, detail: str, param: str | None, headers: dict[str, str] | None) -> Response:
    """A problem of this kind in OpenAI's shape; what these clients know as 400 has that status."""
    status = 400 if status == 422 else status
    code = _CODES.get(kind, kind.replace("-", "_"))
    fault = Fault(message=detail, type=_type(status), param=param or None, code=code)
    return JSONResponse(Faulty(error=fault).model_dump(), status, headers=headers)


def _type(status: int) -> str:
    match status:
        case 429:
            return "rate_limit_error"
        case status if status >= 500:
            return "server_error"
        case _:
            return "invalid_request_error"
