"""Ridge logistic regression by Newton's method: small, exact and the same on every run."""

import numpy as np
from numpy.typing import NDArray

STEPS = 50
# Columns that are no signals, such as intercepts, are held by next to nothing: enough that each step can be solved.
FREE = 1e-6

Matrix = NDArray[np.float64]


def logistic(free: Matrix, signals: Matrix, labels: Matrix, weights: Matrix, ridge: float) -> Matrix:
    """The coefficients of the columns `free`, then of `signals`, for labels of 0 and 1; rows count by `weights`.

    `ridge` weighs the squared coefficients of `signals`, which should be standardised, against one row's likelihood.
    """
    design = np.hstack([free, signals])
    penalty = np.diag([*[FREE] * free.shape[1], *[ridge] * signals.shape[1]])
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (weights * (labels - chance)) - penalty @ beta
        curvature = design.T @ (design * (weights * chance * (1 - chance))[:, None]) + penalty
        beta = beta + np.linalg.solve(curvature, gradient)
    return beta
