"""The regression behind both calibrations, on made rows."""

import numpy as np
import pytest

from evals.regression import logistic

ONES = np.ones((200, 1))
SIGNAL = np.linspace(-3, 3, 200)[:, None]
EVEN = np.ones(200)


def test_a_known_curve_is_found_again() -> None:
    labels = 1 / (1 + np.exp(-(0.5 + 1.5 * SIGNAL[:, 0])))
    intercept, slope = logistic(ONES, SIGNAL, labels, EVEN, 1e-6)
    assert (intercept, slope) == (pytest.approx(0.5, abs=0.01), pytest.approx(1.5, abs=0.01))


def test_the_ridge_holds_signals_and_not_intercepts() -> None:
    labels = np.r_[np.zeros(50), np.ones(150)]
    intercept, slope = logistic(ONES, np.zeros((200, 1)) + 1e-3, labels, EVEN, 1e6)
    assert intercept == pytest.approx(np.log(3), abs=0.01) and abs(slope) < 1e-3


def test_rows_count_by_their_weights() -> None:
    labels = np.r_[np.zeros(100), np.ones(100)]
    weights = np.r_[np.ones(100), np.full(100, 3.0)]
    assert logistic(ONES, np.zeros((200, 1)), labels, weights, 1.0)[0] == pytest.approx(np.log(3), abs=0.01)
