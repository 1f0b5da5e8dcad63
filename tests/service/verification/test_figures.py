import pytest

from service.verification.figures import rewritten


@pytest.mark.parametrize(
    ("claim", "evidence", "same"),
    [
        ("It cost €20 million.", "The bridge cost 20 million euros.", "It cost 20 million euros."),
        ("It cost 20m euros.", "The bridge cost €20 million.", "It cost €20 million."),
        ("Seven people died.", "There were 7 people in it.", "7 people died."),
        ("Half of voters back it.", "Of voters, 50% back it.", "50% of voters back it."),
        ("It is the 4th year.", "This is the fourth year.", "It is the fourth year."),
    ],
)
def test_a_figure_is_written_as_the_evidence_writes_it(claim: str, evidence: str, same: str) -> None:
    assert rewritten(claim, evidence) == same


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It cost $20 million.", "The bridge cost 20 million euros."),
        ("It cost 20 million euros.", "The bridge cost 20 million euros."),
        ("It cost 30 million euros.", "The bridge cost €20 million."),
        ("Nothing is counted.", "Seven people died."),
    ],
)
def test_another_figure_and_another_currency_stay_as_they_are(claim: str, evidence: str) -> None:
    assert rewritten(claim, evidence) == claim
