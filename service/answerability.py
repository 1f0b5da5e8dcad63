"""Do the articles answer the question? A logistic model of a few signals, calibrated by evals/calibration.py."""

import math


def probability(best: float | None) -> float:
    """The probability that the articles answer, given the best sentence's score; 0 where there is no sentence."""
    return 0.0 if best is None else 1 / (1 + math.exp(-best))
