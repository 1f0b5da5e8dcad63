"""How likely a claim is supported: what entailment says of its sentences, weighed with what the rules found.

The rules see numbers, dates, names and quotations better than the model, and the model sees what has no rule. A
logistic regression on both was fitted by `python -m evals.training calibrate`; its coefficients and thresholds lie in
support.json beside this file, with the digest of the data and the figures.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from indexing.sentences import sentences
from service.answers import Reason
from service.verification.entailment import Entailment
from service.verification.evidence import Evidence, Excerpt, joined
from service.verification.figures import rewritten

SIGNALS = ("weakest", "values", "names", "quotations", "unwritten", "uncased", "uncased_words", "uncased_pairs")
"""What the regression weighs: the logit of the weakest sentence, and foreign facts by rule. The rules that compare near
copies are not weighed: there they decide. Figures count twice: `values` are numbers and dates foreign by rule,
`unwritten` the figures that the premises do not write so. A claim without capitals shows no names to the rules: there
its new words and pairs of words count in their stead.
"""

MODEL = Path(__file__).parent / "support.json"
_RULES = {"number": "values", "date": "values", "name": "names", "quotation": "quotations"}
_MOST = 2
"""A third foreign name says no more than the second."""
_SURE = 4.0
"""A logit beyond this is overconfidence: the network was taught with planted errors plainer than most."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a claim, its evidence, the share of its words found there, its novelty, what entailment said.

    `unwritten` are its figures that no premise writes as it does.
    """

    text: str
    evidence: tuple[Excerpt, ...]
    overlap: float
    novelty: tuple[float, float]
    unwritten: int
    score: float


@dataclass(frozen=True, slots=True)
class Support:
    """The probability that all of a claim is supported, and its sentences with what each was judged by."""

    chance: float
    parts: tuple[Part, ...]

    @property
    def weakest(self) -> Part:
        """The sentence that the claim falls by, if it falls."""
        return min(self.parts, key=lambda part: part.score)

    @property
    def told(self) -> float:
        """The weighted share of a sentence's words that its few sentences of evidence hold, of the worst sentence."""
        return min(part.overlap for part in self.parts)


def support(claim: str, premises: Sequence[str], reasons: Sequence[Reason], entailment: Entailment) -> Support:
    """Judge a claim by its premises; `reasons` are what the rules found foreign in it."""
    found = parts(claim, premises, entailment)
    values = signals(found, [reason.rule for reason in reasons])
    coefficients = cast(Mapping[str, float], _model()["coefficients"])
    logit = coefficients["intercept"] + sum(coefficients[name] * values[name] for name in SIGNALS)
    return Support(1 / (1 + math.exp(-logit)), found)


def threshold(name: str) -> float:
    """The chance from which a claim counts as supported: `balanced`, or `careful` for fewer and surer ones."""
    return cast(Mapping[str, float], _model()["thresholds"])[name]


def parts(claim: str, premises: Sequence[str], entailment: Entailment) -> tuple[Part, ...]:
    """Each sentence of the claim with its own evidence and score; a claim without a sentence is its own."""
    evidence = Evidence(premises)
    found: list[Part] = []
    for start, end in [(one.start, one.end) for one in sentences(claim)] or [(0, len(claim))]:
        text = claim[start:end]
        shown = evidence.best(text, claim[:start])
        score = entailment.score(rewritten(text, joined(shown)), joined(shown))
        found.append(
            Part(text, shown, evidence.overlap(text, shown), evidence.novelty(text), evidence.unwritten(text), score)
        )
    return tuple(found)


def signals(found: Sequence[Part], rules: Sequence[str]) -> dict[str, float]:
    """The values of SIGNALS for the sentences of a claim and the names of the rules that it broke."""
    counted = dict.fromkeys(_RULES.values(), 0.0)
    for rule in rules:
        kind = _RULES.get(rule.split("_")[0])
        if kind is not None:
            counted[kind] = min(_MOST, counted[kind] + 1)
    uncased = not any(character.isupper() for part in found for character in part.text)
    return {
        "weakest": min(_logit(part.score) for part in found),
        **counted,
        "unwritten": float(min(_MOST, sum(part.unwritten for part in found))),
        "uncased": float(uncased),
        "uncased_words": max(part.novelty[0] for part in found) if uncased else 0.0,
        "uncased_pairs": max(part.novelty[1] for part in found) if uncased else 0.0,
    }


def _logit(chance: float) -> float:
    kept = min(1 - 1e-9, max(1e-9, chance))
    return max(-_SURE, min(_SURE, math.log(kept / (1 - kept))))


@cache
def _model() -> Mapping[str, object]:
    return json.loads(MODEL.read_text(encoding="utf-8"))
