"""True sentences of articles with one fabrication planted, or changed and still true: what detectors are tried on."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.mutations import CONTROLS, FABRICATIONS, Mutation, Sentence
from evals.mutations.sentence import keeps_quotations, usable
from evals.scorers.wording import folded
from indexing.sentences import sentences

VERBATIM = "verbatim"
"""The control that changes nothing."""

MOVED = "citation_moved"
"""The fabrication that changes no word: the sentence as it stands, cited to another article."""

SENTENCES_OF_ARTICLE = 3
_OTHERS = 40
# A second quote brings some of the claim's words, and is about the matter too or taken up in it nearly whole.
_BRINGS = 0.1
_RELATED = 0.35
_TAKEN_UP = 0.6


@dataclass(frozen=True, slots=True)
class Planted:
    """A claim of one kind, true or not, the few sentences nearest to it, and the whole article."""

    kind: str
    true: bool
    article_id: str
    claim: str
    quotes: tuple[str, ...]
    article: str


def planted(articles: Mapping[str, str], seed: int) -> Iterator[Planted]:
    """Every change that some sentences of each article take, one at a time; equal seeds give equal claims.

    `articles` gives texts by id. Foreign facts come from the other articles.
    """
    texts = {name: usable(text) for name, text in articles.items()}
    everything = [(name, one) for name, some in texts.items() for one in some]
    for name, text in articles.items():
        chance = random.Random(f"{seed} {name}")  # noqa: S311 - a draw, not a secret
        pool = [one for owner, one in chance.sample(everything, min(len(everything), 2 * _OTHERS)) if owner != name]
        whole = _whole(text)
        for one in sorted(texts[name], key=_digest)[:SENTENCES_OF_ARTICLE]:
            sentence = Sentence(one, text, pool[:_OTHERS])
            for kind, true, claim in _changes(sentence, chance):
                yield Planted(kind, true, name, claim, nearest(claim, whole), text)
            yield from _moved(one, name, articles, seed)


def _moved(text: str, name: str, articles: Mapping[str, str], seed: int) -> Iterator[Planted]:
    """The sentence beside what another article that does not hold it has nearest to it."""
    others = [other for owner, other in articles.items() if owner != name and text not in other]
    if others:
        # Of a seed of its own, so that no other draw hangs on this one.
        there = random.Random(f"{seed} {text}").choice(others)  # noqa: S311
        yield Planted(MOVED, False, name, text, nearest(text, _whole(there)), there)


def _whole(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def _changes(sentence: Sentence, chance: random.Random) -> Iterator[tuple[str, bool, str]]:
    yield VERBATIM, True, sentence.text
    for true, kinds in ((True, CONTROLS), (False, FABRICATIONS)):
        yield from ((kind, true, claim) for kind, claim in _claims(sentence, kinds, chance))


def _claims(sentence: Sentence, kinds: Mapping[str, Mutation], chance: random.Random) -> Iterator[tuple[str, str]]:
    for kind, mutation in kinds.items():
        claim = mutation(sentence, chance)
        # What the article says word for word elsewhere has become true again.
        if claim is None or claim == sentence.text or claim in sentence.article:
            continue
        if kind in FABRICATIONS or keeps_quotations(sentence, claim):
            yield kind, claim


def nearest(claim: str, candidates: Sequence[str]) -> tuple[str, ...]:
    """The sentence that holds most words of a claim, and a second one on the matter if it brings more of them."""
    wanted = _words(claim)
    holding = {one: len(wanted & _words(one)) / max(1, len(wanted)) for one in candidates}
    if not holding:
        return ()
    first = max(holding, key=lambda one: (holding[one], -len(one)))
    left = wanted - _words(first)
    brings = {one: len(left & _words(one)) for one in candidates if _is_related(wanted, _words(one))}
    second = max(brings, key=lambda one: brings[one], default=None)
    return (first,) if second is None or brings[second] < _BRINGS * len(wanted) else (first, second)


def _is_related(wanted: frozenset[str], there: frozenset[str]) -> bool:
    both = len(wanted & there)
    return both >= _RELATED * len(wanted) or both >= _TAKEN_UP * max(1, len(there))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,;:!?\"'()") for word in folded(text).casefold().split() if len(word) > 3)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
