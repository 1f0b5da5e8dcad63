import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from evals.cases import Case
from evals.gate import Floors, judge
from evals.report import write
from evals.run import Run, run

FIRST = "The council approved 12 new tram stops on 3 May 2024."


def ran(world: Any) -> Run:
    given = {"kind": "number", "articles": ("trams",), "status": ("answered",), "note": "<b>&"}
    cases = (
        Case(id="right", question="How many stops?", facts=(("12",),), **given),  # type: ignore[arg-type]
        Case(id="wrong", question="<script>alert(1)</script>", facts=(("99",),), **given),  # type: ignore[arg-type]
    )
    return run(lambda _: world.answer((FIRST, FIRST)), cases, world.sources)


def written(folder: Path, world: Any) -> dict[str, str]:
    done, floors = ran(world), Floors(cases="", right=0.5, failing=("right",))
    write(folder, done, judge(done, floors), floors)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def test_two_runs_write_equal_bytes_apart_from_the_timings(tmp_path: Path, world: Any):
    first, second = written(tmp_path / "a", world), written(tmp_path / "b", world)
    assert first.pop("timings.json") and second.pop("timings.json")
    assert first == second
    assert set(first) == {"report.json", "report.md", "report.html", "junit.xml"}


def test_the_json_report_tells_the_figures_and_each_case(tmp_path: Path, world: Any):
    report = json.loads(written(tmp_path, world)["report.json"])
    assert (report["mode"], report["passed"], report["right"]["count"], report["right"]["of"]) == (
        "offline",
        False,
        1,
        2,
    )
    assert report["kinds"]["number"] == {"count": 1, "of": 2, "interval": [0.0945, 0.9055]}
    assert (report["newly_wrong"], report["newly_right"]) == (["wrong"], ["right"])
    right, wrong = report["results"]
    assert right["citations"] == [{"number": 1, "article_id": "trams", "quote": FIRST, "start": 0, "end": len(FIRST)}]
    assert wrong["scores"]["facts"] == {"outcome": "failed", "reasons": ["missing: 99"]}


def test_junit_has_a_test_case_per_case_and_a_failure_per_wrong_one(tmp_path: Path, world: Any):
    suite = ElementTree.fromstring(written(tmp_path, world)["junit.xml"])  # noqa: S314  (written a moment ago)
    assert (suite.attrib["tests"], suite.attrib["failures"], suite.attrib["errors"]) == ("2", "1", "0")
    failures = {case.attrib["name"]: case.find("failure") for case in suite}
    assert failures["right"] is None
    assert failures["wrong"] is not None
    assert "missing: 99" in failures["wrong"].attrib["message"]


def test_the_page_escapes_what_it_shows_and_fetches_nothing(tmp_path: Path, world: Any):
    page = written(tmp_path, world)["report.html"]
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page


def test_the_markdown_leads_with_the_verdict_and_lists_the_wrong_cases(tmp_path: Path, world: Any):
    text = written(tmp_path, world)["report.md"]
    assert text.startswith("# Evals failed: 1 of 2 cases right")
    assert "- facts: missing: 99" in text
