"""The door of `onrecord`: what is refused there is one plain sentence."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.__main__ import app


def refusal(*arguments: str) -> str:
    result = CliRunner().invoke(app, [*arguments], catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1 and result.stderr.rstrip().endswith(".")
    return result.stderr


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("arguments", [("status",), ("index", "x"), ("remove", "x"), ("rebuild",), ("ask", "x")])
def test_a_bad_setting_stops_every_command(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_PORT", "abc")
    told = refusal(*arguments, "--data-dir", str(tmp_path))
    assert told == "The setting ONRECORD_PORT cannot be 'abc': give a whole number.\n"


def test_an_endpoint_without_http_is_refused_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "localhost:11434")
    assert "OPENAI_BASE_URL cannot be 'localhost:11434'" in refusal("status", "--data-dir", str(tmp_path))


@pytest.mark.parametrize("option", ["--after", "--before"])
@pytest.mark.parametrize("day", ["banana", "2026-02-30", "31.01.2026"])
def test_a_day_that_is_none_is_told_in_a_sentence(option: str, day: str, tmp_path: Path) -> None:
    told = refusal("ask", "Why?", option, day, "--data-dir", str(tmp_path))
    assert told == f"{option} cannot be '{day}': give a day as in 2026-01-31.\n"


def test_asking_a_data_folder_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert "is a file, not a folder" in refusal("ask", "Why?", "--data-dir", str(tmp_path / "data"))
