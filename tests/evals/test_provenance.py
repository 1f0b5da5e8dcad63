from typing import Any

import pytest

from evals.scorers.provenance import foreign, provenance

QUOTE = (
    "Mayor Ana Ruiz, elected on 3 May 2024, told the U.S. press that twenty-five stops and 1.5 million riders are "
    "“bold and overdue” news for Norhaven; two-thirds of voters agree."
)


@pytest.mark.parametrize(
    "claim",
    [
        QUOTE,
        "Ana Ruiz was elected on May 3, 2024.",
        "She was elected in May 2024.",
        "There are 25 stops for 1,500,000 riders.",
        "There are twenty five stops.",
        "Two-thirds of voters agree with the mayor.",
        'The mayor calls it "bold and overdue."',
        "The United States press heard it in Norhaven's hall.",
        "However, the Mayor spoke. In 2024, voters agreed.",
    ],
)
def test_what_the_quote_says_in_other_words_is_not_foreign(claim: str):
    assert foreign(claim, [QUOTE]) == ()


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ("There are 26 stops.", "the number 26"),
        ("There are twenty stops and 2.5 million riders.", "the number 2.5 million"),
        ("She was elected on 4 May 2024.", "the date 4 May 2024"),
        ("She was elected on 3 June 2024.", "the date 3 June 2024"),
        ("She was elected in May 2023.", "the date May 2023"),
        ("Mayor Ana Lopez was elected.", "the name Lopez"),
        ("Lopez was elected.", "the name Lopez"),
        ("The NATO press heard it.", "the name NATO"),
        ("It is good for Southport.", "the name Southport"),
        ("She called it “bold and late”.", "the quotation “bold and late”"),
        ("She said 'never again' of it.", "the quotation “never again”"),
        ("Three-quarters of voters agree.", "the number Three-quarters"),
    ],
)
def test_what_the_quote_does_not_say_is_foreign(claim: str, fault: str):
    assert any(found.startswith(fault) for found in foreign(claim, [QUOTE]))


def test_the_pronoun_us_is_not_the_country():
    assert foreign("The US press heard it.", ["They told us about the press, and heard it."]) == ("the name US",)


def test_what_another_citation_says_does_not_count(world: Any):
    first, second = "The council approved 12 new tram stops on 3 May 2024.", "Work begins in 2025."
    answer = world.answer((first, first), ("Work begins in 2025 on 12 stops.", second))
    assert len(provenance(answer)) == 1
    assert provenance(answer)[0].startswith("the number 12 does not stand")


def test_a_name_or_number_smuggled_in_between_the_statements_is_found(world: Any):
    second = "Work begins in 2025."
    answer = world.answer((second, second))
    smuggled = answer.model_copy(update={"text": answer.text + " Southport paid 7 million."})
    assert provenance(smuggled) == (
        "the number 7 million stands in no quote and names no source",
        "the name Southport stands in no quote and names no source",
    )
    named = answer.model_copy(update={"text": answer.text + " “Trams” (4 May 2024) says so."})
    assert provenance(named) == ()
    assert provenance(world.refusal(text="Canberra, I think.")) != ()
