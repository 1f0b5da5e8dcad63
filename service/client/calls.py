"""What the clients send, and what they read of a reply: the same for both."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import quote

import httpx2
from pydantic import BaseModel, ValidationError

from service.addresses import is_loopback
from service.answers import Answer, Citation, Filters, Mode, Rating, Statement
from service.client import errors
from service.holdings import Full, Results
from service.verdicts import Verification

Reply = TypeVar("Reply", bound=BaseModel)
Form = TypeVar("Form", bound=BaseModel)


class CitedStatement(Statement):
    """A verified statement of an answer that is still being made, with what it cites.

    `before` stands in the answer between it and the statement before it: markers, a space, words of the service.
    """

    before: str
    sources: tuple[Citation, ...]


class Begun(BaseModel):
    """A new conversation."""

    id: str


class Nothing(BaseModel):
    """A reply without a body."""


@dataclass(frozen=True, slots=True)
class Call(Generic[Reply]):
    """A request, and the form of its reply."""

    form: type[Reply]
    method: str
    path: str
    body: dict[str, Any] | None = None
    query: dict[str, Any] | None = None

    def request(self, client: httpx2.Client | httpx2.AsyncClient) -> httpx2.Request:
        """The request as a client sends it."""
        return client.build_request(self.method, self.path, json=self.body, params=self.query)

    def read(self, response: httpx2.Response) -> Reply:
        """What a reply holds. Raises ServiceError."""
        if not response.is_success:
            raise errors.of(response)
        return _read(self.form, response.content or b"{}")


def ask(
    question: str, filters: Filters | None, mode: Mode, conversation_id: str | None, *, stream: bool = False
) -> Call[Answer]:
    """A question."""
    within = {"conversation_id": conversation_id} if conversation_id else {}
    body = {"question": question, "filters": _set(filters), "mode": mode, "stream": stream, **within}
    return Call(Answer, "POST", "/v1/answers", body)


def begin() -> Call[Begun]:
    """The beginning of a conversation."""
    return Call(Begun, "POST", "/v1/conversations")


def answer(answer_id: str) -> Call[Answer]:
    """An answer that was given."""
    return Call(Answer, "GET", f"/v1/answers/{quote(answer_id, safe='')}")


def rate(answer_id: str, rating: Rating, comment: str | None) -> Call[Nothing]:
    """What a reader thinks of an answer."""
    said = {"comment": comment} if comment else {}
    return Call(Nothing, "POST", f"/v1/answers/{quote(answer_id, safe='')}/feedback", {"rating": rating, **said})


def search(query: str, limit: int, filters: Filters | None) -> Call[Results]:
    """A search. Its filters have the names of one publisher, section or article each, several times."""
    given = {name.removesuffix("s"): value for name, value in _set(filters).items()}
    return Call(Results, "GET", "/v1/search", query={"q": query, "limit": limit, **given})


def article(article_id: str, version: str | None) -> Call[Full]:
    """An article."""
    query = {"version": version} if version else None
    return Call(Full, "GET", f"/v1/articles/{quote(article_id, safe='')}", query=query)


def verify(text: str) -> Call[Verification]:
    """A draft."""
    return Call(Verification, "POST", "/v1/verify", {"text": text})


def piece(event: httpx2.ServerSentEvent) -> CitedStatement | Answer | None:
    """What an event of a stream tells, None where it is told again in the answer. Raises ServiceError."""
    match event.event:
        case "statement":
            return _read(CitedStatement, event.data)
        case "answer":
            return _read(Answer, event.data)
        case "error":
            raise _read(errors.Told, event.data).error()
        case _:
            return None


@contextmanager
def reaching(address: str) -> Generator[None]:
    """Say in a sentence what keeps a reply away. Raises Unreachable."""
    try:
        yield
    except (httpx2.HTTPError, httpx2.StreamError) as error:
        raise errors.Unreachable(
            f"The service at {address} does not reply ({error or type(error).__name__})."
        ) from error


def broken(address: str) -> errors.Unreachable:
    """The error of a stream that ends before the answer."""
    return errors.Unreachable(f"The service at {address} broke off before the answer was whole.")


def options(address: str, key: str | None, timeout: float) -> dict[str, Any]:
    """How a client of httpx2 is made for a service. Raises ServiceError for what is no address."""
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL as error:
        raise errors.Unreachable(f"{address!r} is no address of a service ({error}).") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise errors.Unreachable(f"{address!r} is no address of a service: it begins with http:// or https://.")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    # Loopback never goes through a proxy.
    return {"base_url": url, "headers": headers, "timeout": timeout, "trust_env": not is_loopback(url.host)}


def _set(filters: Filters | None) -> dict[str, Any]:
    """The filters that filter something."""
    return filters.model_dump(mode="json", exclude_defaults=True) if filters else {}


def _read(form: type[Form], data: bytes | str) -> Form:
    try:
        return form.model_validate_json(data)
    except ValidationError as error:
        raise errors.Unreadable("What replied is no On Record service of this version.") from error
