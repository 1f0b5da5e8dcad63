import shutil
from pathlib import Path
from typing import Any

import pytest

from indexing.corpus import Corpus
from indexing.errors import CorpusDamaged
from indexing.operations import operate_folder
from indexing.sync import sync
from service import wiring
from service.settings import Drafting, ServiceSettings


@pytest.fixture
def folder(write: Any) -> Path:
    write("harbour", "The harbour opened in May.", id="harbour")
    return write("bakery", "Bread costs more since the mill burned down.", id="bakery").parent


@pytest.fixture
def settings(tmp_path: Path, folder: Path) -> ServiceSettings:
    settings = ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE)
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(folder)])
    return settings


def remove_generation(settings: ServiceSettings) -> None:
    shutil.rmtree(settings.data_dir / "generation-1")


def remove_chroma(settings: ServiceSettings) -> None:
    shutil.rmtree(settings.data_dir / "generation-1" / "chroma")


def remove_one_from_keywords(settings: ServiceSettings) -> None:
    with Corpus.open(settings) as corpus:
        corpus.keywords.remove(list(corpus.keywords.ids())[:1])


@pytest.mark.parametrize("lose", [remove_generation, remove_chroma, remove_one_from_keywords])
def test_a_service_does_not_open_on_an_index_that_lost_passages(settings: ServiceSettings, lose: Any) -> None:
    lose(settings)
    with pytest.raises(CorpusDamaged, match=r"of 2 passages: run `onrecord rebuild`"):
        wiring.build(settings)


@pytest.mark.parametrize(("command", "arguments"), [("rebuild", {}), ("index", {"locations": []})])
def test_rebuild_and_index_mend_an_index_that_lost_passages(
    settings: ServiceSettings, folder: Path, command: str, arguments: dict[str, Any]
) -> None:
    remove_generation(settings)
    assert [event["event"] for event in operate_folder(settings, command, arguments)][-1] == "report"
    service = wiring.build(settings)
    assert "May" in service.answerer.answer("When did the harbour open?").text
    service.close()


def test_an_index_that_holds_more_than_answers_is_opened(settings: ServiceSettings) -> None:
    with Corpus.open(settings) as corpus:
        key = next(iter(corpus.vectors.ids()))
        corpus.vectors.add(["left-by-a-crash"], [corpus.vectors.get([key])[key]], ["gone"])
    wiring.build(settings).close()
