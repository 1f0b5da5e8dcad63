"""Drafting without a model: the few sentences that answer, in the articles' own words."""

from service.drafting import Draft, DraftStatement
from service.quotes import Quote
from service.retrieval import Evidence, ScoredSentence

MOST = 3
# A further sentence must score almost as well as the best one.
GAP = 2.5


class ExtractiveDrafter:
    """Copies sentences; each statement is its own quote."""

    def draft(self, evidence: Evidence) -> Draft:
        """One to three sentences, in order of their dates and places; none where no sentence was found."""
        chosen = _chosen(evidence)
        statements = [
            DraftStatement(sentence.text, (sentence.hit,), Quote(sentence.hit, sentence.start, sentence.end, sentence.text))
            for sentence in sorted(chosen, key=lambda sentence: (sentence.hit, sentence.start))
        ]
        return Draft(tuple(statements), "extractive")


def _chosen(evidence: Evidence) -> list[ScoredSentence]:
    chosen: list[ScoredSentence] = []
    for sentence in evidence.sentences:
        if len(chosen) < MOST and sentence.score > evidence.sentences[0].score - GAP:
            chosen.append(sentence)
    return chosen
