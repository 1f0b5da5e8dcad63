import pytest

from service.verification.dates import DIFFERS, RULE, check


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("on 3 March 2025", "on March 3, 2025"),
        ("on 3 March 2025", "2025-03-03"),
        ("in March 2025", "on March 3rd, 2025"),
        ("in 2022", "in February 2022"),
        ("in Feb. 2022", "in February 2022"),
        ("on Tuesday", "he said Tuesday"),
        ("the 1990s", "in the 1990's"),
        ("They may march on.", "no date"),
        ("May she win?", "no date"),
        ("a 2000-metre run", "no date"),
        ("$2000", "no date"),
    ],
)
def test_a_date_in_another_form_stands(claim, evidence):
    assert check(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "rule"),
    [
        ("on 3 March 2025", "on 4 March 2025", DIFFERS),
        ("in 2023", "in February 2022", DIFFERS),
        ("on Monday", "on Tuesday", DIFFERS),
        ("in May", "in June 2020", DIFFERS),
        ("in February 2022", "in February", RULE),
        ("in 2022", "years ago", RULE),
        ("on 24 February 2022", "in February 2022", RULE),
        ("in the 1990s", "in the 1980s", RULE),
    ],
)
def test_a_foreign_date_is_found(claim, evidence, rule):
    assert [reason.rule for reason in check(claim, evidence)] == [rule]
