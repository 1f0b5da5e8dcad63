"""Drafting without a model: the few sentences that answer, in the articles' own words."""

import re
from collections.abc import Sequence

from service.drafting import Draft, DraftStatement
from service.quotes import Quote
from service.retrieval import Evidence, ScoredSentence

MOST = 3
# A question for several things, whose answer may stand in a list.
MOST_OF_A_LIST = 5
# How far below the best a further sentence may score. On half of realtimeqa up to three sentences hold the answer for
# 46, 49, 50 and 51 % of the questions with a gap of 2, 3, 4 and none.
GAP = 4.0
# Two sentences that share this much of their words say the same.
SAME = 0.7
_LIST = re.compile(
    r"\b(?:what|which) (?:are|were) the\b|\b(?:list|name) (?:the|all|some)\b|\bwhich [a-z]+s (?:are|were|have)\b", re.I
)


class ExtractiveDrafter:
    """Copies sentences; each statement is its own quote."""

    def draft(self, evidence: Evidence) -> Draft:
        """A few sentences, those of the best article first, in each article in its order; none without sentences."""
        chosen = _chosen(evidence.sentences, MOST_OF_A_LIST if _LIST.search(evidence.question) else MOST)
        articles = [evidence.hits[sentence.hit].passage.article_id for sentence in chosen]
        order = sorted(zip(articles, chosen, strict=True), key=lambda pair: (articles.index(pair[0]), pair[1].start))
        return Draft(tuple(_statement(sentence) for _, sentence in order), "extractive")


def _chosen(sentences: Sequence[ScoredSentence], most: int) -> list[ScoredSentence]:
    """The best sentences, none that repeats another or scores far below the best."""
    chosen: list[ScoredSentence] = []
    for sentence in sentences:
        if len(chosen) == most or sentence.score < sentences[0].score - GAP:
            break
        if not any(_repeats(sentence, other) for other in chosen):
            chosen.append(sentence)
    return chosen


def _repeats(sentence: ScoredSentence, other: ScoredSentence) -> bool:
    if sentence.hit == other.hit and sentence.start < other.end and other.start < sentence.end:
        return True
    mine, theirs = (set(re.findall(r"\w+", one.text.lower())) for one in (sentence, other))
    return len(mine & theirs) >= SAME * min(len(mine), len(theirs))


def _statement(sentence: ScoredSentence) -> DraftStatement:
    quote = Quote(sentence.hit, sentence.start, sentence.end, sentence.text)
    return DraftStatement(sentence.text, (sentence.hit,), quote)
