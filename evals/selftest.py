"""The self-test of the detectors: fabrications planted in true sentences of the articles, and what is found of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from evals.detection import Detector, Found, Tried, by_kind, detection, tried
from evals.planting import planted
from evals.progress import track
from evals.scorers import disagreement, foreign
from evals.stats import SEED, Interval, Share
from indexing.articles import digest
from service.answers import Verdict

GATED = ("service", "evals")
"""The two detectors that share no code. The service's rules alone are measured, too, and have no floor."""

BINS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims whose stated chance to be supported lies in one stretch: its mean, and how many of them are true."""

    stated: float
    true: Share

    @property
    def interval(self) -> Interval | None:
        """The share of true ones with its Wilson interval."""
        return self.true.interval()


@dataclass(frozen=True, slots=True)
class SelfTest:
    """All claims that were tried on some articles."""

    articles: int
    tries: tuple[Tried, ...]

    @property
    def digest(self) -> str:
        """Changes with every claim and with all that it rests on."""
        claims = (one.claim for one in self.tries)
        return digest(*(part for one in claims for part in (one.kind, str(one.true), one.claim, *one.quotes)))

    @property
    def planted(self) -> Mapping[str, tuple[Tried, ...]]:
        """The fabrications by class."""
        return by_kind(self.tries, true=False)

    @property
    def controls(self) -> Mapping[str, tuple[Tried, ...]]:
        """The changes that leave a sentence true, by kind."""
        return by_kind(self.tries, true=True)

    @property
    def calibration(self) -> tuple[Bin, ...]:
        """The service's stated scores in BINS stretches of equal width, against the truth; empty ones left out."""
        bins: dict[int, list[tuple[float, bool]]] = {}
        for one in self.tries:
            score = one.found["service"].score
            if score is not None and not math.isnan(score):
                bins.setdefault(min(int(score * BINS), BINS - 1), []).append((score, one.claim.true))
        return tuple(_bin(bins[place]) for place in sorted(bins))

    def figures(self) -> dict[str, object]:
        """The figures of `python -m evals mutate`."""
        return {"articles": self.articles, "claims": len(self.tries), **detection(self.tries)}


def drawn(ids: Iterable[str], skip: int = 0, limit: int | None = None) -> tuple[str, ...]:
    """Some of the articles, in the order of their ids' digests: a draw that the names do not steer."""
    return tuple(sorted(ids, key=lambda name: sha256(name.encode()).hexdigest())[skip:][:limit])


def self_test(texts: Mapping[str, str], *, whole: bool = False) -> SelfTest:
    """Try the service, its rules alone and the evals' own scorer on articles' texts by id, in the order of a draw."""
    claims = list(planted({name: texts[name] for name in drawn(texts)}, SEED))
    return SelfTest(len(texts), tried(_detectors(), track(claims, "Planting"), whole=whole))


def _detectors() -> Mapping[str, Detector]:
    from service.verification import Verifier
    from service.verification.entailment import EmbeddedEntailment
    from service.verification.rules import broken

    verifier = Verifier(EmbeddedEntailment())

    def service(claim: str, evidence: Sequence[str]) -> Found:
        judged = verifier.judge(claim, evidence)
        return Found(judged.verdict, judged.score)

    return {
        "service": service,
        "rules": lambda claim, evidence: _said(bool(broken(claim, evidence))),
        "evals": lambda claim, evidence: _said(bool(foreign(claim, list(evidence)) or disagreement(claim, evidence))),
    }


def _said(wrong: bool) -> Found:
    return Found(Verdict.UNSUPPORTED if wrong else Verdict.SUPPORTED)


def _bin(some: list[tuple[float, bool]]) -> Bin:
    return Bin(sum(score for score, _ in some) / len(some), Share(sum(true for _, true in some), len(some)))
