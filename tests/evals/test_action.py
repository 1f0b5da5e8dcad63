"""The composite action that runs the evals in another repository: its scripts, as a runner would run them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "evals" / "action.yml"
CASE = {
    "id": "stops",
    "kind": "number",
    "question": "How many new tram stops did the Norhaven council approve?",
    "articles": ["trams"],
    "facts": [["12"]],
    "status": ["answered"],
}


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A repository with an article, a case, and floors that were set on them."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "trams.md").write_text(
        "---\nid: trams\ntitle: Trams\n---\nThe Norhaven council approved 12 new tram stops on 3 May 2024.\n", "utf-8"
    )
    (tmp_path / "cases.jsonl").write_text(json.dumps(CASE) + "\n", "utf-8")
    set_floors = "python -m evals run --cases cases.jsonl --articles articles --floors floors.json --update-baseline"
    assert ran(set_floors, tmp_path).returncode == 0
    return tmp_path


def ran(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    given = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        ["bash", "-e", "-c", script], cwd=folder, env=given, capture_output=True, text=True, timeout=300
    )


def step(name: str) -> dict[str, Any]:
    steps = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"]
    return next(one for one in steps if one.get("name") == name)


INPUTS = {"CASES": "cases.jsonl", "FLOORS": "floors.json", "ARTICLES": "articles", "SERVICE": "", "REPORT": "out"}


def test_what_passes_is_shown_in_the_summary(theirs: Path) -> None:
    done = ran(step("Evaluate")["run"], theirs, **INPUTS)
    assert done.returncode == 0, done.stdout + done.stderr
    ran(step("Show")["run"], theirs, REPORT="out", GITHUB_STEP_SUMMARY=str(theirs / "summary.md"))
    assert "1 of 1" in (theirs / "summary.md").read_text(encoding="utf-8")


def test_what_fails_fails_the_job(theirs: Path) -> None:
    (theirs / "cases.jsonl").write_text(json.dumps({**CASE, "facts": [["13"]]}) + "\n", "utf-8")
    assert ran(step("Evaluate")["run"], theirs, **INPUTS).returncode == 1


def test_a_service_is_asked_without_articles_of_the_job(theirs: Path) -> None:
    script = step("Evaluate")["run"]
    alone = ran(script, theirs, **{**INPUTS, "ARTICLES": "", "SERVICE": "http://127.0.0.1:9"})
    assert alone.returncode == 2
    assert "The service at http://127.0.0.1:9 does not reply" in alone.stderr
    both = ran(script, theirs, **{**INPUTS, "SERVICE": "http://127.0.0.1:9"})
    assert both.returncode == 2
    assert "leave --articles out" in both.stderr


def test_each_input_reaches_a_script() -> None:
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    scripts = json.dumps(action["runs"]["steps"])
    assert [name for name in action["inputs"] if f"inputs.{name} " not in scripts] == []
