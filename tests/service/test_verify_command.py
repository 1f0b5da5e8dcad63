"""`onrecord verify` as a process of its own."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

ENOUGH = 120
ARTICLE = (
    "---\ntitle: Bridge\n---\n\nAnna Berg opened the old harbour bridge on Tuesday. The bridge cost 20 million euros.\n"
)


# What decides whether and how a terminal is coloured is set by each test.
SET_BY_TESTS = ("ONRECORD_", "OPENAI_", "TERM", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS")
FALSE = "The bridge cost 20 million euros. The bridge cost 30 million euros.\n\nPenguins govern the [red]sea[/red]."


def environment(**given: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(SET_BY_TESTS)} | given


def onrecord(*arguments: object, text: str | None = None, **given: str) -> subprocess.CompletedProcess[str]:
    kept = environment(**given)
    command = [sys.executable, "-m", "service", *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, timeout=ENOUGH, env=kept)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify")
    (folder / "bridge.md").write_text(ARTICLE)
    assert onrecord("index", folder / "bridge.md", "--data-dir", folder / "data").returncode == 0
    return folder / "data"


def test_a_sound_draft_passes_and_a_false_one_fails_with_the_reason(data_dir: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# Bridge\n\nThe bridge cost 20 million euros.\n")
    assert onrecord("verify", draft, "--data-dir", data_dir).returncode == 0
    told = onrecord("verify", "-", "--data-dir", data_dir, text="The bridge cost 30 million euros.")
    assert told.returncode == 1
    assert "CONTRADICTED" in told.stdout and "The claim says 30 million" in told.stdout


def test_json_says_where_each_claim_stands(data_dir: Path) -> None:
    text = "Well, who paid? The bridge cost 20 million euros."
    told = onrecord("verify", "-", "--json", "--data-dir", data_dir, text=text)
    (claim,) = json.loads(told.stdout)["claims"]
    assert text[claim["start"] : claim["end"]] == "The bridge cost 20 million euros."
    assert claim["evidence"][0]["quote"] == "The bridge cost 20 million euros."


def test_what_cannot_be_read_is_one_sentence(data_dir: Path, tmp_path: Path) -> None:
    binary = tmp_path / "draft.txt"
    binary.write_bytes(bytes(range(256)) * 20)
    word = tmp_path / "draft.docx"
    word.write_bytes(b"no document")
    for draft in (tmp_path / "nowhere.md", binary, word):
        told = onrecord("verify", draft, "--data-dir", data_dir)
        assert told.returncode == 2
        assert len(told.stderr.strip().splitlines()) == 1 and "Traceback" not in told.stderr


def on_a_terminal(*arguments: object, **given: str) -> str:
    """What the command writes to a terminal of 80 columns."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "service", *map(str, arguments)]
    with subprocess.Popen(command, stdout=its, stderr=its, stdin=its, env=environment(COLUMNS="80", **given)) as run:
        os.close(its)
        shown = b""
        try:
            while read := os.read(ours, 65536):
                shown += read
        except OSError:
            pass  # how a terminal says on Linux that its program has ended
    os.close(ours)
    assert run.returncode == 1
    return shown.decode()


@pytest.fixture
def false_draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(FALSE)
    return path


def test_on_a_terminal_verdicts_are_coloured_and_the_words_at_fault_marked(data_dir: Path, false_draft: Path) -> None:
    shown = on_a_terminal("verify", false_draft, "--data-dir", data_dir, TERM="xterm-256color")
    assert "\x1b[1;32m✓ SUPPORTED\x1b[0m" in shown and "\x1b[1;31m✗ CONTRADICTED\x1b[0m" in shown
    assert re.search(r"\x1b\[1;4;31m30[^\x1b]*\x1b", shown)
    assert "[red]" in shown  # markup of the draft is text
    assert "“The bridge cost 20 million euros.”" in shown and "Bridge, undated" in shown
    assert "3 claims: 1 supported, 1 contradicted, 1 unsupported." in shown.splitlines()[-1]


def test_no_colour_is_shown_where_none_is_wanted(data_dir: Path, false_draft: Path) -> None:
    verify = ("verify", false_draft, "--data-dir", data_dir)
    assert not re.search(r"\x1b\[[\d;]*3[0-7]", on_a_terminal(*verify, TERM="xterm", NO_COLOR="1"))
    assert "\x1b" not in on_a_terminal(*verify, TERM="dumb")
    assert "\x1b" not in onrecord(*verify, FORCE_COLOR="1", TERM="xterm").stdout


def test_sarif_and_junit_are_printed_alone_and_only_one_form_at_a_time(data_dir: Path, false_draft: Path) -> None:
    sarif = onrecord("verify", false_draft, "--sarif", "--data-dir", data_dir)
    assert sarif.returncode == 1
    assert [one["ruleId"] for one in json.loads(sarif.stdout)["runs"][0]["results"]] == ["contradicted", "unsupported"]
    junit = onrecord("verify", false_draft, "--junit", "--data-dir", data_dir)
    assert etree.fromstring(junit.stdout.encode()).get("failures") == "2"
    both = onrecord("verify", false_draft, "--junit", "--json", "--data-dir", data_dir)
    assert (both.returncode, both.stdout) == (2, "")
    assert both.stderr == "Give only one of --json, --sarif and --junit.\n"
