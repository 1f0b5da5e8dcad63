"""What a long run says of itself to standard error."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evals import progress

ROOT = Path(__file__).parents[2]


def said(machine: bool) -> list[str]:
    code = (
        "from evals import progress\n"
        f"progress.for_machines({machine})\n"
        "progress._SECONDS_BETWEEN_LINES = -1\n"
        "assert list(progress.track([7, 8], 'Asking')) == [7, 8]\n"
        "progress.tell('One “article”.')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_a_program_is_told_in_json_lines():
    assert [json.loads(line) for line in said(machine=True)] == [
        {"step": "Asking", "done": 0, "of": 2},
        {"step": "Asking", "done": 1, "of": 2},
        {"step": "Asking", "done": 2, "of": 2},
        {"note": "One “article”."},
    ]


def test_elsewhere_nothing_moves_and_sentences_stay_sentences():
    assert said(machine=False) == ["One “article”."]


def test_a_terminal_has_a_bar_even_beside_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(progress, "on_terminal", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    token = progress._MACHINE.set(True)
    try:
        assert list(progress.track([7, 8], "Asking")) == [7, 8]
        progress.tell("Done.")
    finally:
        progress._MACHINE.reset(token)
    told = capsys.readouterr().err
    assert "{" not in told
    assert "Asking" in told and told.endswith("Done.\n")
