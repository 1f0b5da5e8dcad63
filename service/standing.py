"""What has become of the articles that a kept answer cites: they may have been corrected or withdrawn since."""

from collections.abc import Iterator, Mapping

from indexing.catalog import Catalog
from service.answers import Answer, Citation, Standing


def as_it_stands(answer: Answer, catalog: Catalog) -> Answer:
    """The answer as it left the service, each citation with what its article is now.

    Of others that carry the quote those are named that still answer.
    """
    versions = catalog.answering(_named(answer))
    return answer.model_copy(update={"citations": tuple(_today(one, versions) for one in answer.citations)})


def _named(answer: Answer) -> Iterator[str]:
    for citation in answer.citations:
        yield citation.article_id
        yield from (other.article_id for other in citation.also_in)


def _today(citation: Citation, versions: Mapping[str, str]) -> Citation:
    carriers = tuple(one for one in citation.also_in if one.article_id in versions)
    return citation.model_copy(update={"standing": _standing(citation, versions), "also_in": carriers})


def _standing(citation: Citation, versions: Mapping[str, str]) -> Standing:
    """What the cited article is now: it answers in that version or in another one, or not at all."""
    live = versions.get(citation.article_id)
    if live is None:
        return Standing.WITHDRAWN
    return Standing.LIVE if live == citation.article_version else Standing.CORRECTED
