"""Fabrications change a fact; controls change none. Each is shown at work on a sentence made for it."""

import random

import pytest

from evals.mutations import CONTROLS, FABRICATIONS, Sentence
from evals.mutations.sentence import names

ARTICLE = (
    "The council of Harlow met with Ana Reyes on Tuesday. She said the bridge will cost 14 million euros. "
    "Some residents did not support it. “We have waited twenty years for a safe crossing,” Reyes said. "
    "Engineer Tom Briggs warned that the ferry may close in March 2024. The ferry carried 300 people in 2019. "
    "Mayor Lina Okoye told Radio Nord that 25 percent of the cost is covered. "
    "Briggs said work is expected to begin soon."
)
OTHERS = (
    "In Lisbon the minister Carlos Pinto opened a museum with borrowed money.",
    "He told reporters in Madrid: “The harvest was the worst in a century and prices will follow.”",
    "The train from Porto arrived late, and passengers were given coffee.",
)
FALSE = {
    "number_foreign": "The ferry carried 300 people in that year.",
    "number_from_article": "The ferry carried 300 people in that year.",
    "magnitude": "She said the bridge will cost 14 million euros.",
    "unit": "They walked for 14 days.",
    "date_shifted": "The council of Harlow met with Ana Reyes on Tuesday.",
    "entity_foreign": "The council of Harlow met with Ana Reyes on Tuesday.",
    "entity_from_article": "The council of Harlow met with Ana Reyes on Tuesday.",
    "speaker_swapped": "Briggs said work is expected to begin soon.",
    "roles_swapped": "Lina Okoye accused Tom Briggs of delay.",
    "negation_added": "Work is expected to begin soon.",
    "negation_dropped": "Some residents did not support it.",
    "antonym": "The council supported the bridge.",
    "hedge_removed": "The ferry may close in March.",
    "plan_done": "The town plans to build a bridge.",
    "scope_widened": "Some residents were against it.",
    "quote_edited": "“We have waited twenty years for a safe crossing,” Reyes said.",
    "quote_invented": "“We have waited twenty years for a safe crossing,” Reyes said.",
    "facts_merged": "A museum was opened by the council with its own money.",
    "cause_invented": "The ferry will close next spring.",
    "clause_foreign": "The ferry will close next spring.",
}
TRUE = {
    "number_form": ("The fire killed seven people.", "The fire killed 7 people."),
    "date_form": ("It closed on March 3, 2024.", None),
    "abbreviation": ("The United States sent aid.", "The US sent aid."),
    "synonyms": ("The company bought a house.", None),
    "aside_dropped": ("The bridge (built in 1931) was closed.", "The bridge was closed."),
    "adverb_dropped": ("The council recently voted on it.", "The council voted on it."),
    "lead_dropped": ("But the council voted on it.", "The council voted on it."),
    "tail_dropped": (
        "The council of the town voted on it, leaving the mayor alone.",
        "The council of the town voted on it.",
    ),
    "clause_moved": ("After the vote, the mayor left the hall.", "The mayor left the hall after the vote."),
    "voice_changed": ("The council approved the plan.", "The plan was approved by the council."),
    "two_true": ("She said the bridge will cost 14 million euros.", None),
    "pronoun_resolved": ("She said the bridge will cost 14 million euros.", None),
}


def changed(kind: str, text: str, seed: int = 1) -> str | None:
    return (FABRICATIONS | CONTROLS)[kind](Sentence(text, ARTICLE, OTHERS), random.Random(seed))


@pytest.mark.parametrize("kind", FABRICATIONS)
def test_each_fabrication_says_something_else(kind: str):
    assert changed(kind, FALSE[kind]) not in (None, FALSE[kind])


@pytest.mark.parametrize("kind", CONTROLS)
def test_each_control_is_there(kind: str):
    before, after = TRUE[kind]
    found = changed(kind, before)
    assert found not in (None, before)
    assert after is None or found == after


@pytest.mark.parametrize("kind", FABRICATIONS | CONTROLS)
def test_the_same_seed_gives_the_same_change(kind: str):
    text = FALSE.get(kind) or TRUE[kind][0]
    assert changed(kind, text, seed=5) == changed(kind, text, seed=5)


@pytest.mark.parametrize("kind", FABRICATIONS | CONTROLS)
def test_a_sentence_that_offers_nothing_is_left_alone(kind: str):
    assert (FABRICATIONS | CONTROLS)[kind](Sentence("Why?", "Why?"), random.Random(1)) is None


def test_a_foreign_number_is_not_in_the_article():
    for seed in range(20):
        found = changed("number_foreign", FALSE["number_foreign"], seed)
        assert found is not None
        number = found.split()[3]
        assert number not in ARTICLE.split()


def test_a_foreign_name_comes_from_another_article():
    for seed in range(10):
        found = changed("entity_foreign", FALSE["entity_foreign"], seed)
        assert found is not None
        assert any(name in found for name in ("Carlos Pinto", "Porto", "Lisbon", "Madrid"))


def test_an_opening_word_is_no_name():
    assert [match.group() for match in names("Yesterday the mayor of New Harlow met Tom Briggs.")] == [
        "New Harlow",
        "Tom Briggs",
    ]
