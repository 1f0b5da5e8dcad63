"""Drafting without a model: the few sentences that answer, in the articles' own words."""

import re

from indexing.copies import differs, spoken
from service.drafting import Draft, DraftStatement
from service.quotes import Quote
from service.retrieval import Evidence, ScoredSentence
from service.retrieval.expectation import expected, things

MOST = 3
# How far below the best a further sentence may score. On half of realtimeqa up to three sentences hold the answer for
# 46, 49, 50 and 51 % of the questions with a gap of 2, 3, 4 and none.
GAP = 5.0
# A question for several things, or for what the articles say of one: its answer stands in many places.
MOST_OF_MANY = 5
GAP_OF_MANY = 8.0
# What a further sentence is worth that holds a thing asked for which none of the chosen ones holds.
NEW = 2.0
# What the first sentence of a further voice is worth where each may see the matter in its own way.
OTHER_VOICE = 2.0
# Two sentences that share this much of their words say the same, but if one article puts another fact in its place.
SAME = 0.7
_LIST = re.compile(
    r"\b(?:what|which) (?:are|were) the\b|\b(?:list|name) (?:the|all|some)\b|\bwhich [a-z]+s (?:are|were|have)\b", re.I
)
_SURVEY = re.compile(
    r"\b(?:articles?|reports?|sources?|coverage) (?:say|tell|report|write|mention)|\bwhat is (?:said|known)", re.I
)
_YES_OR_NO = re.compile(r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|must)\b", re.I)


class ExtractiveDrafter:
    """Copies sentences; each statement is its own quote."""

    def draft(self, evidence: Evidence) -> Draft:
        """A few sentences, those of the best article first, in each article in its order; none without sentences."""
        many = bool(_LIST.search(evidence.question) or _SURVEY.search(evidence.question))
        chosen = _chosen(evidence, *((MOST_OF_MANY, GAP_OF_MANY) if many else (MOST, GAP)))
        articles = [_article(evidence, sentence) for sentence in chosen]
        order = sorted(zip(articles, chosen, strict=True), key=lambda pair: (articles.index(pair[0]), pair[1].start))
        return Draft(tuple(_statement(sentence) for _, sentence in order), "extractive")


def _chosen(evidence: Evidence, most: int, gap: float) -> list[ScoredSentence]:
    """The best sentences, those before that bring something new, none that repeats another or scores far below."""
    question, kind = evidence.question, expected(evidence.question)
    voices = OTHER_VOICE if _SURVEY.search(question) or _YES_OR_NO.match(question) else 0.0
    left = [sentence for sentence in evidence.sentences if sentence.score >= evidence.sentences[0].score - gap]
    chosen: list[ScoredSentence] = []
    held: set[str] = set()
    heard: set[int | str] = set()

    def worth(one: ScoredSentence) -> float:
        new = NEW if things(kind, question, one.text) - held else 0.0
        return one.score + new + (voices if _voice(evidence, one) not in heard else 0.0)

    while left and len(chosen) < most:
        best = max(left, key=worth)
        chosen.append(best)
        held |= things(kind, question, best.text)
        heard.add(_voice(evidence, best))
        left = [sentence for sentence in left if not _repeats(evidence, sentence, best)]
    return chosen


def _article(evidence: Evidence, sentence: ScoredSentence) -> str:
    return evidence.hits[sentence.hit].passage.article_id


def _voice(evidence: Evidence, sentence: ScoredSentence) -> int | str:
    return evidence.hits[sentence.hit].voice


def _repeats(evidence: Evidence, sentence: ScoredSentence, other: ScoredSentence) -> bool:
    if sentence.hit == other.hit and sentence.start < other.end and other.start < sentence.end:
        return True
    mine, theirs = (set(re.findall(r"\w+", one.text.lower())) for one in (sentence, other))
    if len(mine & theirs) < SAME * min(len(mine), len(theirs)):
        return False
    is_one_voice = _article(evidence, sentence) == _article(evidence, other)
    return is_one_voice or not differs(spoken(sentence.text), spoken(other.text))


def _statement(sentence: ScoredSentence) -> DraftStatement:
    quote = Quote(sentence.hit, sentence.start, sentence.end, sentence.text)
    return DraftStatement(" ".join(sentence.text.split()), (sentence.hit,), quote)
