"""Drafts without a model: few sentences, exact, none twice."""

from collections.abc import Callable, Sequence

from indexing.articles import Fields, Passage
from indexing.search import Hit
from service.drafting.extractive import GAP, MOST, ExtractiveDrafter
from service.quotes import stands
from service.retrieval import Evidence, ScoredSentence

FIRST = "The council voted on Monday to close the bridge. Repairs will take two years. Ferries run every hour."
SECOND = "Anna Berg, the mayor, called the bridge a risk. Shops on the quay fear for their trade."


def hits(*texts: str) -> tuple[Hit, ...]:
    return tuple(
        Hit(Passage(f"article-{number}", "v", 100, 100 + len(text), text), Fields(), 1.0)
        for number, text in enumerate(texts)
    )


def sentence(held: Sequence[Hit], hit: int, text: str, score: float) -> ScoredSentence:
    start = held[hit].passage.start + held[hit].passage.text.index(text)
    return ScoredSentence(hit, start, start + len(text), text, score)


def drafted(
    held: tuple[Hit, ...], *sentences: ScoredSentence, question: str = "What becomes of the bridge?"
) -> list[str]:
    evidence = Evidence(question, None, held, sentences, 0.9, held)
    draft = ExtractiveDrafter().draft(evidence)
    assert all(statement.quote and stands(statement.quote, held) for statement in draft.statements)
    return [statement.text for statement in draft.statements]


def test_the_best_article_comes_first_and_its_sentences_in_their_order() -> None:
    held = hits(FIRST, SECOND)
    assert drafted(
        held,
        sentence(held, 0, "Repairs will take two years.", 6.0),
        sentence(held, 1, "Anna Berg, the mayor, called the bridge a risk.", 5.5),
        sentence(held, 0, "The council voted on Monday to close the bridge.", 5.0),
    ) == [
        "The council voted on Monday to close the bridge.",
        "Repairs will take two years.",
        "Anna Berg, the mayor, called the bridge a risk.",
    ]


def test_a_sentence_far_below_the_best_is_left_out() -> None:
    held = hits(FIRST)
    best = sentence(held, 0, "Repairs will take two years.", 6.0)
    assert drafted(held, best, sentence(held, 0, "Ferries run every hour.", 6.0 - GAP - 0.1)) == [best.text]


def test_no_more_than_a_few_sentences_are_drafted() -> None:
    texts = ("Bridges rust quickly.", "Anna Berg sailed home.", "Nine gulls circled above.", "Rain fell all night.")
    held = hits(" ".join(texts))
    assert len(drafted(held, *(sentence(held, 0, text, 5.0) for text in texts))) == MOST


def test_a_question_for_several_things_is_answered_from_more_places() -> None:
    texts = ("Bridges rust quickly.", "Anna Berg sailed home.", "Nine gulls circled above.", "Rain fell all night.")
    held = hits(" ".join(texts))
    scored = [sentence(held, 0, text, 6.0 - 2 * place) for place, text in enumerate(texts)]
    assert drafted(held, *scored, question="Which people were at the bridge?") == list(texts[:3])
    assert drafted(held, *scored, question="Which birds are named?") == list(texts)
    assert drafted(held, *scored, question="What do the articles say about the bridge?") == list(texts)


def test_a_question_for_yes_or_no_hears_other_articles_too() -> None:
    held = hits(FIRST, SECOND)
    scored = [
        sentence(held, 0, "The council voted on Monday to close the bridge.", 6.0),
        sentence(held, 0, "Repairs will take two years.", 5.5),
        sentence(held, 0, "Ferries run every hour.", 5.0),
        sentence(held, 1, "Shops on the quay fear for their trade.", 4.0),
    ]
    assert "Shops on the quay fear for their trade." in drafted(held, *scored, question="Is the bridge closed?")
    assert "Shops on the quay fear for their trade." not in drafted(held, *scored)


def test_overlapping_stretches_and_repeats_in_other_articles_are_drafted_once() -> None:
    held = hits(FIRST, FIRST.replace("Repairs will take", "The repairs will take"))
    both = "The council voted on Monday to close the bridge. Repairs will take two years."
    assert drafted(
        held,
        sentence(held, 0, "Repairs will take two years.", 6.0),
        sentence(held, 0, both, 5.9),
        sentence(held, 1, "The repairs will take two years.", 5.8),
    ) == ["Repairs will take two years."]


def test_without_sentences_there_is_no_statement(evidence: Callable[..., Evidence]) -> None:
    assert ExtractiveDrafter().draft(evidence("Who?")).statements == ()


def test_another_article_that_puts_another_fact_in_its_place_repeats_nothing() -> None:
    held = hits(FIRST, FIRST.replace("two years", "nine years"))
    both = ["Repairs will take two years.", "Repairs will take nine years."]
    scored = [sentence(held, place, text, 6.0 - place) for place, text in enumerate(both)]
    assert drafted(held, *scored) == both
