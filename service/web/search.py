"""The passages nearest to a question, without an answer."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from service.answers import Filters, Wire
from service.holdings import Results
from service.web.health import Ready

routes = APIRouter(prefix="/v1/search", tags=["articles"])


# All of it has to stand in an address, of which servers read 64 kB.
Named = Annotated[list[Annotated[str, StringConstraints(max_length=200)]], Field(max_length=20)]


class SearchQuery(Wire):
    """What to search for, and in which articles. Dates are inclusive."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
    limit: int = Field(default=10, ge=1, le=100)
    published_after: date | None = None
    published_before: date | None = None
    publisher: Named = Field(default_factory=list[str])
    section: Named = Field(default_factory=list[str])
    article_id: Named = Field(default_factory=list[str])

    @property
    def filters(self) -> Filters:
        """The filters as an answer takes them."""
        given = {
            "published_after": self.published_after,
            "published_before": self.published_before,
            "publishers": self.publisher,
            "sections": self.section,
            "article_ids": self.article_id,
        }
        return Filters.model_validate({name: value for name, value in given.items() if value})


@routes.get("", summary="Find passages")
def search(query: Annotated[SearchQuery, Query()], service: Ready) -> Results:
    """Search the articles by meaning and by words."""
    return service.search(query.q, query.limit, query.filters)
