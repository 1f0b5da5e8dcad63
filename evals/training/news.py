"""Minimal pairs from news articles: a true sentence or headline, and the same with one thing made up.

The evidence is what the article says near it. So that "changed" does not come to mean false, the true ones
are changed too, by the controls, and some false ones by a control first. Sentences whose own words are taken out of the
evidence, and headlines against another article on the same matter, teach that what is likely may not be supported.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evals.mutations import CONTROLS, FABRICATIONS, Sentence
from evals.mutations.sentence import is_junk, usable
from evals.training.pair import Pair, shown
from evals.training.planting import changed
from service.verification.evidence import Evidence
from service.wording import content

SENTENCES_OF_ARTICLE = 5
CHANGED_TRUE = 0.75
CHANGED_FALSE = 0.4
TAKEN_OUT = 0.35
# Of a sentence that the evidence no longer holds, more of its words than this may mean that it is said twice.
SAID_AGAIN = 0.7
_PUBLISHER = re.compile(r"\s+[|–—-]\s+(?:CNN|Reuters|BBC|The|AP|NPR|USA|NBC|CBS|Fox|Al)\b.*$|\s*\|.*$")
# What can be planted in a headline without breaking its shortened grammar.
_FOR_HEADLINES = (
    "number_foreign", "number_from_article", "magnitude", "entity_foreign", "entity_from_article", "antonym",
    "roles_swapped", "facts_merged", "date_shifted", "negation_added", "cause_invented",
)  # fmt: skip


def planted(articles: Sequence[Mapping[str, Any]], seed: int) -> Iterator[Pair]:
    """The pairs of the articles, as many false as true ones but for the sentences taken out."""
    chance = random.Random(seed)  # noqa: S311 - a draw, not a secret
    texts = {article["doc_id"]: article["text"] for article in articles}
    found = {name: usable(text) for name, text in texts.items()}
    everything = [sentence for some in found.values() for sentence in some]
    near = _Neighbours({article["doc_id"]: _headline(article) for article in articles})
    for article in articles:
        name, evidence = article["doc_id"], Evidence([article["text"]])
        others = chance.sample(everything, min(40, len(everything)))
        drawn = chance.sample(found[name], min(SENTENCES_OF_ARTICLE, len(found[name])))
        for text in drawn:
            yield from _sentence(name, Sentence(text, article["text"], others), evidence, chance)
        headline = _headline(article)
        if headline:
            yield from _titled(name, Sentence(headline, article["text"], others), evidence, chance)
            other = near.nearest(name)
            if other:
                yield from _elsewhere(name, headline, Evidence([texts[other]]))


def _sentence(name: str, sentence: Sentence, evidence: Evidence, chance: random.Random) -> Iterator[Pair]:
    false = changed(sentence, FABRICATIONS, chance)
    if false is None:
        return
    true = changed(sentence, CONTROLS, chance) if chance.random() < CHANGED_TRUE else None
    if chance.random() < CHANGED_FALSE:
        start = changed(sentence, CONTROLS, chance)
        both = start and changed(Sentence(start[1], sentence.article, sentence.others), FABRICATIONS, chance)
        false = both or false
    kind, text = true or ("itself", sentence.text)
    yield shown(f"news_true_{kind}", name, text, evidence, 1)
    yield shown(f"news_false_{false[0]}", name, false[1], evidence, 0)
    if chance.random() < TAKEN_OUT:
        without = Evidence([sentence.article.replace(sentence.text, " ")])
        if without.overlap(sentence.text, without.best(sentence.text)) < SAID_AGAIN:
            yield shown("news_false_taken_out", name, sentence.text, without, 0)


def _titled(name: str, sentence: Sentence, evidence: Evidence, chance: random.Random) -> Iterator[Pair]:
    if evidence.overlap(sentence.text, evidence.best(sentence.text)) < 0.5:
        return
    yield shown("headline_true", name, sentence.text, evidence, 1)
    false = changed(sentence, {kind: FABRICATIONS[kind] for kind in _FOR_HEADLINES}, chance)
    if false is not None:
        yield shown(f"headline_false_{false[0]}", name, false[1].rstrip("."), evidence, 0)


def _elsewhere(name: str, headline: str, other: Evidence) -> Iterator[Pair]:
    if 0.25 < other.overlap(headline, other.best(headline)) < SAID_AGAIN:
        yield shown("headline_false_elsewhere", name, headline, other, 0)


def _headline(article: Mapping[str, Any]) -> str | None:
    title = _PUBLISHER.sub("", article["title"] or "").strip()
    fit = 5 < len(title.split()) < 22 and not title.endswith(("...", "…", "?")) and not is_junk(title)
    return title if fit else None


class _Neighbours:
    """Which other article's headline shares most with that of an article."""

    def __init__(self, headlines: Mapping[str, str | None]) -> None:
        self._stems = {name: content(title or "") for name, title in headlines.items()}
        self._holding: dict[str, list[str]] = defaultdict(list)
        for name, stems in self._stems.items():
            for stem in stems:
                self._holding[stem].append(name)

    def nearest(self, name: str) -> str | None:
        """The nearest one; None where no rare word is shared."""
        scores: dict[str, float] = defaultdict(float)
        for stem in self._stems[name]:
            for other in self._holding[stem]:
                scores[other] += 1 / len(self._holding[stem])
        scores.pop(name, None)
        return max(sorted(scores), key=lambda other: scores[other], default=None)
