"""The indexed articles: their fields, and the text that citation offsets count in."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from service.answers import Wire
from service.holdings import Full, Listed
from service.web.etags import Conditions, tag
from service.web.health import Ready

routes = APIRouter(prefix="/v1/articles", tags=["articles"])

_UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The version that If-None-Match names is live"}}


class Page(Wire):
    """Some of the articles, in order of their ids; `next` goes into `after` for those that follow, null at the end."""

    articles: tuple[Listed, ...]
    next: str | None


class PageQuery(Wire):
    """Which articles to list: up to `limit` of them, those whose ids come after `after`."""

    after: str = ""
    limit: int = Field(default=50, ge=1, le=500)


class VersionQuery(Wire):
    """Which version of an article to read; without one, the live one."""

    version: str | None = None


@routes.get("", summary="List the articles")
def articles(query: Annotated[PageQuery, Query()], service: Ready) -> Page:
    """List the articles that answer now."""
    found = service.corpus.catalog.articles(query.after, query.limit + 1)
    page = found[: query.limit]
    following = page[-1].id if len(found) > query.limit else None
    return Page(articles=tuple(Listed.of(article) for article in page), next=following)


@routes.get(
    "/{article_id:path}",
    summary="Read an article",
    response_model=Full,
    responses=_UNCHANGED,
)
def article(
    article_id: str, query: Annotated[VersionQuery, Query()], service: Ready, asked: Conditions, reply: Response
) -> Full | Response:
    """One article: the live version, or an earlier one that an answer cited. Its ETag is the version."""
    found = service.article(article_id, query.version)
    tagged = {"ETag": tag(found.version)}
    if asked.has_it(found.version):
        return Response(status_code=304, headers=tagged)
    reply.headers.update(tagged)
    return found
