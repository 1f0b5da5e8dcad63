"""Wire copy that several publishers carry: one voice in an answer, and all who carry it named."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.sync import sync
from indexing.sync.removal import remove
from service.answering import Answerer
from service.answers import Status
from service.plain import plain
from service.settings import Drafting, ServiceSettings
from service.wiring import answerer

WIRE = (
    "The storm broke the sea wall of Aldersea in the night of Sunday, and 340 people slept in the town hall. "
    "The mayor said that the wall will be closed with stones before the next spring tide."
)
QUESTION = "How many people slept in the town hall of Aldersea?"


@pytest.fixture
def wire(tmp_path: Path, write: Callable[..., Path]) -> Iterator[Corpus]:
    write("storm", WIRE, id="storm", publisher="Aldersea Post", published="2026-01-10", url="https://post.example/1")
    write("night", f"{WIRE} Trains stood still.", id="night", publisher="Coast Herald", published="2026-01-11")
    folder = write("fair", "The fair of Aldersea drew nine thousand guests to the pier.", id="fair").parent
    settings = ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE)
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
        yield corpus


@pytest.fixture
def asked(wire: Corpus) -> Answerer:
    return answerer(ServiceSettings(data_dir=wire.settings.data_dir), wire)


def test_one_speaks_and_the_other_is_named(asked: Answerer) -> None:
    answer = asked.answer(QUESTION)
    assert answer.status is Status.ANSWERED and answer.text.count("340 people") == 1
    (speaker,) = {one.article_id for one in answer.citations}
    (other,) = {"storm", "night"} - {speaker}
    assert [[one.article_id for one in citation.also_in] for citation in answer.citations] == [[other]]
    (carrier,) = answer.citations[0].also_in
    assert f"Also in: {carrier.publisher}." in plain(answer)


@pytest.mark.parametrize("gone", ["storm", "night"])
def test_where_one_is_removed_the_other_speaks_alone(asked: Answerer, wire: Corpus, gone: str) -> None:
    remove(wire, [gone])
    answer = asked.answer(QUESTION)
    (citation,) = answer.citations
    assert citation.article_id != gone and citation.also_in == ()


def test_a_copy_that_has_another_number_is_no_copy(asked: Answerer, wire: Corpus, write: Callable[..., Path]) -> None:
    write("night", WIRE.replace("340", "430"), id="night", publisher="Coast Herald", published="2026-01-11")
    sync(wire, [str(write("storm", WIRE, id="storm", publisher="Aldersea Post", published="2026-01-10").parent)])
    answer = asked.answer(QUESTION)
    assert answer.status is Status.CONFLICTING
    assert all(citation.also_in == () for citation in answer.citations)
