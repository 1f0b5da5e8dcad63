from typing import Any

import pytest

from evals.report.excerpt import AROUND, Excerpt
from indexing.articles import Article, Fields


def excerpt(world: Any, quote: str, text: str) -> Excerpt | None:
    article = Article("trams", "trams.md", Fields(title="Trams"), text)
    start = text.index(quote)
    citation = world.citation(1, "Work begins in 2025.", 0, quote=quote, start=start, end=start + len(quote))
    return Excerpt.of(citation, article)


def test_a_span_is_shown_in_its_paragraph(world: Any):
    first, last = (
        "Rain fell for a week in the hills above the town of Norhaven, ",
        " and the river rose by a metre before noon, as the mayor said.",
    )
    found = excerpt(world, "the dam held", f"Title\n\n{first}the dam held{last}\n\nMore.\n{'x' * 80}")
    assert found == Excerpt(first, "the dam held", last)


def test_a_span_that_fills_its_paragraph_is_shown_between_its_neighbours(world: Any):
    found = excerpt(world, "The dam held.", "Zero.\n\nBefore it.\n\nThe dam held.\n\nAfter it.\n\nLast.")
    assert found == Excerpt("Before it.\n\n", "The dam held.", "\n\nAfter it.")


def test_a_span_that_is_the_whole_article_stands_alone(world: Any):
    assert excerpt(world, "The dam held.", "The dam held.") == Excerpt("", "The dam held.", "")


def test_a_long_paragraph_is_cut_at_words(world: Any):
    found = excerpt(world, "here", f"{'word ' * 200}here{' word' * 200}")
    assert found
    assert found.before.startswith("… word") and found.after.endswith("word …")
    assert len(found.before) <= AROUND + 2 and len(found.after) <= AROUND + 2


@pytest.mark.parametrize("changed", [{"end": 3}, {"quote": "something else"}])
def test_a_span_that_does_not_stand_there_has_no_excerpt(world: Any, changed: dict[str, Any]):
    citation = world.citation(1, "Work begins in 2025.", 0, **changed)
    assert Excerpt.of(citation, world.article) is None
    assert Excerpt.of(world.citation(1, "Work begins in 2025.", 0), None) is None
