"""`python -m evals run` with a judge: recorded, replayed, and what stands in its way."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import evals.__main__ as commands
from evals.judge.library import EvaluationDataset

ROOT = Path(__file__).parents[3]
TRAMS = "The Norhaven council approved 12 new tram stops on 3 May 2024. Work on the first stop begins in 2025."
CASES = [
    {
        "id": "stops",
        "kind": "number",
        "question": "How many new tram stops did the Norhaven council approve?",
        "articles": ["trams"],
        "facts": [["12"]],
        "status": ["answered"],
    },
    {
        "id": "off",
        "kind": "off_topic",
        "question": "What is the boiling point of mercury?",
        "status": ["not_in_articles"],
    },
]
Evals = Callable[..., int]


def write_rows(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path) -> Evals:
    """Runs the command on one article and two cases in this process, and gives its exit code."""
    articles = write_rows(tmp_path / "articles.jsonl", [{"doc_id": "trams", "title": "Trams", "text": TRAMS}])
    cases = write_rows(tmp_path / "cases.jsonl", CASES)
    floors = tmp_path / "floors.json"
    given = ["run", "--cases", cases, "--articles", articles, "--floors", floors, "--data-dir", tmp_path / "data"]
    given += ["--self-test", "0"]

    def ran(*further: object) -> int:
        ended: list[int] = []
        arguments = [str(one) for one in (*given, *further)]
        try:
            commands.main(lambda: ended.append(commands.app(arguments, standalone_mode=False) or 0))
        except SystemExit as stopped:
            return int(stopped.code or 0)
        return ended[0]

    return ran


def report(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def test_a_judge_is_advice_and_its_replay_decides_the_same_on_every_run(judge: Any, run: Evals, tmp_path: Path):
    kept = tmp_path / "replies.jsonl"
    asked = ["--judge", judge.url, "--judge-model", "m"]
    assert run(*asked, "--record", kept, "--report", tmp_path / "asked", "--update-baseline") == 0
    assert run("--replay", kept, "--report", tmp_path / "a", "--update-baseline") == 0
    assert run("--replay", kept, "--report", tmp_path / "b") == 0
    first, second = report(tmp_path / "asked"), report(tmp_path / "a")
    assert (first["mode"], second["mode"]) == ("judge", "replay")
    assert first["judge"] == second["judge"]
    for name in ("report.json", "report.md", "junit.xml"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert second["judge"]["figures"]["faithfulness"]["mean"] == 1
    assert second["judge"]["figures"]["faithfulness"]["of"] == 1
    assert json.loads((tmp_path / "floors.json").read_text(encoding="utf-8"))["judge"]["faithfulness"] == 1
    for name in ("report.md", "report.html"):
        assert "faithfulness" in (tmp_path / "a" / name).read_text(encoding="utf-8")


def test_scores_that_failed_fail_the_replay_and_not_the_advice(
    judge: Any, run: Evals, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    right = judge.says
    judge.says = lambda prompt: (200, "prose") if "classifications" in prompt else right(prompt)
    kept = tmp_path / "replies.jsonl"
    asked = ["--judge", judge.url, "--judge-model", "m", "--record", kept, "--report", tmp_path / "asked"]
    assert run(*asked, "--update-baseline") == 0
    capsys.readouterr()
    assert run("--replay", kept, "--report", tmp_path / "replayed") == 1
    assert "judge: 3 of 15 scores failed: stops" in capsys.readouterr().out
    told = report(tmp_path / "replayed")["judge"]
    assert told["failed"] == [
        {"metric": "context_recall", "case": "stops", "reasons": 3 * ["the judge's reply is not a chat completion"]}
    ]
    assert told["figures"]["context_recall"] == {
        "mean": None,
        "interval": None,
        "scored": 0,
        "of": 1,
        "disagree": 0,
    }


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ((200, "I would say this is fine."), "the judge's reply is not a chat completion"),
        ((429, '{"error": {"message": "slow down"}}'), "the judge replied with the error 429, too many requests"),
    ],
)
def test_a_judge_that_gives_no_score_has_not_judged_and_the_report_is_written(
    judge: Any, run: Evals, tmp_path: Path, capsys: pytest.CaptureFixture[str], reply: tuple[int, str], why: str
):
    judge.replies(reply)
    asked = ["--judge", judge.url, "--judge-model", "m", "--report", tmp_path / "r"]
    assert run(*asked, "--update-baseline") == 2
    said = capsys.readouterr()
    assert f"The judge m gave no score in 15 tries, mostly for this reason: {why}." in said.err.splitlines()[-1]
    assert "faithfulness               no score by m, 0 of 1 scored" in said.out
    assert report(tmp_path / "r")["judge"]["figures"]["faithfulness"]["mean"] is None
    for name in ("report.md", "report.html"):
        told = (tmp_path / "r" / name).read_text(encoding="utf-8")
        assert "gave no score in 15 tries" in told
        assert "0.00 to 0.00" not in told


def test_what_cannot_be_replayed_is_one_sentence_and_exits_two(
    judge: Any, run: Evals, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    kept = tmp_path / "replies.jsonl"
    run("--judge", judge.url, "--judge-model", "m", "--record", kept, "--report", tmp_path / "r", "--update-baseline")
    write_rows(kept, [row for row in map(json.loads, kept.read_text("utf-8").splitlines()) if row["repeat"] < 3])
    sentences = []
    for further in (["--replay", kept], ["--replay", kept, "--judge-model", "n"], ["--judge", judge.url]):
        capsys.readouterr()
        assert run(*further, "--report", tmp_path / "r") == 2
        sentences.append(
            [line for line in capsys.readouterr().err.splitlines() if not line.startswith(("Index", "Ask", "Judg"))]
        )
    assert [len(lines) for lines in sentences] == [1, 1, 1]
    assert "holds no reply to what faithfulness asks about the case stops" in sentences[0][0]
    assert "was recorded with m, not with n" in sentences[1][0]


def test_the_samples_of_a_run_are_written_for_ragas(run: Evals, tmp_path: Path):
    assert run("--samples", tmp_path / "s.jsonl", "--report", tmp_path / "r", "--update-baseline") == 0
    answered, refused = EvaluationDataset.from_jsonl(tmp_path / "s.jsonl").samples
    assert "12 new tram stops" in answered.to_dict()["response"]
    assert answered.to_dict()["reference_context_ids"] == ["trams"]
    assert refused.to_dict()["user_input"] == CASES[1]["question"]
    told = report(tmp_path / "r")
    assert (told["mode"], told["judge"]) == ("offline", None)
    assert told["retrieval"]["id_based_context_recall"] == {"n": 1, "mean": 1}


def test_ragas_does_not_report_its_use_and_leaves_no_id_behind(tmp_path: Path):
    code = (
        "import os\nos.environ['RAGAS_DO_NOT_TRACK'] = 'false'\n"
        "import requests\n"
        "def posted(*_, **__):\n    raise SystemExit('ragas reported its use')\n"
        "requests.post = posted\n"
        "from evals.judge import metrics\n"
        "from evals.judge.library import llm_factory\n"
        "from openai import AsyncOpenAI\n"
        "llm_factory('m', client=AsyncOpenAI(api_key='none'))\n"
        "from ragas._analytics import do_not_track\n"
        "assert do_not_track()\n"
    )
    environment = {"PATH": "", "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.rglob("uuid.json"))
