"""What the last answer cited stays among the candidates of the next one, as long as its articles answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from indexing.catalog import Catalog
from indexing.search import Hit, Scope
from service.answers import Citation
from service.grounding import quotable
from service.quotes import Quote
from service.retrieval import Evidence, ScoredSentence

# Passages that are carried at most, and read sentence by sentence at 5 to 8 ms each.
_MOST = 3

Scores = Callable[[str, Sequence[str]], list[float]]
"""A question and texts in, one reranker's logit for each text out."""


def is_live(catalog: Catalog, citation: Citation) -> bool:
    """Whether the article answers, in the version that was cited."""
    return catalog.answering([citation.article_id]).get(citation.article_id) == citation.article_version


class Carrier:
    """Adds to the evidence on a follow-up what was cited before."""

    def __init__(self, catalog: Catalog, scores: Scores) -> None:
        """Look passages up in `catalog`, read them with `scores`."""
        self._catalog = catalog
        self._scores = scores

    def carried(self, evidence: Evidence, cited: Sequence[Citation], scope: Scope) -> Evidence:
        """The evidence with the cited passages behind those found, none twice and none outside the scope."""
        known = {hit.passage.id for hit in evidence.hits}
        further = [hit for hit in self._passages(cited, scope) if hit.passage.id not in known][:_MOST]
        if not further:
            return evidence
        hits = (*evidence.hits, *further)
        quotes = quotable(hits, range(len(evidence.hits), len(hits)))
        logits = self._scores(evidence.question, [quote.text for quote in quotes])
        read = [_sentence(quote, logit) for quote, logit in zip(quotes, logits, strict=True)]
        ordered = sorted((*evidence.sentences, *read), key=lambda sentence: -sentence.score)
        return replace(evidence, hits=hits, sentences=tuple(ordered))

    def _passages(self, cited: Sequence[Citation], scope: Scope) -> list[Hit]:
        allowed = self._catalog.scopes.matching(scope)
        articles = {one.article_id for one in cited if allowed is None or one.article_id in allowed}
        live = self._catalog.passages(self._catalog.passages_of(articles)) if articles else {}
        return [
            Hit(passage, live[key][1], 0.0)
            for key, stretches in self._catalog.boilerplate.taken_out(live).items()
            for passage in stretches
            if any(
                (one.article_id, one.article_version) == (passage.article_id, passage.version)
                and passage.start <= one.start < one.end <= passage.end
                for one in cited
            )
        ]


def _sentence(quote: Quote, logit: float) -> ScoredSentence:
    return ScoredSentence(quote.hit, quote.start, quote.end, quote.text, logit)
