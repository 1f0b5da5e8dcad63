import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from evals.cases import Case
from evals.detection import Found, Tried
from evals.floors import DEFAULT, Floors
from evals.gate import judge
from evals.planting import Planted
from evals.report import write
from evals.report.anchors import anchors
from evals.report.markdown import MOST, plain
from evals.run import Run, run
from evals.selftest import SelfTest
from service.answers import Reason, Verdict, Withheld

FIRST = "The council approved 12 new tram stops on 3 May 2024."
ATTACK = "<script>alert(1)</script>"


def tried(kind: str, verdict: Verdict, true: bool = False) -> Tried:
    found = {"service": Found(verdict, 0.3), "evals": Found(Verdict.SUPPORTED)}
    return Tried(Planted(kind, true, "trams", f"{kind}.", ("A quote.",), "An article."), found, {})


TEST = SelfTest(1, (tried("antonym", Verdict.CONTRADICTED), tried("verbatim", Verdict.SUPPORTED, true=True)))


def ran(world: Any, seconds: float = 0.5) -> Run:
    given = {"kind": "number", "articles": ("trams",), "status": ("answered",), "note": "<b>&"}
    cases = (
        Case(id="right", question="How many stops?", facts=(("12",),), **given),  # type: ignore[arg-type]
        Case(id="wrong", question=ATTACK, facts=(("99",),), **given),  # type: ignore[arg-type]
        Case(id="false", question="When?", facts=(("2031",),), **given),  # type: ignore[arg-type]
        Case(id="known", question="Who?", facts=(("98",),), **given),  # type: ignore[arg-type]
    )
    withheld = Withheld(
        text=f"A lie {ATTACK}",
        verdict=Verdict.CONTRADICTED,
        reasons=(Reason(rule="number", message="The claim says <b>, the text 2.", claim_span=(2, 5), evidence=ATTACK),),
    )
    fine = world.answer((FIRST, FIRST)).model_copy(update={"withheld": (withheld,)})
    lie = world.answer(("Work begins in 2031.", "Work begins in 2025."))
    done = run(lambda asked: lie if asked == "When?" else fine, cases, world.sources)
    return replace(done, results=tuple(replace(result, seconds=seconds) for result in done.results))


def written(folder: Path, world: Any, seconds: float = 0.5) -> dict[str, str]:
    baseline = {"right": False, "wrong": True, "false": True, "known": False, "gone": True}
    done, floors = ran(world, seconds), Floors(cases="", right=0.5, baseline=baseline).retested(TEST)
    write(folder, done, judge(done, floors, TEST), floors, TEST)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def without_times(page: str) -> str:
    return re.sub(r'<section id="timings">.*?</section>', "", page, count=1, flags=re.DOTALL)


def test_two_runs_write_equal_bytes_apart_from_the_timings(tmp_path: Path, world: Any):
    first, second = written(tmp_path / "a", world, 0.5), written(tmp_path / "b", world, 0.7)
    assert first.pop("timings.json") != second.pop("timings.json")
    assert first["report.html"] != second["report.html"]
    first["report.html"], second["report.html"] = (
        without_times(first["report.html"]),
        without_times(second["report.html"]),
    )
    assert first == second
    assert set(first) == {"report.json", "report.md", "report.html", "junit.xml"}


def test_the_json_report_tells_the_figures_and_each_case(tmp_path: Path, world: Any):
    report = json.loads(written(tmp_path, world)["report.json"])
    assert (report["mode"], report["passed"], report["right"]["count"], report["right"]["of"]) == (
        "offline",
        False,
        1,
        4,
    )
    assert report["kinds"]["number"] == {"count": 1, "of": 4, "interval": [0.0456, 0.6994]}
    assert report["changes"] == {
        "newly_wrong": ["wrong", "false"],
        "newly_right": ["right"],
        "still_wrong": ["known"],
        "still_right": 0,
        "new": [],
        "gone": ["gone"],
        "mcnemar_one_sided": 0.5,
    }
    assert list(report["gate"]) == ["zero tolerance", "detectors", "regression"]
    assert report["gate"]["zero tolerance"][0]["cases"] == ["false"]
    antonym = report["detectors"]["planted"]["antonym"]
    assert antonym["target"] == 0.95
    assert antonym["service"] == {"count": 1, "of": 1, "interval": [0.2065, 1.0], "bound": 0.95}
    assert antonym["evals"]["bound"] == 0.0
    right, wrong, false, _ = report["results"]
    assert right["citations"] == [{"number": 1, "article_id": "trams", "quote": FIRST, "start": 0, "end": len(FIRST)}]
    assert wrong["scores"]["facts"] == {"outcome": "failed", "reasons": ["missing: 99"]}
    assert [false["answer"][place["start"] : place["end"]] for place in false["places"]] == ["2031"]
    assert {place["scorer"] for place in false["places"]} == {"provenance"}


def test_the_support_of_the_statements_is_told_in_sum_and_of_each_case(tmp_path: Path, world: Any):
    told = written(tmp_path, world)
    report = json.loads(told["report.json"])
    share = {"count": 3, "of": 4, "interval": [0.3006, 0.9544], "clustered_by_article": [0.75, 0.75], "floor": None}
    assert report["citing"] == {
        "recall": share,
        "precision": share,
        "grades": {"full": 3, "partial": 1, "none": 0},
        "citations": {"precise": 3, "irrelevant": 0, "insufficient": 1, "nonexistent": 0},
    }
    assert report["results"][2]["citing"] == [{"grade": "partial", "citations": {"1": "insufficient"}}]
    assert "| citation recall | 3 | 4 | 0.30 to 0.95 |" in told["report.md"]
    assert "3 full, 1 partial, 0 none" in told["report.html"]
    assert "partial support by its quotes’ wording" in told["report.html"]


def at_its_baseline(folder: Path, world: Any, *, is_baseline: bool) -> dict[str, str]:
    """The report of a run with none of two cases right whose floors it set itself."""
    given = {"kind": "number", "articles": ("trams",), "status": ("answered",)}
    cases = [Case(id=name, question=name, facts=(("99",),), **given) for name in ("one", "two")]  # type: ignore[arg-type]
    done = run(lambda _: world.answer((FIRST, FIRST)), cases, world.sources)
    floors = DEFAULT.update(done).retested(TEST)
    write(folder, done, judge(done, floors, TEST), floors, TEST, is_baseline=is_baseline)
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}


def test_a_run_that_only_is_its_own_baseline_does_not_look_good(tmp_path: Path, world: Any):
    told = at_its_baseline(tmp_path, world, is_baseline=True)
    short = "0.0% of the cases are right, 90.0 points short of the 90% that are wanted."
    assert json.loads(told["report.json"])["passed"]
    assert told["report.md"].startswith("# ➖ Evals passed (this run is the baseline): 0 of 2 cases right")
    assert plain(short) in told["report.md"]
    assert "<title>Evals passed (this run is the baseline): 0 of 2 right</title>" in told["report.html"]
    assert "Passed (this run is the baseline)</span>" in told["report.html"]
    assert short in told["report.html"]
    assert '<header class="short">' in told["report.html"]


def test_what_is_under_the_wanted_share_is_told_after_its_baseline_too(tmp_path: Path, world: Any):
    told = at_its_baseline(tmp_path, world, is_baseline=False)
    assert told["report.md"].startswith("# ➖ Evals passed: 0 of 2")
    assert "90.0 points short" in told["report.html"]


def test_the_line_of_the_detectors_says_how_many_classes_are_short_of_what_is_wanted(tmp_path: Path, world: Any):
    told = at_its_baseline(tmp_path, world, is_baseline=True)
    assert "- ✅ detectors; 1 class is still short of what is wanted\n" in told["report.md"]
    line = "or all that is wanted; 1 class is still short of what is wanted."
    assert line in told["report.html"]


def test_junit_has_a_test_case_per_step_and_case(tmp_path: Path, world: Any):
    suite = ElementTree.fromstring(written(tmp_path, world)["junit.xml"])  # noqa: S314  (written a moment ago)
    counts = [suite.attrib[name] for name in ("tests", "failures", "errors", "skipped")]
    assert counts == ["7", "4", "0", "1"]
    named = {case.attrib["name"]: case for case in suite}
    assert list(named)[:3] == ["zero tolerance", "detectors", "regression"]
    assert named["right"].find("failure") is None
    failure, skipped = named["wrong"].find("failure"), named["known"].find("skipped")
    assert failure is not None and "missing: 99" in failure.attrib["message"]
    assert skipped is not None and skipped.attrib["message"].startswith("wrong at the baseline, too")
    properties = {one.attrib["name"]: one.attrib["value"] for one in named["right"].iter("property")}
    assert (properties["kind"], properties["status"], len(properties["digest"])) == ("number", "answered", 16)


def test_the_markdown_leads_with_the_verdict_and_links_to_each_wrong_case(tmp_path: Path, world: Any):
    text = written(tmp_path, world)["report.md"]
    assert text.startswith("# ❌ Evals failed: 1 of 4 cases right")
    assert "- facts: missing: 99" in text
    assert "2 newly wrong: [wrong](report.html#case-wrong), [false](report.html#case-false)" in text
    assert ATTACK not in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a|b", r"a\|b"),
        ("<img src=x>", r"\<img src=x\>"),
        ("@someone see #12", "@\u2060someone see \\#\u206012"),
        ("two\nlines", "two lines"),
        ("[x](javascript:y)", r"\[x\]\(javascript:y\)"),
    ],
)
def test_text_in_markdown_is_only_text(text: str, told: str):
    assert plain(text) == told


def test_an_answer_cannot_leave_its_fence_and_a_comment_is_never_too_long(tmp_path: Path, world: Any):
    long = world.answer((FIRST, FIRST)).model_copy(update={"text": "````\n# Passed\n" + "word " * 2_000})
    cases = tuple(
        Case(id=f"c{n}", kind="number", question="?", facts=(("99",),), articles=("trams",), status=("answered",))  # type: ignore[arg-type]
        for n in range(40)
    )
    done, floors = run(lambda _: long, cases, world.sources), Floors(cases="", right=0)
    write(tmp_path, done, judge(done, floors), floors)
    text = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "`````text\n````" in text
    assert len(text) <= MOST
    assert re.search(r"\d+ more stand in \[the report\]", text)


def test_every_case_has_a_fragment_of_its_own():
    found = anchors(["number-08", "a b", "a-b", "a/b", "é"])
    assert found["number-08"] == "case-number-08"
    assert len(set(found.values())) == 5
    assert all(re.fullmatch(r"[\w.-]+", name) for name in found.values())


def test_the_page_escapes_what_it_shows_and_names_no_address(tmp_path: Path, world: Any):
    page = written(tmp_path, world)["report.html"]
    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)" in page
    assert "://" not in page
    assert "default-src 'none'" in page
