import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from typer.testing import CliRunner

from indexing.__main__ import app
from indexing.ownership import claim
from indexing.settings import IndexingSettings

Start = Callable[..., "Watching"]


class Watching:
    """`onrecord index --watch` as a process, with its reports."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "indexing", "index", *arguments, "--watch", "--json"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def report(self) -> dict[str, Any]:
        return json.loads(self._line(self.process.stdout))

    def trouble(self) -> str:
        return self._line(self.process.stderr)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait()

    def _line(self, stream: IO[str] | None) -> str:
        assert stream
        return stream.readline()


@pytest.fixture
def start(settings: IndexingSettings) -> Iterator[Start]:
    begun: list[Watching] = []

    def started(*arguments: str) -> Watching:
        begun.append(Watching(*arguments, "--data-dir", str(settings.data_dir)))
        return begun[-1]

    yield started
    for one in begun:
        one.process.kill()
        one.process.communicate()


def test_a_watched_folder_is_indexed_with_each_change_until_stopped(start: Start, write: Any, tmp_path: Path) -> None:
    write("harbour", "The harbour opened in May. Ships came at once.", id="harbour")
    watching = start(str(tmp_path / "articles"), "--prune")
    assert watching.report()["added"] == ["harbour"]
    write("bakery", "Bread costs more since the mill burned down.", id="bakery")
    assert watching.report()["added"] == ["bakery"]
    write("bakery", "Bread costs less since the mill was mended.", id="bakery")
    assert watching.report()["changed"] == ["bakery"]
    (tmp_path / "articles" / "harbour.md").unlink()
    assert watching.report()["removed"] == ["harbour"]
    assert watching.stop() == 0


def test_an_index_within_the_watched_folder_does_not_set_it_off(
    start: Start, write: Any, tmp_path: Path, settings: IndexingSettings
) -> None:
    write("harbour", "The harbour opened in May. Ships came at once.", id="harbour")
    watching = start(str(tmp_path))
    assert watching.report()["added"] == ["harbour"] and settings.data_dir.is_relative_to(tmp_path)
    write("bakery", "Bread costs more since the mill burned down.", id="bakery")
    report = watching.report()
    assert (report["added"], report["unchanged"]) == (["bakery"], ["harbour"])


def test_while_another_command_holds_the_data_folder_the_watch_waits(
    start: Start, write: Any, tmp_path: Path, settings: IndexingSettings
) -> None:
    write("harbour", "The harbour opened in May. Ships came at once.", id="harbour")
    with claim(settings.data_dir, "rebuild"):
        watching = start(str(tmp_path / "articles"))
        assert "in use by `onrecord rebuild`" in watching.trouble()
    assert watching.report()["added"] == ["harbour"]


@pytest.mark.parametrize(
    ("path", "says"), [("nowhere", "that could be watched"), ("http://a.example/", "Only files and folders can be")]
)
def test_what_cannot_be_watched_is_told(settings: IndexingSettings, tmp_path: Path, path: str, says: str) -> None:
    given = path if "://" in path else str(tmp_path / path)
    result = CliRunner().invoke(app, ["index", given, "--watch", "--data-dir", str(settings.data_dir)])
    assert result.exit_code == 1 and says in result.stderr and result.stderr.count("\n") == 1
