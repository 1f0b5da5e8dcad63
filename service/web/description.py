"""The description of the API (OpenAPI), with what the door and the limits add to every route: keys and their errors."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from service.web import faults
from service.web.needs import Need, need_of
from service.web.problems import MEDIA_TYPE, Problem
from service.web.usage import RATE_HEADERS

Described = dict[str, Any]

_KEY, _ADMIN_KEY = "key", "adminKey"
_SCHEMES = {
    _KEY: {"type": "http", "scheme": "bearer", "description": "A key made by `onrecord keys create`; none on loopback"},
    _ADMIN_KEY: {"type": "http", "scheme": "bearer", "description": "One made with `--scope admin`, wherever from"},
}
_REFUSALS = {
    401: ("A key is needed, or this one is unknown, expired or revoked", ("WWW-Authenticate",)),
    403: ("The key is for reading", ("WWW-Authenticate",)),
    408: ("The body did not come in time", ()),
    413: ("The body is too large", ()),
    429: ("Too many requests, or too many at once", RATE_HEADERS),
}


def install(app: FastAPI) -> None:
    """Let the app describe itself in full."""
    plain = app.openapi

    def described() -> Described:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(plain())
        return app.openapi_schema

    app.openapi = described


def _completed(api: Described) -> Described:
    api["components"]["securitySchemes"] = _SCHEMES
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            need = need_of(method.upper(), path)
            if need is not Need.NOTHING:
                operation["security"] = _security(need)
            responses = operation["responses"]
            responses |= {str(status): _refusal(status) for status in _refused(need, "requestBody" in operation)}
            operation["responses"] = {status: _formed(path, status, told) for status, told in responses.items()}
    return api


def _security(need: Need) -> list[Described]:
    match need:
        case Need.ADMIN:
            return [{_ADMIN_KEY: []}]
        case Need.KEY:
            return [{_KEY: []}]
        case _:
            return [{}, {_KEY: []}]


def _refused(need: Need, has_body: bool) -> Iterator[int]:
    if need is not Need.NOTHING:
        yield from (401, 429)
    if need is Need.ADMIN:
        yield 403
    if has_body:
        yield from (408, 413)


def _refusal(status: int) -> Described:
    description, headers = _REFUSALS[status]
    return {"description": description, "headers": {name: {"schema": {"type": "string"}} for name in headers}}


def _formed(path: str, status: str, told: Described) -> Described:
    """An error with its body in the shape that clients of the path read."""
    if status < "4":
        return told
    shape, media = (
        (faults.Faulty.__name__, "application/json") if faults.expected(path) else (Problem.__name__, MEDIA_TYPE)
    )
    return {**told, "content": {media: {"schema": {"$ref": f"#/components/schemas/{shape}"}}}}
