import pytest

from service.verification.numbers import DIFFERS, RULE, check


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("There were 7 of them.", "Seven of them came."),
        ("There were seven of them.", "There were 7."),
        ("The plan has 20 points.", "a 20-point plan"),
        ("The plan has twenty points.", "a 20-point plan"),
        ("Two-thirds agree.", "two thirds of them agree"),
        ("Half of them agree.", "50% agree"),
        ("Seventy percent agree.", "70 per cent agree"),
        ("It cost $5 million.", "It cost 5 million dollars."),
        ("It cost $5m.", "a price of $5,000,000"),
        ("In its fourth year", "its 4th year"),
        ("the twenty-first attempt", "the 21st attempt"),
        ("a dozen ships", "12 ships"),
        ("305,000 people", "three hundred and five thousand people"),
        ("tens of thousands of lives", "took tens of thousands of lives"),
        ("One of them left.", "A man left."),
        ("In 2022, on 24 February, he left.", "nothing is counted here"),
        ("He left.", "20 left"),
    ],
)
def test_a_number_in_another_form_stands(claim, evidence):
    assert check(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "rule"),
    [
        ("The plan has 30 points.", "a 20-point plan", DIFFERS),
        ("The plan has 20 points.", "a long plan", RULE),
        ("55 agree.", "55% agree", RULE),
        ("Some 55% agree.", "Some 70% agree", DIFFERS),
        ("the fourth year", "four years", RULE),
        ("for four years", "in its fourth year", RULE),
        ("Two-thirds agree.", "a third of them agree", DIFFERS),
        ("It took 20 months.", "It took 20 days.", RULE),
        ("It cost €5 million.", "It cost $5 million.", RULE),
        ("5 million people", "5 billion people", DIFFERS),
        ("millions of people", "thousands of people", DIFFERS),
        ("its second term", "its first term", DIFFERS),
        ("7,500 people", "75 people", DIFFERS),
        ("3.5 percent", "35 percent", DIFFERS),
    ],
)
def test_a_foreign_number_is_found(claim, evidence, rule):
    reasons = check(claim, evidence)
    assert [reason.rule for reason in reasons] == [rule]
    start, end = reasons[0].claim_span
    assert any(character.isalnum() for character in claim[start:end])
