"""Which fabrication is planted where, and minimal pairs from true summaries.

A true sentence of a summary tells its article in other words; with one thing made up in it, what tells the two apart is
the fact and not the wording.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evals.mutations import CONTROLS, FABRICATIONS, Mutation, Sentence
from evals.training.pair import Pair, digest, shown
from indexing.sentences import sentences
from service.verification.evidence import Evidence

# These fit nearly every sentence, so mostly they give way to what fits fewer, and those to what is harder to see.
ABUNDANT = frozenset(
    {"cause_invented", "clause_foreign", "antonym", "facts_merged", "negation_added", "synonyms", "two_true"}
)
HARD = frozenset(
    {"roles_swapped", "plan_done", "hedge_removed", "negation_dropped", "scope_widened", "speaker_swapped", "unit"}
)
GIVES_WAY = 0.75
HARD_FIRST = 0.5
# A sentence of a summary that has less of its words in what is shown of the article may not be told there at all.
TOLD = 0.6
SENTENCES_OF_SUMMARY = 2
CHANGED_TRUE = 0.3
OTHERS = 40


def changed(sentence: Sentence, kinds: Mapping[str, Mutation], chance: random.Random) -> tuple[str, str] | None:
    """One kind of change that the sentence takes, by chance, with its name."""
    order = chance.sample(sorted(kinds), len(kinds))
    if chance.random() < GIVES_WAY:
        order.sort(key=ABUNDANT.__contains__)
    if chance.random() < HARD_FIRST:
        order.sort(key=lambda kind: kind not in HARD)
    for kind in order:
        found = kinds[kind](sentence, chance)
        if found is not None and found != sentence.text:
            return kind, found
    return None


def from_summaries(true: Sequence[Mapping[str, Any]], seed: int) -> Iterator[Pair]:
    """From each true summary a few sentences, as they are or changed and still true, and with one thing made up."""
    chance = random.Random(seed)  # noqa: S311 - a draw, not a secret
    told = [_sentences(row["hypothesis"].replace("\xa0", " ")) for row in true]
    everything = [text for some in told for text in some]
    for row, some in zip(true, told, strict=True):
        evidence = Evidence([row["premise"]])
        for text in sorted(some, key=digest)[:SENTENCES_OF_SUMMARY]:
            if evidence.overlap(text, evidence.best(text)) < TOLD:
                continue
            sentence = Sentence(text, row["premise"], chance.sample(everything, min(OTHERS, len(everything))))
            true_one = changed(sentence, CONTROLS, chance) if chance.random() < CHANGED_TRUE else None
            false = changed(sentence, FABRICATIONS, chance)
            if false is not None:
                kind, as_true = true_one or ("itself", text)
                yield shown(f"summary_true_{kind}", row["group"], as_true, evidence, 1)
                yield shown(f"summary_false_{false[0]}", row["group"], false[1], evidence, 0)


def _sentences(text: str) -> list[str]:
    found = [text[span.start : span.end].strip() for span in sentences(text)]
    return [f"{one.rstrip(' .')}." for one in found if 6 < len(one.split()) < 42]
