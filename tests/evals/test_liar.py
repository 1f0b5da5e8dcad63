"""The liar test: what is planted, how it is judged, what is counted, and the command on the sample articles."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from evals.bench import smallmodel
from evals.bench.classes import MOVED, NOWHERE, TRUE, Liar
from evals.bench.liar import Told, Trial, figures
from evals.bench.plants import Plant, fabrications, moved, nowhere
from evals.bench.questions import Question
from evals.bench.testimony import of_model, of_plants
from evals.bench.trial import Heard, bench_liar, modelled
from evals.indexed import indexed
from evals.options import SEEDS
from indexing.articles import Article, Fields, Passage
from indexing.errors import CorpusError
from indexing.search import Hit
from service.answers import Reason, Verdict, Withheld
from service.drafting import DraftStatement
from service.errors import DraftingError
from service.models.messages import Message
from service.models.reply import Reply
from service.quotes import Quote
from service.retrieval import Evidence, ScoredSentence
from service.settings import Drafting

FIRST = "The council approved 12 new tram stops on 3 May 2024."
SECOND = "About 40 percent of riders live in Norhaven."
LIE = "The council approved 13 new tram stops on 3 May 2024."
ASKED = Question(id="q", question="How many tram stops did the council approve?")
OTHER = "In Lisbon the minister Carlos Pinto opened a museum with 7 rooms."


def evidence() -> tuple[Evidence, dict[str, Article]]:
    """Two articles; the first holds what answers."""
    articles = {
        "trams": Article("trams", "here", Fields(), f"{FIRST} {SECOND}"),
        "lisbon": Article("lisbon", "here", Fields(), OTHER),
    }
    hits = tuple(
        Hit(Passage(name, one.version, 0, len(one.text), one.text), Fields(), 1.0) for name, one in articles.items()
    )
    both = f"{FIRST} {SECOND}"
    return Evidence(ASKED.question, None, hits, (ScoredSentence(0, 0, len(both), both, 5.0),), 0.9, hits), articles


def test_each_true_sentence_is_drafted_with_its_fabrications() -> None:
    found, articles = evidence()
    plants = fabrications(found, articles.get)
    assert [one.statement.text for one in plants if one.kind == TRUE] == [FIRST, SECOND]
    assert {"number_foreign", "entity_foreign", "date_shifted"} <= {one.kind for one in plants}
    assert len({one.statement.text for one in plants}) == len(plants)
    for plant in plants:
        assert plant.statement.cited == (0,) and plant.statement.quote is None
        assert (plant.statement.text == plant.truth.text) is (plant.kind == TRUE)
    assert fabrications(found, articles.get) == plants


def test_true_sentences_are_drafted_with_other_citations_too() -> None:
    found, articles = evidence()
    assert [one.statement for one in moved(found, articles.get)] == [
        DraftStatement(FIRST, (1,)),
        DraftStatement(SECOND, (1,)),
    ]
    assert [one.statement.cited for one in nowhere(found, articles.get)] == [(998,), (998,)]


def plant(kind: str, text: str) -> Plant:
    return Plant(kind, DraftStatement(text, (0,)), Quote(0, 0, len(FIRST), FIRST))


def test_a_planted_fabrication_counts_where_it_is_emitted_and_a_mended_citation_does_not(world: Any) -> None:
    reason = Reason(rule="number", message="No quote says 13.")
    withheld = Withheld(text=LIE, verdict=Verdict.UNSUPPORTED, reasons=(reason,))
    answer = world.answer((FIRST, FIRST)).model_copy(update={"withheld": (withheld,)})
    plants = [plant(TRUE, FIRST), plant("number_foreign", LIE), plant(NOWHERE, FIRST), plant("antonym", FIRST)]
    told = of_plants(ASKED, plants, answer, world.sources)
    assert [(one.emitted, one.fabricated) for one in told] == [
        (True, False),
        (False, False),
        (True, False),
        (True, True),
    ]
    assert told[1].verdict == "unsupported" and told[1].reasons == ("number: No quote says 13.",)
    assert told[0].quotes == (FIRST,) and told[1].quotes == ()


def test_a_citation_that_does_not_hold_its_statement_is_a_fabrication(world: Any) -> None:
    answer = world.answer((FIRST, SECOND))
    assert of_plants(ASKED, [plant(MOVED, FIRST)], answer, world.sources)[0].fabricated


def test_a_models_statement_is_judged_by_the_scorers_and_by_the_passages(world: Any) -> None:
    answer = world.answer((FIRST, FIRST), (LIE, FIRST))
    drafted = [DraftStatement(text) for text in (FIRST, LIE, "Riders are glad.")]
    told = of_model(ASKED, drafted, answer, world.sources, [world.article.text])
    assert [(one.kind, one.emitted, one.fabricated) for one in told] == [
        ("near_verbatim", True, False),
        ("other", True, True),
        ("other", False, False),
    ]
    assert told[1].faults == ("the number 13 does not stand in the quotes",)
    assert told[2].verdict == "lost"


def told(kind: str, emitted: bool, fabricated: bool = False) -> Told:
    return Told("q", "?", kind, "text", emitted, fabricated, "supported")


def test_the_figures_are_those_worked_out_by_hand() -> None:
    lines = (
        told(TRUE, emitted=True),
        told(TRUE, emitted=False),
        told("antonym", emitted=True, fabricated=True),
        told("antonym", emitted=False),
        told(MOVED, emitted=True),
    )
    counted = figures(Trial(questions=4, contested=1, failed=1, told=lines))
    rows: Any = counted.pop("by_class")
    assert counted == {
        "questions": 4,
        "contested": 1,
        "failed": 1,
        "drafted": 5,
        "emitted": 3,
        "fabricated_emitted": 1,
        "true_drafted": 2,
        "true_kept": 1,
    }
    assert list(rows) == [TRUE, "antonym", MOVED]
    assert [rows[kind]["share"] for kind in rows] == [0.5, 0.5, 0.0]
    assert rows[MOVED]["low"] == 0.0 and rows[MOVED]["high"] > 0.5


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    rows = [{"id": "1", "question": "What would Ukraine give up in return for the security guarantees?"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_sample_articles_are_asked_and_every_statement_is_shown(tmp_path: Path, asked: Path) -> None:
    shown, folder = tmp_path / "told.jsonl", tmp_path / "data"
    counted: Any = bench_liar(Liar.SCRIPTED, SEEDS, asked, folder, None, shown)
    lines = [json.loads(line) for line in shown.read_text(encoding="utf-8").splitlines()]
    assert counted["questions"] == 1 and counted["drafted"] == len(lines) > 10
    assert counted["true_kept"] == counted["true_drafted"] > 0
    assert counted["by_class"]["entity_foreign"]["emitted"] == 0
    assert {"kind", "text", "verdict", "reasons", "quotes", "faults"} <= set(lines[0])
    # The folder that is now indexed is asked as it is, and answers the same.
    assert bench_liar(Liar.SCRIPTED, None, asked, folder, None, None) == counted


@dataclass
class Says:
    """A chat model that says one thing, or fails."""

    reply: str | None
    name: str = "says"

    def write(self, messages: Sequence[Message]) -> Reply:
        if self.reply is None:
            raise DraftingError("The model is down.")
        return Reply(iter([self.reply]))


def test_a_models_statements_are_heard_and_the_articles_own_words_in_their_place_are_not(tmp_path: Path) -> None:
    question = Question(id="1", question="What would Ukraine give up in return for the security guarantees?")
    with indexed([str(SEEDS)], tmp_path / "data", Drafting.EXTRACTIVE) as ready:
        lied = modelled(ready, Says("Ukraine would give up 99 tanks [1]. Everybody is glad of it [2]."))(question)
        failed = modelled(ready, Says(None))(question)
    assert [one.text for one in lied.told] == ["Ukraine would give up 99 tanks.", "Everybody is glad of it."]
    assert not any(one.emitted or one.fabricated or one.true for one in lied.told)
    assert failed == Heard(failed=True)


def test_the_small_model_is_served() -> None:
    try:
        with smallmodel.small_model() as url, httpx.Client() as client:
            assert client.get(f"{url}/models").json()["data"]
    except smallmodel.SmallModelMissing as missing:
        pytest.skip(str(missing))


def test_an_empty_folder_is_one_sentence(tmp_path: Path, asked: Path) -> None:
    with pytest.raises(CorpusError, match="holds no article"):
        bench_liar(Liar.SCRIPTED, None, asked, tmp_path / "data", None, None)


def test_a_small_model_that_is_not_installed_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smallmodel, "find_spec", lambda _: None)
    with pytest.raises(smallmodel.SmallModelMissing, match="extra `test`"), smallmodel.small_model():
        raise AssertionError("a server started")
