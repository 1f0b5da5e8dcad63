"""Other frameworks beside ours: a scripted liar served, replies as answers, the counts, and the command for real."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.bench.classes import MOVED, NOWHERE, OTHER, TRUE, Liar
from evals.bench.comparison import Course, Outcome, bench_peers, counted
from evals.bench.contenders import Answered, Contender
from evals.bench.liar import Told
from evals.bench.peers import OFFERS, REQUIREMENTS, Offer, Reply, Source
from evals.bench.peers.testimony import as_answer
from evals.bench.questions import Question
from evals.bench.scriptedmodel import ScriptedLiar, served
from evals.bench.testimony import of_plants
from evals.options import SEEDS
from indexing.articles import Article, Fields
from service.answers import Status
from service.models.chat import ChatModel

TRAMS = "The council approved 12 new tram stops on 3 May 2024. About 40 percent of riders live in Norhaven today."
LISBON = "In Lisbon the minister Carlos Pinto opened a museum with 7 rooms. The museum drew 900 visitors in a week."
ARTICLES = tuple(Article(name, name, Fields(title=name), text) for name, text in (("trams", TRAMS), ("lisbon", LISBON)))
PROMPT = f"Use the sources.\nSource 1:\n{TRAMS}\nSource 2:\n{LISBON}\nQuery: How many tram stops?\nAnswer: "
ASKED = Question(id="q", question="How many new tram stops were approved?")


def liar() -> ScriptedLiar:
    return ScriptedLiar(ARTICLES, ASKED.question)


def test_a_scripted_liar_tells_one_truth_copies_of_it_and_wrong_citations():
    told = liar()
    reply = told.reply(PROMPT)
    kinds = [plant.kind for plant in told.planted]
    assert (kinds[0], kinds[-2:]) == (TRUE, [MOVED, NOWHERE]) and 3 <= len(kinds) <= 6
    assert reply.splitlines()[0] == "The council approved 12 new tram stops on 3 May 2024. [1]"
    assert reply.splitlines()[-1].endswith("[999]")
    by_kind = {plant.kind: plant for plant in told.planted}
    assert by_kind[MOVED].statement.cited[0] != by_kind[MOVED].truth.hit
    fabricated = [plant for plant in told.planted if plant.kind not in (TRUE, MOVED, NOWHERE)]
    assert fabricated and all(plant.statement.text not in PROMPT for plant in fabricated)
    assert told.reply(PROMPT) == reply


def test_a_prompt_without_sources_gets_a_refusal():
    told = liar()
    assert told.reply("Who are you?") == "The articles do not say."
    assert told.reply(TRAMS) == "The articles do not say." and told.planted == ()


def test_the_scripted_liar_is_served_as_openai_does():
    told = liar()
    with served(told) as url:
        model = ChatModel(base_url=url, timeout=10)
        assert model.name == "scripted-liar"
        assert model.complete([{"role": "user", "content": PROMPT}]) == liar().reply(PROMPT)
        model.close()


def test_a_peers_reply_is_judged_as_an_answer_of_ours(world: Any):
    told = liar()
    article = {one.id: one for one in ARTICLES}.get
    # The white space of a chunk is not that of its article.
    sources = (Source("trams", TRAMS.replace(". ", ".\n")), Source("lisbon", LISBON))
    answer = as_answer(ASKED.question, Reply(told.reply(PROMPT), sources), article)
    assert answer.status is Status.ANSWERED and len(answer.statements) == len(told.planted)
    assert [one.quote for one in answer.citations] == [TRAMS, LISBON][: len(answer.citations)]
    judged = of_plants(ASKED, told.planted, answer, replace(world.sources, article=article))
    assert all(one.emitted for one in judged)
    assert [one.fabricated for one in judged] == [one.kind != TRUE for one in judged]
    assert judged[0].faults == ()
    assert "cites [999], which is not among the citations" in judged[-1].faults[0]


def test_a_reply_that_refuses_states_nothing():
    refused = as_answer("?", Reply("The sources do not contain the answer.", ()), {}.get)
    assert refused.status is Status.NOT_IN_ARTICLES and refused.statements == ()


def told(kind: str, *, emitted: bool, fabricated: bool = False, cited: bool = True) -> Told:
    return Told("q", "?", kind, "text", emitted, fabricated, "supported", cited=cited)


def test_the_counts_are_those_worked_out_by_hand():
    first = (told(TRUE, emitted=True), told("antonym", emitted=True, fabricated=True))
    second = (told(MOVED, emitted=True, fabricated=True), told(NOWHERE, emitted=False), told(TRUE, emitted=False))
    outcomes = [
        Outcome(1.0, first, (False, True), Status.ANSWERED),
        Outcome(2.0, second, (False, False, False), Status.CONFLICTING),
        Outcome(3.0, None),
        Outcome(0.5, (told(OTHER, emitted=True, fabricated=True, cited=False),), (False,), Status.NOT_IN_ARTICLES),
    ]
    row = counted(outcomes)
    share = row.pop("wrong_share")
    assert row == {
        "asked": 4,
        "failed": 1,
        "refused": 1,
        "contested": 1,
        "drafted": 6,
        "emitted": 4,
        "fabricated_emitted": 1,
        "uncited_emitted": 1,
        "miscited_emitted": 1,
        "true_drafted": 2,
        "true_kept": 1,
        "p50_ms": 1000.0,
        "p99_ms": 3000.0,
    }
    assert share[0] == 0.75 and share[1] < 0.75 < share[2]
    assert counted([Outcome(1.0, ())])["wrong_share"] is None


def test_ctrl_c_keeps_what_was_measured_and_a_framework_that_fails_is_counted(world: Any):
    def answer(question: Question) -> Answered:
        if question.id == "fails":
            raise ValueError("a framework's own error")
        if question.id == "stopped":
            raise KeyboardInterrupt
        return Answered(world.refusal(), (), ())

    questions = [Question(id=name, question="?") for name in ("fine", "fails", "stopped", "never")]
    course = Course(questions, {"fine": {"trams": 1.0}}, None, world.sources)
    rows: dict[str, Any] = {}
    one = Contender("One", 3, 1.5, lambda _: ["lisbon", "trams"], answer)
    assert course.run([one, replace(one, name="Two")], rows) is False
    assert list(rows) == ["One"]
    row = rows["One"]
    assert (row["asked"], row["failed"], row["refused"]) == (2, 1, 1)
    assert (row["passages_per_second"], row["ndcg@10"], row["recall@10"]) == (2.0, 0.6309, 1.0)


def test_a_peer_that_is_not_installed_is_skipped_with_the_command_that_installs_it():
    missing = Offer("Nothing", "no-such-package", "no_such_module", "nothing").missing
    assert missing and "no-such-package is not installed" in missing
    assert "uv pip install --python .venv-peers -r evals/bench/peers/requirements.txt" in missing
    assert next(offer for offer in OFFERS if offer.name == "LlamaIndex").missing is None


def test_what_the_lock_does_not_hold_is_pinned_beside_the_adapters():
    locked = (SEEDS.parent / "uv.lock").read_text(encoding="utf-8")
    pinned = dict(line.split("==") for line in REQUIREMENTS.read_text(encoding="utf-8").split())
    unlocked = {offer.package for offer in OFFERS if f'name = "{offer.package}"\n' not in locked}
    assert set(pinned) == unlocked


def test_all_that_are_installed_are_asked_the_same_and_only_ours_withholds(tmp_path: Path):
    case = {
        "id": "1",
        "kind": "fact",
        "question": "What would Ukraine give up in return for the security guarantees?",
        "articles": ["joint-peace-plan"],
        "status": ["answered"],
    }
    cases = tmp_path / "cases"
    cases.mkdir()
    (cases / "one.jsonl").write_text(json.dumps(case), encoding="utf-8")
    figures = bench_peers(Liar.SCRIPTED, SEEDS, cases, None, tmp_path / "data", None)
    assert {"On Record", "LlamaIndex"} <= set(figures["by_peer"])
    for name, row in figures["by_peer"].items():
        assert row["failed"] == 0 and row["recall@10"] == 1.0 and row["true_kept"] == row["true_drafted"] == 1
        if name == "On Record":
            assert row["fabricated_emitted"] == row["miscited_emitted"] == 0
        else:
            assert row["emitted"] == row["drafted"] > 3 and row["fabricated_emitted"] > 0 < row["miscited_emitted"]
    assert set(figures["skipped"]) | set(figures["versions"]) == {offer.name for offer in OFFERS}
