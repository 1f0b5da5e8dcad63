"""`pytest evals`: the cases as tests, asked of articles of one's own."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from evals.cases import cases_digest, read_cases
from evals.floors import Floors

ROOT = Path(__file__).parents[2]
ARTICLE = "The Norhaven council approved 12 new tram stops on 3 May 2024. Work on the first stop begins in 2025."
STOPS = {
    "id": "stops-01",
    "kind": "number",
    "question": "How many new tram stops did the Norhaven council approve?",
    "articles": ["trams"],
    "facts": [["12"]],
    "status": ["answered"],
}
CASES = [
    STOPS,
    {**STOPS, "id": "stops-02", "facts": [["99"]]},
    {**STOPS, "id": "stops-03", "facts": [["98"]]},
    {**STOPS, "id": "stops-04", "forbidden": ["tram stops"], "kind": "trap"},
    {
        "id": "mercury",
        "kind": "off_topic",
        "question": "What is the boiling point of mercury?",
        "status": ["not_in_articles"],
    },
]


def rows(path: Path, *written: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in written), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The options for articles, cases and a baseline at which stops-02 was wrong."""
    folder = tmp_path_factory.mktemp("own")
    cases = rows(folder / "cases.jsonl", *CASES)
    articles = rows(folder / "articles.jsonl", {"doc_id": "trams", "title": "Trams", "text": ARTICLE})
    then = {case["id"]: case["id"] != "stops-02" for case in CASES}
    Floors(cases=cases_digest(read_cases(cases)), right=0.5, baseline=then).write(folder / "floors.json")
    return ["--cases", str(cases), "--articles", str(articles), "--floors", str(folder / "floors.json")]


def evals(*arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "OPENAI_"))}
    command = [sys.executable, "-m", "pytest", "evals", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=False, timeout=300)


def test_each_case_is_a_test_and_what_was_wrong_at_the_baseline_is_excused(own: list[str], tmp_path: Path):
    done = evals(*own, f"--junitxml={tmp_path / 'junit.xml'}")
    assert done.returncode == 1, done.stderr
    assert "2 failed, 2 passed, 1 xfailed" in done.stdout
    assert "stops-03 (number) is wrong." in done.stdout
    assert f"Question: {STOPS['question']}" in done.stdout
    assert "facts: missing: 98" in done.stdout
    assert "»tram stops«" in done.stdout
    assert "Traceback" not in done.stdout
    suite = ElementTree.parse(tmp_path / "junit.xml")  # noqa: S314  (written a moment ago)
    told = {
        case.attrib["name"]: {one.attrib["name"]: one.attrib["value"] for one in case.iter("property")}
        for case in suite.iter("testcase")
    }
    assert set(told) == {f"test_case[{case['id']}]" for case in CASES}
    refused = told["test_case[mercury]"]
    assert (refused["kind"], refused["status"], len(refused["digest"])) == ("off_topic", "not_in_articles", 16)


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [(["-k", "stops-03"], ["stops-03"]), (["-m", "kind_off_topic"], ["mercury"]), (["-m", "kind_trap"], ["stops-04"])],
)
def test_cases_are_chosen_by_id_and_by_kind(own: list[str], chosen: list[str], ids: list[str]):
    done = evals(*own, "--collect-only", "--strict-markers", *chosen)
    assert done.returncode == 0, done.stdout
    assert [line.split("[")[1].rstrip("]") for line in done.stdout.splitlines() if "::" in line] == ids


def test_a_baseline_of_other_cases_excuses_nothing(own: list[str], tmp_path: Path):
    Floors(cases="other", right=0.5, baseline={"stops-02": False}).write(tmp_path / "floors.json")
    done = evals(*own, "--floors", str(tmp_path / "floors.json"), "-k", "stops-02")
    assert "1 failed" in done.stdout


def test_cases_that_cannot_be_read_are_one_sentence():
    done = evals("--cases", "no/such/folder")
    assert (done.returncode, done.stderr.strip()) == (4, "ERROR: no/such/folder is not there; check the path.")


@pytest.mark.skipif(find_spec("xdist") is None, reason="pytest-xdist is not installed")
def test_workers_share_what_one_of_them_indexed(own: list[str]):
    done = evals(*own, "-n", "2")
    assert "2 failed, 2 passed, 1 xfailed" in done.stdout, done.stdout + done.stderr


def test_nothing_of_it_runs_with_the_tests_of_the_project():
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'testpaths = ["tests"]' in settings
