"""What has become of the articles that a kept answer cites: they may have been corrected or withdrawn since."""

from indexing.catalog import Catalog
from service.answers import Answer, Citation, Standing


def as_it_stands(answer: Answer, catalog: Catalog) -> Answer:
    """The answer as it left the service, each citation with what its article is now."""
    if not answer.citations:
        return answer
    citations = tuple(one.model_copy(update={"standing": standing(one, catalog)}) for one in answer.citations)
    return answer.model_copy(update={"citations": citations})


def standing(citation: Citation, catalog: Catalog) -> Standing:
    """What the cited article is now: it answers in that version or in another one, or not at all."""
    article = catalog.article(citation.article_id)
    if article is None:
        return Standing.WITHDRAWN
    return Standing.LIVE if article.version == citation.article_version else Standing.CORRECTED
