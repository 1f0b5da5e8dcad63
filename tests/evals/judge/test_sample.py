import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evals.judge.library import EvaluationDataset
from evals.judge.sample import Sample, write_samples
from indexing.articles import Passage
from indexing.search import Hit

FIRST = "The council approved 12 new tram stops on 3 May 2024."
Make = Callable[..., Sample]


def test_ragas_loads_the_samples_with_all_that_its_metrics_need(sample: Make, tmp_path: Path):
    write_samples(tmp_path / "s.jsonl", [sample(FIRST), sample(name="refused", facts=())])
    answered, refused = EvaluationDataset.from_jsonl(tmp_path / "s.jsonl").samples
    told = answered.to_dict()
    (context,) = told.pop("retrieved_contexts")
    assert context.startswith(f"Trams, 2024-05-04\n{FIRST}")
    assert told == {
        "user_input": "How many new tram stops did the council approve?",
        "response": FIRST.removesuffix(".") + ".",
        "retrieved_context_ids": ["trams"],
        "reference_contexts": [context],
        "reference_context_ids": ["trams"],
        "reference": "How many new tram stops did the council approve? 12.",
    }
    assert refused.to_dict()["reference_contexts"] == []
    assert "reference" not in refused.to_dict()


def test_ragas_loads_the_samples_as_conversations(sample: Make, tmp_path: Path):
    write_samples(tmp_path / "s.jsonl", [sample(FIRST)], multi_turn=True)
    loaded = EvaluationDataset.from_jsonl(tmp_path / "s.jsonl")
    assert loaded.is_multi_turn()
    said: Any = loaded.samples[0]
    assert [(one.type, one.content) for one in said.user_input] == [
        ("human", "How many new tram stops did the council approve?"),
        ("ai", FIRST),
    ]


def test_a_row_holds_the_case_the_facts_and_the_answer_and_equal_answers_give_equal_rows(sample: Make, tmp_path: Path):
    for name in ("a", "b"):
        write_samples(tmp_path / name, [sample(FIRST, facts=(("12", "twelve"),))])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    row = json.loads((tmp_path / "a").read_text(encoding="utf-8"))
    assert row["reference_facts"] == [["12", "twelve"]]
    assert row["answer"]["citations"][0]["quote"] == FIRST
    assert row["case"]["id"] == "stops"


def test_what_an_answer_cites_beyond_the_first_passages_is_among_its_contexts(world: Any):
    text, fields = world.article.text, world.article.fields
    end = len(FIRST)
    cited = Hit(Passage("trams", world.article.version, 0, end, text[:end]), fields, 0.1)
    others = [Hit(Passage(f"a{n}", "v", 0, 3, f"T{n}."), fields, 1.0) for n in range(6)]
    case = world_case()
    near = Sample.of(case, world.answer((FIRST, FIRST)), [*others, cited], world.sources)
    assert [one.article for one in near.retrieved] == ["a0", "a1", "a2", "a3", "a4", "trams"]
    elsewhere = Sample.of(case, world.answer((FIRST, FIRST)), others, world.sources)
    assert elsewhere.retrieved[-1].article == "trams"
    assert elsewhere.retrieved[-1].text == f"Trams, 2024-05-04\n{FIRST}"


def world_case() -> Any:
    from evals.cases import Case

    return Case.model_validate(
        {"id": "c", "kind": "number", "question": "?", "articles": ["trams"], "status": ["answered"]}
    )
