"""Entailment and rules weighed together."""

import pytest

from service.answers import Reason
from service.verification.entailment import EmbeddedEntailment
from service.verification.support import SIGNALS, parts, signals, support, threshold

PREMISE = (
    "The council of Harlow approved a new bridge on Tuesday. Mayor Ana Reyes said that it will cost 14 million euros "
    "and open in 2027. Some residents opposed the plan because of the noise."
)
TRUE = "Harlow's council approved a new bridge."
FALSE = "Harlow's council rejected a new bridge."


class Words:
    """An entailment for tests: unlikely where a word was said to be false."""

    def __init__(self, false: str) -> None:
        self._false = false

    def score(self, claim: str, evidence: str) -> float:
        return 0.1 if self._false in claim else 0.9


@pytest.fixture(scope="module")
def embedded() -> EmbeddedEntailment:
    return EmbeddedEntailment(threads=1)


def test_each_sentence_of_a_claim_is_scored_with_its_own_evidence():
    first, second = parts("The council approved a bridge. It costs 14 million euros.", [PREMISE], Words("euros"))
    assert (first.score, second.score) == (0.9, 0.1)
    assert any("14 million" in excerpt.text for excerpt in second.evidence)


def test_a_claim_falls_by_its_weakest_sentence():
    claim = "The council approved a bridge. It costs 14 million euros."
    assert support(claim, [PREMISE], (), Words("euros")).weakest.text == "It costs 14 million euros."
    assert support(claim, [PREMISE], (), Words("euros")).chance < support(claim, [PREMISE], (), Words("?")).chance


def test_what_the_rules_found_foreign_makes_a_claim_less_likely():
    broken = (Reason(rule="name_not_found", message="foreign"),)
    assert support(TRUE, [PREMISE], broken, Words("?")).chance < support(TRUE, [PREMISE], (), Words("?")).chance


def test_the_signals_are_those_that_the_regression_weighs():
    found = parts("A bridge.", [PREMISE], Words("?"))
    assert tuple(signals(found, ["number_differs", "number_not_found", "date_not_found"])) == SIGNALS
    assert signals(found, ["number_differs", "number_not_found", "date_differs"])["values"] == 2


def test_a_figure_not_written_in_the_premise_makes_a_claim_less_likely():
    written, other = "It opens in 2027.", "It opens in 2028."
    assert [signals(parts(one, [PREMISE], Words("?")), [])["unwritten"] for one in (written, other)] == [0, 1]
    chances = [support(one, [PREMISE], (), Words("?")).chance for one in (written, other)]
    assert chances[1] < chances[0]


def test_being_careful_asks_for_more():
    assert 0 < threshold("balanced") < threshold("careful") <= 1


def test_the_shipped_model_tells_a_true_sentence_from_its_opposite(embedded: EmbeddedEntailment):
    assert embedded.score(TRUE, PREMISE) > embedded.score(FALSE, PREMISE)
    assert support(TRUE, [PREMISE], (), embedded).chance > support(FALSE, [PREMISE], (), embedded).chance


def test_a_score_is_repeatable_and_the_same_side_by_side(embedded: EmbeddedEntailment):
    pairs = [(TRUE, PREMISE), (FALSE, PREMISE)]
    assert embedded.scores(pairs) == [embedded.score(*pair) for pair in pairs]


def test_a_claim_or_a_text_without_words_has_a_score(embedded: EmbeddedEntailment):
    assert 0 <= support("", [""], (), embedded).chance <= 1
