"""What a publisher prints in its articles whatever they tell: no answer quotes it, and no draft is borne out by it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.search import Scope
from indexing.sync import sync
from indexing.sync.removal import remove
from service.answering import Answerer
from service.answers import Status
from service.conversation.carrying import Carrier
from service.retrieval import Evidence
from service.settings import Drafting, ServiceSettings
from service.wiring import answerer

LINE = "Lantern readers get our walking maps by post every Thursday."
QUESTION = "On which day do Lantern readers get the walking maps?"
MATTERS = {
    "quarry": "The quarry north of Aldine may stay open until 2036, the county decided.",
    "choir": "The cathedral's choir takes girls from Easter on, and forty of them sang before the organist.",
    "ferry": "Two new boats will join the islands with the mainland and cost 41 million euros.",
    "otters": "Otters are back in the Neel after seventy years, and a fisherman filmed three of them.",
    "bakery": "The oldest bakery of Lund closes on Saturday, and its oven goes to the museum.",
}


@pytest.fixture
def lantern(tmp_path: Path, write: Callable[..., Path]) -> Iterator[Corpus]:
    for name, text in MATTERS.items():
        write(name, f"{text}\n\n{LINE}", id=name, publisher="Lantern", published="2026-03-03")
    with Corpus.open(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE)) as corpus:
        sync(corpus, [str(tmp_path / "articles")])
        yield corpus


@pytest.fixture
def asked(lantern: Corpus) -> Answerer:
    return answerer(ServiceSettings(data_dir=lantern.settings.data_dir), lantern)


def test_no_answer_quotes_it_until_too_few_articles_print_it(asked: Answerer, lantern: Corpus) -> None:
    refused = asked.answer(QUESTION)
    assert refused.status is Status.NOT_IN_ARTICLES and "Thursday" not in refused.model_dump_json()
    remove(lantern, ["bakery"])
    answer = asked.answer(QUESTION)
    assert answer.status is Status.ANSWERED and "Thursday" in answer.text


def test_what_stands_beside_it_is_quoted_where_it_stands(asked: Answerer, lantern: Corpus) -> None:
    answer = asked.answer("How much do the new boats to the islands cost?")
    (citation,) = answer.citations
    article = lantern.catalog.article(citation.article_id)
    assert answer.status is Status.ANSWERED and "41 million" in citation.quote
    assert article and article.text[citation.start : citation.end] == citation.quote


def test_what_was_cited_before_is_carried_on_without_it(asked: Answerer, lantern: Corpus) -> None:
    before = asked.answer("How much do the new boats to the islands cost?")
    carrier = Carrier(lantern.catalog, lambda _question, texts: [1.0] * len(texts))
    carried = carrier.carried(Evidence(QUESTION, None, (), (), 0.0, ()), before.citations, Scope())
    assert [hit.passage.text for hit in carried.hits] == [MATTERS["ferry"]]


def test_an_article_that_says_nothing_else_is_offered_by_its_title_and_never_quoted(
    lantern: Corpus, write: Callable[..., Path], asked: Answerer
) -> None:
    write("zoo", LINE, id="zoo", title="Kiwi at the zoo of Lund ruffles diplomats", publisher="Lantern")
    sync(lantern, [str(lantern.settings.data_dir.parent / "articles")])
    answer = asked.answer("Why does the kiwi at the zoo ruffle diplomats?")
    assert answer.status is Status.NOT_IN_ARTICLES and answer.nearest[0].article_id == "zoo"
    evidence = asked.retriever.evidence("Why does the kiwi at the zoo ruffle diplomats?", Scope())
    assert evidence.hits and all(hit.passage.text for hit in evidence.hits)
    assert "Thursday" not in answer.model_dump_json()
