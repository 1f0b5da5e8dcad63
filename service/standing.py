"""What has become of the articles that a kept answer cites: they may have been corrected or withdrawn since."""

from collections.abc import Set

from indexing.catalog import Catalog
from indexing.search import Scope
from service.answers import Answer, Citation, Standing


def as_it_stands(answer: Answer, catalog: Catalog) -> Answer:
    """The answer as it left the service, each citation with what its article is now.

    Of others that carry the quote those are named that still answer.
    """
    carriers = tuple(other.article_id for one in answer.citations for other in one.also_in)
    answering = (catalog.matching(Scope(article_ids=carriers)) if carriers else None) or set[str]()
    citations = tuple(_today(one, standing(one, catalog), answering) for one in answer.citations)
    return answer.model_copy(update={"citations": citations})


def _today(citation: Citation, now: Standing, answering: Set[str]) -> Citation:
    carriers = tuple(one for one in citation.also_in if one.article_id in answering)
    return citation.model_copy(update={"standing": now, "also_in": carriers})


def standing(citation: Citation, catalog: Catalog) -> Standing:
    """What the cited article is now: it answers in that version or in another one, or not at all."""
    article = catalog.article(citation.article_id)
    if article is None:
        return Standing.WITHDRAWN
    return Standing.LIVE if article.version == citation.article_version else Standing.CORRECTED
