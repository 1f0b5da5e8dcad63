"""The command `onrecord` in processes of its own, as people run it."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

ONRECORD = [sys.executable, "-m", "service"]
ENOUGH = 120
Started = Callable[..., "Running"]


def environment(**given: str) -> dict[str, str]:
    ours = ("ONRECORD_", "OPENAI_", "OTEL_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "ONRECORD_DRAFTING": "extractive", **given}


def _onrecord(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [*ONRECORD, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=ENOUGH, env=environment())


@pytest.fixture(scope="session")
def onrecord() -> Callable[..., subprocess.CompletedProcess[str]]:
    return _onrecord


class Running:
    """A service in a process of its own, and the lines that it prints."""

    def __init__(self, *arguments: object, **given: str) -> None:
        command = [*ONRECORD, "serve", "--port", "0", *map(str, arguments)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(**given)
        )
        self._lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line)

    def until(self, words: str) -> str:
        """The first line from now on that holds the words."""
        while words not in (line := self._lines.get(timeout=ENOUGH)):
            pass
        return line.strip()

    @property
    def address(self) -> str:
        """Where it answers, once it does."""
        return self.until("On Record answers at").split()[-1]

    def end(self, number: int) -> tuple[int, str]:
        """The exit code after a signal, and all of standard error."""
        self.process.send_signal(number)
        code = self.process.wait(ENOUGH)
        assert self.process.stderr
        return code, self.process.stderr.read()


@pytest.fixture
def started() -> Iterator[Started]:
    """Starts services, and ends them if a test does not get to it."""
    running: list[Running] = []

    def start(*arguments: object, **given: str) -> Running:
        running.append(Running(*arguments, **given))
        return running[-1]

    yield start
    for each in running:
        each.process.kill()
        each.process.wait()
        assert each.process.stdout and each.process.stderr
        each.process.stdout.close()
        each.process.stderr.close()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.md").write_text("---\ntitle: The bridge\n---\nThe bridge cost 41 million dollars.\n", "utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"
