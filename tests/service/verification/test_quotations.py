import pytest

from service.verification.quotations import check


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("He called it “useful.”", 'It was "useful" and long.'),
        ('He said: "We don\'t know, yet."', "“We don’t know, yet,” he said."),
        ("They were ‘no mere exchanges’.", "no mere exchanges"),
        ("It was “useful … and substantive”.", "“useful, constructive and substantive”"),
        ("It was “[very] useful”.", "“useful”"),
        ("The allies' plan and the states' plan", "nothing quoted"),
        ("It isn't what they'd say", "nothing quoted"),
    ],
)
def test_a_quotation_in_another_style_stands(claim, evidence):
    assert check(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("He called it “useless.”", "It was “useful.”"),
        ("“We knew,” he said.", "We know."),
        ("It was “substantive … useful”.", "“useful, constructive and substantive”"),
        ("It was “use”.", "useful"),
        ("It was 'quite wrong'.", "quite right"),
    ],
)
def test_an_altered_quotation_is_found(claim, evidence):
    assert len(check(claim, evidence)) == 1
