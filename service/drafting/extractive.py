"""Drafting without a model: the few sentences that answer, in the articles' own words."""

import re
from collections.abc import Sequence

from service.drafting import Draft, DraftStatement
from service.retrieval.expectation import expected, things
from service.quotes import Quote
from service.retrieval import Evidence, ScoredSentence

MOST = 3
# A question for several things, whose answer may stand in a list.
MOST_OF_A_LIST = 5
# How far below the best a further sentence may score. On half of realtimeqa up to three sentences hold the answer for
# 46, 49, 50 and 51 % of the questions with a gap of 2, 3, 4 and none.
GAP = 4.0
# What a further sentence is worth that holds a thing asked for which none of the chosen ones holds.
NEW = 2.0
# Two sentences that share this much of their words say the same.
SAME = 0.7
_LIST = re.compile(
    r"\b(?:what|which) (?:are|were) the\b|\b(?:list|name) (?:the|all|some)\b|\bwhich [a-z]+s (?:are|were|have)\b", re.I
)


class ExtractiveDrafter:
    """Copies sentences; each statement is its own quote."""

    def draft(self, evidence: Evidence) -> Draft:
        """A few sentences, those of the best article first, in each article in its order; none without sentences."""
        most = MOST_OF_A_LIST if _LIST.search(evidence.question) else MOST
        chosen = _chosen(evidence.question, evidence.sentences, most)
        articles = [evidence.hits[sentence.hit].passage.article_id for sentence in chosen]
        order = sorted(zip(articles, chosen, strict=True), key=lambda pair: (articles.index(pair[0]), pair[1].start))
        return Draft(tuple(_statement(sentence) for _, sentence in order), "extractive")


def _chosen(question: str, sentences: Sequence[ScoredSentence], most: int) -> list[ScoredSentence]:
    """The best sentences, those before that bring something new, none that repeats another or scores far below."""
    kind = expected(question)
    left = [sentence for sentence in sentences if sentence.score >= sentences[0].score - GAP]
    chosen: list[ScoredSentence] = []
    held: set[str] = set()
    while left and len(chosen) < most:
        best = max(left, key=lambda one: one.score + (NEW if things(kind, question, one.text) - held else 0.0))
        chosen.append(best)
        held |= things(kind, question, best.text)
        left = [sentence for sentence in left if not _repeats(sentence, best)]
    return chosen


def _repeats(sentence: ScoredSentence, other: ScoredSentence) -> bool:
    if sentence.hit == other.hit and sentence.start < other.end and other.start < sentence.end:
        return True
    mine, theirs = (set(re.findall(r"\w+", one.text.lower())) for one in (sentence, other))
    return len(mine & theirs) >= SAME * min(len(mine), len(theirs))


def _statement(sentence: ScoredSentence) -> DraftStatement:
    quote = Quote(sentence.hit, sentence.start, sentence.end, sentence.text)
    return DraftStatement(" ".join(sentence.text.split()), (sentence.hit,), quote)
