"""The fit of the answerability model, on made examples."""

from dataclasses import replace

import pytest

from evals.calibration import COVERAGE, REFUSED, digest, figures, fit
from evals.examples import HANDFUL, Example
from evals.examples import HOME as HOME_COLLECTION
from service.retrieval.answerability import HOME, SIGNALS


def example(number: int, positive: bool, best: float, *, collection: str = "made", held_out: bool = False) -> Example:
    signals = dict.fromkeys(SIGNALS, 0.5) | {"best": best}
    return Example(collection, str(number), positive, positive, held_out, HOME, signals)


EXAMPLES = [example(number, number % 2 == 0, 6.0 if number % 2 == 0 else -6.0) for number in range(40)]


def test_the_signal_that_tells_gets_the_weight_and_a_constant_one_none() -> None:
    coefficients = fit(EXAMPLES, "made")
    assert coefficients["best"] > 0.1
    assert coefficients["names"] == 0.0


def test_the_same_examples_give_the_same_model() -> None:
    assert fit(EXAMPLES, "made") == fit(list(EXAMPLES), "made")
    assert digest(EXAMPLES) != digest(EXAMPLES[1:])


def test_a_small_collection_weighs_as_much_as_a_large_one() -> None:
    few = [example(number, number % 2 == 1, 6.0 if number % 2 == 0 else -6.0, collection="few") for number in range(4)]
    assert fit([*EXAMPLES, *few], "made")["best"] == pytest.approx(0.0, abs=0.01)


def test_a_small_corpus_is_eased_until_the_wanted_share_of_the_unanswerable_is_refused() -> None:
    home = [example(number, number > 50, number / 10, collection=HOME_COLLECTION) for number in range(100)]
    few = [replace(one, collection=HANDFUL, passages=HOME // 100) for one in home]
    coefficients = fit([*home, *few], HOME_COLLECTION)
    assert coefficients["ease"] > 0.0
    halves = [replace(one, held_out=True) for one in few]
    assert figures(halves, coefficients, HANDFUL)["refused"] == pytest.approx(REFUSED, abs=0.03)
    assert fit(home, HOME_COLLECTION)["ease"] == 0.0


def test_figures_are_of_the_held_out_half_only() -> None:
    held_out = [example(number, True, -6.0, held_out=True) for number in range(3)]
    held_out.append(example(9, False, -6.0, held_out=True))
    found = figures([*EXAMPLES, *held_out], fit(EXAMPLES, "made"), "made")
    assert (found["n"], found["coverage"], found["refused"]) == (4, 0.0, 1.0)


def test_the_intercept_puts_the_wanted_share_of_the_answerable_at_one_half() -> None:
    spread = [example(number, True, number / 10) for number in range(100)]
    spread += [example(number, False, -number / 10) for number in range(100)]
    coefficients = fit(spread, "made")
    halves = [replace(one, held_out=True) for one in spread]
    assert figures(halves, coefficients, "made")["coverage"] == pytest.approx(COVERAGE, abs=0.01)
