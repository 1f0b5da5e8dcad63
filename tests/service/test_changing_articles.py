"""No answer cites what does not answer any more, also where an article changes while the answer is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from indexing.corpus import Corpus
from indexing.sync import sync
from indexing.sync.removal import remove
from service.answers import Status
from service.checking import STALE
from service.composing.page import Reader
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
    reasons = [one.reasons for one in answer.withheld if "20 million" in one.text]
    assert reasons and all(STALE in given for given in reasons)


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
