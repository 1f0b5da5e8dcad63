from service.verification.faults import fault
from service.verification.rules import broken

PREMISE = (
    "The council of Harlow approved a new bridge on Tuesday. Mayor Ana Reyes said that it will cost 14 million euros."
)


class Unlikely:
    """An entailment for tests: unlikely where a word was said to be false."""

    def __init__(self, *false: str) -> None:
        self._false = false

    def score(self, claim: str, evidence: str) -> float:
        return 0.1 if any(one in claim for one in self._false) else 0.9


def named(sentence: str, *false: str) -> str:
    return sentence[slice(*fault(sentence, [PREMISE], Unlikely(*false)))]


def test_the_clause_that_is_not_borne_out_is_named():
    assert named("A bridge was approved, and a ferry was sold.", "ferry") == "and a ferry was sold."
    assert named("A bridge was approved, and a ferry was sold.", "bridge") == "A bridge was approved"
    assert named("The bridge, which was painted red, was approved.", "red") == "which was painted red"
    assert named("Ana Reyes, the queen of Harlow, approved a bridge.", "queen") == "the queen of Harlow"


def test_a_sentence_that_is_false_in_all_its_clauses_or_in_none_is_named_whole():
    claim = "A bridge was approved, and a ferry was sold."
    assert named(claim) == claim
    assert named(claim, "bridge", "ferry") == claim
    assert named("A ferry was sold.", "ferry") == "A ferry was sold."


def test_a_clause_in_the_words_of_the_premise_is_borne_out_whatever_entailment_says():
    claim = "The council of Harlow approved a new bridge, but a ferry was sold."
    assert named(claim, "council", "ferry") == "but a ferry was sold."


def test_the_judgement_names_the_clause(verifier):
    claim = "A new bridge was approved by the council, and all schools were shut down forever."
    judgement = verifier.judge(claim, [PREMISE])
    assert [claim[slice(*one.claim_span)] for one in judgement.reasons] == ["and all schools were shut down forever."]


def test_a_dropped_hedge_names_the_clause_that_holds_it(verifier):
    told = "The mayor opened the bridge of Harlow on Tuesday, and the ferry may be sold to Nordbau."
    claim = told.replace("may be", "is")
    spans = [claim[slice(*one.claim_span)] for one in verifier.judge(claim, [told]).reasons]
    assert "and the ferry is sold to Nordbau." in spans


def test_what_is_added_before_a_true_clause_ends_where_that_begins():
    told = "The council of Harlow opened the new bridge on Tuesday. The mayor sang merry songs about old sheep."
    claim = told.replace(" on Tuesday. The", " on Tuesday because of a strike, and the")
    spans = {claim[slice(*one.claim_span)] for one in broken(claim, [told])}
    assert spans == {"because of a strike"}
