import pytest

from service.verification.names import check


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Zelenskyy spoke.", "President Volodymyr Zelensky spoke."),
        ("Zelensky's aide spoke.", "an aide of Zelenskyy"),
        ("The EU agreed.", "The European Union agreed."),
        ("The European Union agreed.", "The EU agreed."),
        ("The United States agreed.", "The U.S. agreed."),
        ("American officials agreed.", "US officials agreed."),
        ("Russian officials agreed.", "Officials of Russia agreed."),
        ("The French agreed.", "France agreed."),
        ("Mr Peskov agreed.", "Peskov agreed."),
        ("Kiev agreed.", "Kyiv agreed."),
        ("José Núñez agreed.", "Jose Nunez agreed."),
        ("Talks continued on Tuesday in May.", "They went on."),
        ("Negotiations continued.", "They went on."),
        ("However, it ended.", "It was over."),
        ("“Nobody knows,” he said.", "he said nobody knows"),
        ("I cannot say.", "nothing"),
        ("Seven came.", "7 came"),
    ],
)
def test_a_name_in_another_spelling_stands(claim, evidence):
    assert check(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "name"),
    [
        ("Macron spoke.", "Putin spoke.", "Macron"),
        ("The plan of Emmanuel Macron failed.", "The plan failed.", "Emmanuel Macron"),
        ("Officials in Paris agreed.", "Officials in Moscow agreed.", "Paris"),
        ("The UN agreed.", "The EU agreed.", "UN"),
        ("President Putin agreed.", "Putin agreed.", "President"),
        ("Iranian officials agreed.", "Iraqi officials agreed.", "Iranian"),
        ("Italy agreed.", "They agreed.", "Italy"),
        ("It was Vladimir Putin.", "It was Putin.", "Vladimir"),
    ],
)
def test_a_foreign_name_is_found(claim, evidence, name):
    reasons = check(claim, evidence)
    assert [claim[slice(*reason.claim_span)] for reason in reasons] == [name]


def test_the_title_and_the_publisher_may_name_what_the_quote_leaves_unsaid():
    assert check("Reuters says that Macron left.", "he left", "Macron leaves\nReuters") == ()
