"""`onrecord verify` as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ENOUGH = 120
ARTICLE = (
    "---\ntitle: Bridge\n---\n\nAnna Berg opened the old harbour bridge on Tuesday. The bridge cost 20 million euros.\n"
)


def onrecord(*arguments: object, text: str | None = None) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD_", "OPENAI_"))}
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
    for draft in (tmp_path / "nowhere.md", binary):
        told = onrecord("verify", draft, "--data-dir", data_dir)
        assert told.returncode == 2
        assert len(told.stderr.strip().splitlines()) == 1 and "Traceback" not in told.stderr
