"""A running service as the evals ask it: over HTTP, by its address, as any other application does."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from typing import Any, Self, TypeVar
from urllib.parse import quote, urlencode

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from evals.scorers import Sources
from indexing.articles import Article, Fields
from indexing.errors import OnRecordError
from service.answers import Answer, Filters

_SECONDS = 120.0
_NOT_FOUND = 404
Reply = TypeVar("Reply", bound=BaseModel)


class ServiceError(OnRecordError):
    """The service cannot be asked, or what it replies cannot be read; the sentence names its address."""


class Remote:
    """One service. Where it wants a key, the key goes as a bearer token."""

    def __init__(self, address: str, key: str | None = None, seconds: float = _SECONDS) -> None:
        """Ask the service at `address`, such as https://answers.example.org. Raises ServiceError for no such thing."""
        self.address = address.rstrip("/")
        if not self.address.startswith(("http://", "https://")):
            raise ServiceError(f"{address} is no address of a service: it begins with http:// or https://.")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.Client(headers=headers, timeout=seconds)

    def __enter__(self) -> Self:
        """The service itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections."""
        self._http.close()

    def begin(self) -> Callable[[str], Answer]:
        """Ask in a new conversation. Raises ServiceError."""
        made = _read(_Begun, self._sent("POST", "/v1/conversations"), self.address)
        return partial(self.ask, conversation_id=made.id)

    def ask(self, question: str, filters: Filters | None = None, conversation_id: str | None = None) -> Answer:
        """The answer of the service. Raises ServiceError."""
        given: dict[str, Any] = {"conversation_id": conversation_id} if conversation_id else {}
        if filters:
            given["filters"] = filters.model_dump(mode="json", exclude_defaults=True)
        reply = self._sent("POST", "/v1/answers", json={"question": question, **given})
        return _read(Answer, reply, self.address)

    def sources(self, cuts: Mapping[str, tuple[str, ...]] | None = None) -> Sources:
        """The live articles of the service, each fetched once; `cuts` is what cleaning took from them, if known."""
        return Sources(cache(self.article), cuts or {})

    def versions(self) -> Iterator[tuple[str, str]]:
        """The id and the live version of each article, in order of their ids. Raises ServiceError."""
        page = _Page(next="")
        while page.next is not None:
            reply = self._sent("GET", f"/v1/articles?{urlencode({'after': page.next, 'limit': 500})}")
            page = _read(_Page, reply, self.address)
            yield from ((one.id, one.version) for one in page.articles)

    def article(self, article_id: str) -> Article | None:
        """The live version of an article, or None. Its version is computed here, from what was sent."""
        reply = self._sent("GET", f"/v1/articles/{quote(article_id, safe='')}", missing=True)
        return None if reply.status_code == _NOT_FOUND else _read(_Full, reply, self.address).article()

    def _sent(self, method: str, path: str, *, missing: bool = False, **content: Any) -> httpx.Response:
        """The reply, if it is one to work with; with `missing`, also one that says that there is no such thing."""
        try:
            reply = self._http.request(method, f"{self.address}{path}", **content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ServiceError(
                f"The service at {self.address} does not reply ({error or type(error).__name__})."
            ) from error
        if reply.is_success or (missing and reply.status_code == _NOT_FOUND):
            return reply
        raise ServiceError(f"The service at {self.address} replied {reply.status_code} to {path}: {_detail(reply)}")


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    version: str


class _Begun(BaseModel):
    """A conversation of the service, as far as it is needed."""

    model_config = ConfigDict(extra="ignore")

    id: str


class _Page(BaseModel):
    """Some of the articles, and after which id the others come."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    articles: tuple[_Listed, ...] = ()
    next: str | None


class _Full(BaseModel):
    """An article as the service sends it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    text: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published_at: date | None
    modified_at: date | None
    section: str | None
    url: str | None

    def article(self) -> Article:
        told = self.model_dump(include={"title", "publisher", "authors", "section", "url"})
        fields = Fields(**told, published=self.published_at, modified=self.modified_at)
        return Article(self.id, self.url or self.id, fields, self.text)


def _read(form: type[Reply], reply: httpx.Response, address: str) -> Reply:
    try:
        return form.model_validate_json(reply.content)
    except ValidationError as error:
        raise ServiceError(f"What answers at {address} is no On Record service of this version.") from error


def _detail(reply: httpx.Response) -> str:
    """The sentence of the problem that the service sent, or the beginning of what else it sent."""
    try:
        return str(reply.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return reply.text[:200] or "nothing more."
