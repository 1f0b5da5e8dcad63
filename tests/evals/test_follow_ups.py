"""Cases with questions before them: asked in one conversation, their citations numbered through it."""

import json
from pathlib import Path
from typing import Any

from evals.bench.commands import bench_conversations
from evals.bench.halves import Half
from evals.cases import Case, cases_digest
from evals.run import Ask, asked, run
from evals.scorers import Sources
from evals.scorers.existence import existence
from evals.scorers.provenance import provenance
from service.answers import Answer

STOPS = "The council approved 12 new tram stops on 3 May 2024."
MAYOR = "Mayor Ana Ruiz called the plan “bold and overdue”."


def case(**fields: Any) -> Case:
    given = {"id": "f", "kind": "follow_up", "question": "And why?", "status": ["answered"], "articles": ["tram"]}
    return Case.model_validate({**given, **fields})


def renumbered(answer: Answer, number: int) -> Answer:
    """The answer with its only citation numbered so."""
    text = answer.text.replace("[1]", f"[{number}]")
    statements = tuple(one.model_copy(update={"citations": (number,)}) for one in answer.statements)
    cited = (answer.citations[0].model_copy(update={"number": number}),)
    return answer.model_copy(update={"text": text, "statements": statements, "citations": cited})


def test_the_questions_before_a_case_are_asked_first_and_in_one_conversation(world: Any) -> None:
    talks: list[list[str]] = []

    def begin() -> Ask:
        talk: list[str] = []
        talks.append(talk)

        def ask(question: str) -> Answer:
            talk.append(question)
            return world.answer((STOPS, STOPS))

        return ask

    cases = [case(before=["Who?", "When?"]), case(id="g", before=["Where?"]), case(id="h", question="What?")]
    done = run(lambda _: world.answer((STOPS, STOPS)), cases, world.sources, begin=begin)
    assert talks == [["Who?", "When?", "And why?"], ["Where?", "And why?"]]
    assert all(result.right for result in done.results)


def test_a_follow_up_is_no_lost_row_where_no_conversation_can_be_begun(world: Any) -> None:
    result = asked(lambda _: world.refusal(), case(before=["Who?"]), world.sources)
    assert result.error is not None and "no conversation" in result.error


def test_a_quote_keeps_its_number_in_a_conversation_and_a_new_one_gets_the_next(world: Any) -> None:
    first, same, other = (world.answer((text, text)) for text in (STOPS, STOPS, MAYOR))
    later = Sources(world.sources.article, {}, (first,))
    assert existence(same, later) == ()
    assert existence(renumbered(other, 2), later) == ()
    assert any("had the number 1" in fault for fault in existence(renumbered(same, 2), later))
    assert any("do not run from 2" in fault for fault in existence(other, later))
    assert any("do not run from 2" in fault for fault in existence(renumbered(other, 3), later))


def test_our_own_words_may_name_whom_an_answer_before_quoted_and_nobody_else(world: Any) -> None:
    refusal = world.refusal().model_copy(update={"text": "No sentence found says that Ana Ruiz was born."})
    assert provenance(refusal) != ()
    assert provenance(refusal, [world.answer((MAYOR, MAYOR))]) == ()


def test_a_case_without_questions_before_it_has_the_digest_that_it_had() -> None:
    plain = case()
    assert "before" not in plain.told
    assert plain.digest != case(before=["Who?"]).digest
    assert cases_digest((plain,)) != cases_digest((case(before=["Who?"]),))


def test_the_bench_finds_a_rewritten_follow_up_where_the_raw_one_finds_nothing(tmp_path: Path) -> None:
    names = ["Anna Weber", "Jonas Berg", "Mia Holm", "Lars Vik", "Eva Lund", "Olaf Dahl", "Tove Moe", "Nils Aas"]
    trades = ["ferries", "bridges", "tunnels", "trams", "harbors", "canals", "dams", "roads"]
    rows = [
        {
            "input": [
                {"speaker": "user", "text": f"Who builds {trade}?"},
                {"speaker": "agent", "text": f"{name} builds {trade}."},
                {"speaker": "user", "text": "Where was he born?"},
            ],
            "contexts": [{"document_id": f"d{place}", "text": f"{name} was born in town number {place}."}],
            "rewrite": f"Where was {name} born?",
        }
        for place, (name, trade) in enumerate(zip(names, trades, strict=True))
    ]
    data = tmp_path / "talks.jsonl"
    data.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found: Any = bench_conversations(data, Half.ALL, None)
    assert (found["n"], found["altered"], found["dragged"]) == (8, 8, 0)
    assert found["rewritten"] == found["reference"]
    assert found["rewritten"]["ndcg@10"] > found["raw"]["ndcg@10"]
    halves: Any = [bench_conversations(data, half, None) for half in (Half.EVEN, Half.ODD)]
    assert [one["n"] for one in halves] == [4, 4]
