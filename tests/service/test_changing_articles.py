"""No answer cites what does not answer any more, also where an article changes while the answer is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from indexing.corpus import Corpus
from indexing.sync import sync
from indexing.sync.removal import remove
from service.answers import Mode, Status
from service.composing.page import Reader
from service.composing.parts import STALE
from service.settings import Drafting, ServiceSettings
from service.wiring import answerer

QUESTION = "What did the harbour bridge of Aldersea cost?"
COST = "The harbour bridge of Aldersea cost 20 million euros, the mayor said."
OPENED = "The harbour bridge of Aldersea was opened by Anna Berg on Tuesday."


@pytest.fixture
def bridge(tmp_path: Path, write: Callable[..., Path]) -> Iterator[Corpus]:
    write("bridge", COST, id="bridge")
    folder = write("opening", OPENED, id="opening").parent
    settings = ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE)
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
        yield corpus


@dataclass
class Changing:
    """A retriever after whose work the articles change."""

    retriever: Any
    change: Callable[[], object]

    def evidence(self, *asked: Any) -> Any:
        found = self.retriever.evidence(*asked)
        self.change()
        return found


def test_what_was_removed_after_it_was_retrieved_is_withheld(bridge: Corpus) -> None:
    asked = answerer(ServiceSettings(data_dir=bridge.settings.data_dir), bridge)
    assert COST in asked.answer(QUESTION).text
    asked = replace(asked, retriever=Changing(asked.retriever, lambda: remove(bridge, ["bridge"])))
    answer = asked.answer(QUESTION)
    assert "20 million" not in answer.text and "bridge" not in [one.article_id for one in answer.citations]
    assert STALE in [reason for one in answer.withheld for reason in one.reasons]
    assert "20 million" not in answer.model_dump_json()


def test_in_flag_mode_too_nothing_is_said_of_an_article_that_was_taken_out(bridge: Corpus) -> None:
    asked = answerer(ServiceSettings(data_dir=bridge.settings.data_dir), bridge)
    assert COST in asked.answer(QUESTION, mode=Mode.FLAG).text
    asked = replace(asked, retriever=Changing(asked.retriever, lambda: remove(bridge, ["bridge"])))
    assert "20 million" not in asked.answer(QUESTION, mode=Mode.FLAG).model_dump_json()


def test_a_side_of_a_conflict_that_was_taken_out_is_no_side(bridge: Corpus, write: Callable[..., Path]) -> None:
    tolls = "How many people died in the Bergen fire?"
    write("first", "Nine people died in the Bergen fire, the police said.", id="first", published="2024-02-01")
    write("second", "Five people died in the Bergen fire, the mayor said.", id="second", published="2024-02-02")
    sync(bridge, [str(bridge.settings.data_dir.parent / "articles")])
    asked = answerer(ServiceSettings(data_dir=bridge.settings.data_dir), bridge)
    assert asked.answer(tolls).status is Status.CONFLICTING
    asked = replace(asked, retriever=Changing(asked.retriever, lambda: remove(bridge, ["second"])))
    answer = asked.answer(tolls)
    assert answer.conflicts == () and "Five people" not in answer.model_dump_json()
    assert "Nine people" in answer.text


def test_what_was_corrected_after_it_was_retrieved_is_withheld_and_the_next_answer_has_the_correction(
    bridge: Corpus, write: Callable[..., Path]
) -> None:
    def corrected() -> None:
        sync(bridge, [str(write("bridge", COST.replace("20", "21"), id="bridge"))])

    asked = answerer(ServiceSettings(data_dir=bridge.settings.data_dir), bridge)
    assert "20 million" not in replace(asked, retriever=Changing(asked.retriever, corrected)).answer(QUESTION).text
    assert "21 million" in asked.answer(QUESTION).text


def test_what_was_removed_after_it_was_told_does_not_stand_in_the_whole_answer(bridge: Corpus) -> None:
    asked = answerer(ServiceSettings(data_dir=bridge.settings.data_dir), bridge)
    told: list[str] = []

    def tell(answer: Any) -> None:
        told.append(answer.text)
        remove(bridge, ["bridge"])

    answer = asked.answer(QUESTION, reader=Reader(told=tell))
    assert COST in told[0] and "20 million" not in answer.text
    assert answer.status is not Status.ANSWERED or "bridge" not in [one.article_id for one in answer.citations]
