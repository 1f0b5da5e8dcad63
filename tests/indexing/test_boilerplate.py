"""Boilerplate in a real catalog: what a publisher prints under its articles is neither found nor quoted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.search import Scope
from indexing.sync import sync
from indexing.sync.rebuilding import rebuild
from indexing.sync.removal import remove

MATTERS = {
    "quarry": "The quarry north of Aldine may stay open until 2036. Its owners had asked the county for twenty years.",
    "choir": "The cathedral's choir takes girls from Easter on. Forty of them sang before the organist in November.",
    "ferry": "Two new boats will join the islands with the mainland. They cost 41 million euros and are built in Gdansk.",
    "otters": "Otters are back in the Neel after seventy years. A fisherman filmed three of them under the old bridge.",
    "bakery": "The oldest bakery of Lund closes on Saturday. Its oven, which was lit in 1871, goes to the town museum.",
    "tram": "Trams will run to the hospital every six minutes. The rails were laid in spring and tested all summer.",
}
LINE = "Lantern readers get our walking maps by post every Thursday."
MORE = "Meanwhile a second sentence follows here, with something else that happened on that day in the town."


@pytest.fixture
def paper(corpus: Corpus, write: Callable[..., Path]) -> Corpus:
    """Five articles of the Lantern, each with the line between its paragraphs."""
    for name, text in list(MATTERS.items())[:5]:
        told = f"{text}\n\n{LINE.upper() if name == 'choir' else LINE}\n\n{MORE}"
        write(name, told, id=name, publisher="Lantern", published="2026-03-03")
    return synced(corpus, write)


def synced(corpus: Corpus, write: Callable[..., Path]) -> Corpus:
    sync(corpus, [str(write("tram", MATTERS["tram"], id="tram", publisher="Lantern").parent)], prune=True)
    return corpus


def found(corpus: Corpus, question: str = "Who gets walking maps by post?") -> list[str]:
    return [hit.passage.text for hit in corpus.search(question)]


def says(corpus: Corpus) -> bool:
    return any("walking maps" in text.lower() for text in found(corpus))


def test_a_line_that_a_publisher_prints_whatever_it_tells_is_not_found(paper: Corpus) -> None:
    assert not says(paper)
    assert any("quarry" in text for text in found(paper, "How long may the quarry stay open?"))


def test_what_stands_around_it_is_found_where_it_stands(paper: Corpus) -> None:
    hits = paper.search("What may stay open until 2036?")
    for hit in hits:
        article = paper.catalog.article(hit.passage.article_id)
        assert article and article.text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert {hit.passage.text for hit in hits if hit.passage.article_id == "quarry"} == {MATTERS["quarry"], MORE}


def test_the_text_that_readers_open_keeps_it(paper: Corpus) -> None:
    article = paper.catalog.article("quarry")
    assert article and LINE in article.text


def test_where_fewer_articles_are_left_it_is_text_again(paper: Corpus) -> None:
    remove(paper, ["ferry"])
    assert says(paper)
