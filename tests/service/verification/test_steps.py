"""A step toward a thing is not the thing, in other words neither."""

import pytest

from service.answers import Verdict
from service.verification import Verifier
from service.verification.hedges import RULE as HEDGE
from service.verification.rules import broken
from service.verification.steps import RULE, check

STEPS = [
    ("The player has been moved to the Under-21s.", "The player will be sent to the under-21 team, his coach said."),
    ("The airline bought 40 planes from Norda.", "The airline aims to acquire 40 planes from Norda."),
    ("The town built a new school in Elm Street.", "The town plans the construction of a new school in Elm Street."),
    ("The two parties formed a coalition.", "The two parties took a step towards forming a coalition."),
    ("The court freed the journalist.", "The court might free the journalist this week."),
    ("The union has ended its strike at the port.", "The union is about to end its strike at the port."),
    ("The general was killed in the attack.", "The general is believed to have been killed in the attack."),
    ("Tessa Lind won the seat in Harlow.", "Tessa Lind is likely to win the seat in Harlow."),
    ("The envoys met in Geneva.", "The envoys are due to meet in Geneva on Sunday."),
    (
        "Norda acquired its rival Volta for 3 billion euros.",
        "Norda is close to a deal to buy its rival Volta for 3 billion euros.",
    ),
    ("The bank cut its rate.", "The bank wants to cut its rate."),
    ("The bank did cut its rate.", "The bank wants to cut its rate."),
    ("Norway joined the union.", "In return, Norway would give up its ambition to join the union."),
    ("The film was released in 2015.", "The film will be released in 2015."),
    (
        "Moscow has rejected the offer of talks.",
        "Moscow is likely to reject the offer of talks, the Kremlin's spokesman suggested.",
    ),
    (
        "Oslo and Lima have settled on a 12-point fishing treaty.",
        "Oslo and Lima are said to be nearing agreement on a 12-point treaty on fishing, after months of talks.",
    ),
    (
        "The striker has joined Harlow United on a three-year deal.",
        "Harlow United are in talks to sign the striker on a three-year deal, two people close to the club said.",
    ),
    ("Berg Motors closed its plant in Lund.", "Berg Motors is expected to shut its plant in Lund by the summer."),
    (
        "The city purchased twelve electric buses from Volta.",
        "The city hopes to buy twelve electric buses from Volta next year if the council finds the money.",
    ),
    (
        "Parliament approved the housing bill.",
        "Parliament is close to approving the housing bill, the speaker said on Monday.",
    ),
    (
        "The two banks have merged into one.",
        "The two banks could merge, according to a person familiar with the matter.",
    ),
    (
        "Admiral Stone was transferred to the northern fleet.",
        "Admiral Stone will be sent to the northern fleet, the navy said.",
    ),
    (
        "Researchers developed a vaccine against the fever.",
        "Researchers are working on a vaccine against the fever and want to test it in the autumn.",
    ),
    (
        "The rebels released the captured pilots.",
        "The rebels offered to release the captured pilots in exchange for grain.",
    ),
    (
        "The president sent troops to the island.",
        "The president vowed to send troops to the island should the blockade go on.",
    ),
]
WEAK = [
    (
        "The museum returned the bronze masks to Benin.",
        "The museum has agreed to return the bronze masks to Benin. A date has not been fixed.",
    ),
    (
        "The orchestra has hired Clara Holm as its conductor.",
        "Clara Holm has reportedly been hired by the orchestra as its next conductor; it declined to comment.",
    ),
]
TRUE = [
    (
        "The bank cut its rate in May.",
        "Analysts had expected the bank to cut its rate in May. It lowered the rate by a quarter point.",
    ),
    ("The envoys met in Geneva.", "The envoys, who met in Geneva, are due to meet again in Oslo."),
    ("The court may free the journalist.", "The court might free the journalist this week."),
    ("Tessa Lind is seen as the favourite in Harlow.", "Tessa Lind is likely to win the seat in Harlow."),
    ("The union called off its strike.", "The union could resume its strike. It called it off on Friday."),
    ("Norda agreed to acquire Volta.", "Norda has agreed to buy its rival Volta for 3 billion euros."),
    ("Norda and Volta have agreed on a sale.", "Norda has agreed to buy its rival Volta for 3 billion euros."),
    (
        "The player was named in the Under-21 squad.",
        "The player was named in the under-21 squad and will be sent home if he is hurt.",
    ),
    (
        "The general died in the attack, officials believe.",
        "The general is believed to have been killed in the attack.",
    ),
    (
        "The town council voted for a new school.",
        "The town council voted to build a new school; it could open in 2030.",
    ),
    (
        "The school opened its doors in 2020 to 300 children.",
        "The school could take 300 children. It opened its doors in 2020.",
    ),
    (
        "Oslo and Lima have moved nearer to a 12-point fishing treaty.",
        "Oslo and Lima are said to be nearing agreement on a 12-point treaty on fishing, after months of talks.",
    ),
    ("Harlow United want to sign the striker.", "Harlow United are in talks to sign the striker on a three-year deal."),
    (
        "The minister has resigned over the ferry scandal.",
        "Last week the minister was considering stepping down over the ferry scandal. On Tuesday she resigned.",
    ),
    (
        "Berg Motors announced that it will close its plant in Lund.",
        "Berg Motors is expected to shut its plant in Lund by the summer.",
    ),
    (
        "The city decided to purchase twelve electric buses.",
        "The city plans to buy twelve electric buses from Volta next year.",
    ),
    (
        "The museum promised that the bronze masks would go back to Benin.",
        "The museum has agreed to return the bronze masks to Benin.",
    ),
    (
        "Parliament approved the housing bill on Friday.",
        "Parliament was expected to approve the housing bill on Friday. It passed with 80 votes to 62.",
    ),
    ("According to the Herald, the two banks have merged.", "The two banks have reportedly merged."),
    (
        "The navy named Admiral Stone commander of the northern fleet.",
        "The navy named Admiral Stone commander of the northern fleet. He will be sent to the base in May.",
    ),
    ("The company lost orders in Turku.", "The company may lay off 300 workers in Turku as it lost orders."),
    (
        "Researchers tested a vaccine against the fever in mice.",
        "Researchers tested a vaccine against the fever in mice and hope to test it in people.",
    ),
    (
        "The rebels have captured the pilots.",
        "The rebels offered to release the captured pilots in exchange for grain.",
    ),
    (
        "The president sent troops to the island in March.",
        "In February the president vowed to send troops to the island; they were dispatched in March.",
    ),
    (
        "The council reached an agreement on the 20 million euro bridge.",
        "The council agreed to build a bridge for 20 million euros.",
    ),
    ("Anna Berg said she had hopes of winning the race.", "Anna Berg said she hopes to win the race."),
    (
        "The firm signed a contract to deliver six ferries.",
        "The firm will deliver six ferries under a contract that it signed on Monday.",
    ),
]


@pytest.mark.parametrize(("claim", "evidence"), STEPS)
def test_a_step_told_as_done_is_told(claim: str, evidence: str) -> None:
    assert [reason.rule for reason in check(claim, evidence)] == [RULE]


@pytest.mark.parametrize(("claim", "evidence"), WEAK)
def test_a_rumour_or_an_agreement_to_act_told_as_done_is_a_hedge_left_out(claim: str, evidence: str) -> None:
    assert [reason.rule for reason in check(claim, evidence)] == [HEDGE]


@pytest.mark.parametrize(("claim", "evidence"), TRUE)
def test_a_hedge_that_is_kept_and_a_deed_that_is_done_elsewhere_are_left_alone(claim: str, evidence: str) -> None:
    assert check(claim, evidence) == ()


def test_the_reason_names_the_words_and_their_places_on_both_sides():
    claim = "In March the airline has bought 40 planes from Norda."
    (reason,) = check(claim, "The airline aims to acquire 40 planes from Norda in March.")
    assert reason.message == "The cited text says “aims to acquire”, the claim “has bought”."
    assert reason.evidence == "aims to acquire"
    assert reason.claim_span is not None
    assert claim[slice(*reason.claim_span)] == "has bought"


def test_what_was_appointed_for_a_month_that_the_claim_tells_of_is_left_to_the_learned_check():
    evidence = "The series will be aired in Norway on March 4, 2019, the channel said."
    assert check("The series aired in Norway on March 4, 2019.", evidence) == ()
    assert [one.rule for one in check("The series aired in Norway.", evidence)] == [RULE]


def test_a_near_copy_is_told_once():
    claim, evidence = "The court freed the journalist this week.", "The court plans to free the journalist this week."
    assert len(broken(claim, [evidence])) == 1


def test_a_step_told_as_done_decides_in_a_free_paraphrase(verifier: Verifier):
    quotes = ["Harlow United are in talks to sign the striker Tom Reed on a three-year deal, two people said."]
    judged = verifier.judge("Tom Reed, a striker, has joined Harlow United for three years.", quotes)
    assert judged.verdict is Verdict.UNSUPPORTED
    assert RULE in {reason.rule for reason in judged.reasons}
