import pytest

from service.answers import Verdict
from service.verification.splices import MERGED, REPLACED, check

FERRY = "The ferry to Harlow was repaired by Nordbau in the spring."
FAIR = "The summer fair of Briggs was held with a concert for the children of the town."


def test_the_end_of_another_sentence_is_told():
    claim = "The ferry to Harlow was repaired with a concert for the children of the town."
    (reason,) = check(claim, f"{FERRY} {FAIR}")
    assert reason.rule == MERGED
    assert reason.claim_span and claim[slice(*reason.claim_span)] == "with a concert for the children of the town"


def test_an_end_that_no_sentence_has_is_told():
    claim = "The ferry to Harlow was repaired for lack of other vessels."
    (reason,) = check(claim, f"{FERRY} {FAIR}")
    assert reason.rule == REPLACED
    assert reason.claim_span and claim[slice(*reason.claim_span)] == "for lack of other vessels"


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (FERRY, f"{FERRY} {FAIR}"),
        ("The ferry to Harlow was repaired in the spring.", f"{FERRY} {FAIR}"),
        (f"{FERRY[:-1]}, and the summer fair of Briggs was held with a concert.", f"{FERRY} {FAIR}"),
        # The second sentence says the end of the very thing.
        (
            "The ferry to Harlow was repaired in three weeks.",
            f"{FERRY} The old ferry was quickly repaired in three weeks.",
        ),
        # In other words, or told elsewhere.
        ("The ferry to Harlow was closed during a demonstration.", "The ferry to Harlow was closed during a protest."),
        ("The ferry to Harlow was closed for the fair.", f"The ferry to Harlow was closed on Monday. {FAIR}"),
        ("Ana Reyes opened the fair of Briggs in May.", "Ana Reyes spoke to reporters. She opened the fair in May."),
    ],
)
def test_what_belongs_together_is_left_alone(claim, evidence):
    assert check(claim, evidence) == ()


def test_two_merged_facts_need_no_weighing(verifier):
    claim = "The ferry to Harlow was repaired with a concert for the children of the town."
    assert verifier.judge(claim, [FERRY, FAIR]).verdict is Verdict.UNSUPPORTED
