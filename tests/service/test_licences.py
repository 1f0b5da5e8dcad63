"""What may be quoted only in short is, and what is opinion is called so."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.sync import sync
from service.answers import Mode, Status
from service.composing.parts import TOO_LONG
from service.licences import within
from service.plain import plain
from service.quotes import Quote
from service.settings import Drafting, ServiceSettings
from service.wiring import answerer

from .conftest import Dictated

COST = "The harbour bridge of Aldersea cost 20 million euros, the mayor said on Monday in the town hall."
SHORT = "The harbour bridge of Aldersea cost 20 million euros."
QUESTION = "What did the harbour bridge of Aldersea cost?"
OPENED = "The harbour bridge of Aldersea was opened by Anna Berg on Tuesday."


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE)) as corpus:
        yield corpus


@pytest.fixture
def ask(corpus: Corpus, write: Callable[..., Path]):
    """Answers the question from the bridge, written with these fields, and from its opening."""

    def asked(drafter=None, mode: Mode = Mode.STRICT, text: str = COST, **fields: str):
        write("opening", OPENED, id="opening")
        sync(corpus, [str(write("bridge", text, id="bridge", **fields).parent)])
        answering = answerer(ServiceSettings(data_dir=corpus.settings.data_dir), corpus)
        return (replace(answering, drafter=drafter) if drafter else answering).answer(QUESTION, mode=mode)

    return asked


@pytest.mark.parametrize("mode", Mode)
def test_a_sentence_longer_than_may_be_quoted_is_withheld_and_the_reason_told(ask, mode: Mode) -> None:
    assert COST in ask(mode=mode, quote_limit="96").text
    answer = ask(mode=mode, quote_limit="95")
    assert "20 million" not in answer.model_dump_json()
    assert TOO_LONG in [reason for one in answer.withheld for reason in one.reasons]


def test_a_quote_is_cut_to_whole_words_and_still_opens_its_article(ask, corpus: Corpus) -> None:
    answer = ask(Dictated("The bridge of Aldersea cost 20 million euros."), quote_limit="50")
    (cited,) = answer.citations
    article = corpus.catalog.article("bridge")
    assert article and cited.quote == article.text[cited.start : cited.end] == COST[: len(cited.quote)]
    assert cited.shortened and 30 < len(cited.quote) <= 50 and COST[len(cited.quote)] == " "
    assert f"“{cited.quote}…”" in plain(answer)


@pytest.mark.parametrize(
    ("limit", "left"), [(17, "Ships pass under"), (16, "Ships pass under"), (15, "Ships pass"), (3, "")]
)
def test_words_are_kept_whole(limit: int, left: str) -> None:
    cut = within(Quote(0, 10, 29, "Ships pass under it"), limit)
    assert (cut.text, cut.start, cut.end, cut.shortened) == (left, 10, 10 + len(left), True)
    whole = Quote(0, 10, 29, "Ships pass under it")
    assert within(whole, 19) == whole


def test_what_only_an_opinion_piece_says_is_said_as_its_opinion(ask) -> None:
    answer = ask(genre="opinion", author="Ana Ruiz")
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith(f"In an opinion piece by Ana Ruiz: {COST}")
    assert answer.citations[0].opinion and answer.statements[0].text == COST
    assert ", opinion" in plain(answer)
    assert ask(section="Opinion", genre="news").text.startswith(COST)


def test_a_correction_stands_with_its_citation(ask) -> None:
    answer = ask(correction="It cost 20, not 30 million.", corrected="2026-05-07")
    assert answer.citations[0].correction == "It cost 20, not 30 million."
    assert "Corrected on 7 May 2026: It cost 20, not 30 million." in plain(answer)
