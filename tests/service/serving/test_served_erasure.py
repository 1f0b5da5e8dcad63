"""`onrecord erase` while a service holds the data folder."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

WITNESS = "The witness of the harbour fire, Ana Ruiz of Mill Street, saw two men with a red can."


def test_the_service_erases_what_it_keeps_and_goes_on(
    started: Callable[..., Any], write: Callable[..., Path], tmp_path: Path
) -> None:
    write("beside", "The harbour fire in Aldersea was put out by forty firefighters.", id="beside")
    folder = write("witness", WITNESS, id="witness").parent
    address = started("--data-dir", tmp_path / "data", "--index-if-empty", folder).address
    asked = {"question": "Who saw the two men at the harbour fire?"}
    answer = httpx.post(f"{address}/v1/answers", json=asked, timeout=60).json()
    assert WITNESS in answer["text"]
    command = [sys.executable, "-m", "service", "erase", "witness", "--json", "--data-dir", str(tmp_path / "data")]
    receipt = json.loads(subprocess.run(command, capture_output=True, text=True, timeout=120).stdout)
    assert (receipt["removed"], receipt["traces"], receipt["answers"]) == (["witness"], [], [answer["id"]])
    kept = httpx.get(f"{address}/v1/answers/{answer['id']}").json()
    assert "erased" in kept["text"] and kept["citations"] == []
    again = httpx.post(f"{address}/v1/answers", json=asked, timeout=60).json()
    assert "Ana Ruiz" not in again["text"]
    for path in (path for path in (tmp_path / "data").rglob("*") if path.is_file()):
        assert b"Ana Ruiz of Mill Street" not in path.read_bytes(), path
