"""Who did it to whom, in words of the claim's own."""

import pytest

from service.answers import Verdict
from service.verification import Verifier
from service.verification.entailment import EmbeddedEntailment
from service.verification.roles import RULE, check

RELATIVE = (
    "Word of the sale reached Mayor Anna Berg through her clerk, Jonas Holm, who quietly warned Berg about the state of"
    " the old harbour bridge in Wells."
)
ASIDE = "Word of it reached Anna Berg late. Jonas Holm, her clerk, quietly warned Berg about the old harbour bridge."
PRONOUN = "The news reached Anna Berg late: Jonas Holm, her clerk, warned her about the old harbour bridge."
PASSIVE = "Last spring, Anna Berg was quietly warned by Jonas Holm about the old harbour bridge."
LAWSUIT = "In a case that lasted for years, Nordbau sued Harlow Steel over the piers."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Berg quietly warned Holm about the state of the old harbour bridge in Wells.", RELATIVE),
        ("Anna Berg warned Jonas Holm about the harbour bridge.", ASIDE),
        ("Anna Berg warned Jonas Holm about the harbour bridge.", PASSIVE),
        ("Holm was warned by Berg about the harbour bridge.", PASSIVE),
        ("Harlow Steel sued Nordbau.", LAWSUIT),
        ("Nordbau lost to Harlow Steel over the piers.", "After years, Harlow Steel lost to Nordbau over the piers."),
        ("Anna Berg warned Jonas Holm about the old harbour bridge.", PRONOUN),
    ],
)
def test_two_in_each_others_place_are_told_in_any_words(claim: str, evidence: str) -> None:
    assert [reason.rule for reason in check(claim, evidence)] == [RULE]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Holm quietly warned Berg about the state of the old harbour bridge in Wells.", RELATIVE),
        ("Jonas Holm warned Anna Berg about the harbour bridge.", PASSIVE),
        ("Anna Berg was warned by Jonas Holm about the harbour bridge.", ASIDE),
        ("Harlow Steel was sued by Nordbau.", LAWSUIT),
        ("Harlow Steel could sue Nordbau.", LAWSUIT),
        ("Harlow Steel sued Nordbau.", f"{LAWSUIT} Before that, Harlow Steel sued Nordbau."),
        ("Harlow Steel sued Nordbau.", LAWSUIT.replace("piers", "piers, and was sued back")),
        ("Harlow Steel met Nordbau in court.", "Nordbau met Harlow Steel in court."),
        ("Harlow Steel sued Nordbau.", LAWSUIT.replace("Harlow Steel", "Harlow Steel’s owner")),
        ("Anna Berg warned Jonas Holm about the old harbour bridge.", PRONOUN.replace("late", "and Eva Lund late")),
        ("Harlow Steel sued Nordbau.", LAWSUIT.replace("Nordbau", "A rival of Nordbau")),
    ],
)
def test_the_right_way_round_and_what_is_not_sure_are_left_alone(claim: str, evidence: str) -> None:
    assert check(claim, evidence) == ()


def test_a_paraphrase_with_two_in_each_others_place_is_contradicted() -> None:
    claim = "Berg quietly warned Holm about the state of the old harbour bridge in Wells."
    assert Verifier(EmbeddedEntailment()).judge(claim, [RELATIVE]).verdict is Verdict.CONTRADICTED
