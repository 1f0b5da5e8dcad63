"""Wire copy that several publishers carry: one voice in an answer, and all who carry it named."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.sync import sync
from indexing.sync.removal import remove
from service.answering import Answerer
from service.answers import Filters, Status
from service.plain import plain
from service.settings import Drafting, ServiceSettings
from service.standing import as_it_stands
from service.wiring import answerer

WIRE = (
    "The storm broke the sea wall of Aldersea in the night of Sunday, and 340 people slept in the town hall. "
    "The mayor said that the wall will be closed with stones before the next spring tide."
)
BACKGROUND = (
    "The wall was built in 1911 and had been mended twice since. A survey last year found hollows behind it, but the "
    "council put the work off because it would have cost four million.\n\n"
    "Fishermen lost eleven boats. Their guild asked the county for a loan, and the harbour master closed the inner "
    "basin until divers have looked for what lies on its ground."
)
REPORT = f"{WIRE}\n\n{BACKGROUND}"
LEAD = "Hundreds of families had to leave their beds on Sunday when the sea came over the wall at night."
BOATS = "How many boats did the fishermen lose?"
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


@pytest.fixture
def report(tmp_path: Path, write: Callable[..., Path]) -> Iterator[Corpus]:
    whole, led = REPORT, REPORT.replace(WIRE, f"{LEAD}\n\n{WIRE}")
    write("post", whole, id="post", publisher="Aldersea Post", published="2026-01-12", url="https://post.example/1")
    write("herald", f"ALDERSEA (AP) — {led}", id="herald", publisher="Coast Herald", published="2026-01-11")
    folder = write("wave", led, id="wave", publisher="The Wave", published="2026-01-13").parent
    with Corpus.open(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE)) as corpus:
        sync(corpus, [str(folder)])
        yield corpus


def of(corpus: Corpus) -> Answerer:
    return answerer(ServiceSettings(data_dir=corpus.settings.data_dir), corpus)


@pytest.mark.parametrize("question", [BOATS, QUESTION, "Did the storm break the sea wall of Aldersea?"])
def test_three_papers_with_one_report_are_one_source_and_all_are_named(report: Corpus, question: str) -> None:
    answer = of(report).answer(question)
    assert answer.status is Status.ANSWERED and answer.conflicts == ()
    assert {citation.article_id for citation in answer.citations} == {"herald"}
    for citation in answer.citations:
        told_by_all = LEAD not in citation.quote
        assert {one.article_id for one in citation.also_in} == ({"post", "wave"} if told_by_all else {"wave"})


def test_the_first_within_the_filters_speaks(report: Corpus) -> None:
    answer = of(report).answer(BOATS, Filters(publishers=("The Wave", "Aldersea Post")))
    assert {citation.article_id for citation in answer.citations} == {"post"}
    assert {one.article_id for citation in answer.citations for one in citation.also_in} == {"wave"}


def test_when_the_speaker_is_removed_the_next_speaks_at_once(report: Corpus) -> None:
    asked = of(report)
    for speaker in ("herald", "post", "wave"):
        assert {citation.article_id for citation in asked.answer(QUESTION).citations} == {speaker}
        remove(report, [speaker])
    assert asked.answer(QUESTION).citations == ()


def test_an_answer_that_is_read_again_names_only_those_who_still_carry_its_quote(report: Corpus) -> None:
    answer = of(report).answer(BOATS)
    remove(report, ["wave"])
    (told,) = as_it_stands(answer, report.catalog).citations
    assert [one.article_id for one in told.also_in] == ["post"]
    remove(report, ["post"])
    (told,) = as_it_stands(answer, report.catalog).citations
    assert told.also_in == () and told.quote == answer.citations[0].quote


def test_a_copy_that_was_altered_is_set_against_the_original(report: Corpus, write: Callable[..., Path]) -> None:
    altered = REPORT.replace("340", "430")
    sync(report, [str(write("wave", altered, id="wave", publisher="The Wave", published="2026-01-13"))])
    answer = of(report).answer(QUESTION)
    assert answer.status is Status.CONFLICTING
    assert [citation.article_id for citation in answer.citations] == ["herald", "wave"]
    assert [[one.article_id for one in citation.also_in] for citation in answer.citations] == [["post"], []]
