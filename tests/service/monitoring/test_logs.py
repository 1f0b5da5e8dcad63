"""Log lines as they stand on standard error."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.monitoring.logs import LogForm, start_logging

LOG = logging.getLogger("service.test")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root, ours = logging.getLogger(), logging.getLogger("service")
    handlers, levels = root.handlers[:], (root.level, ours.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def fail() -> None:
    try:
        raise KeyError("Who asked this?")
    except KeyError as error:
        raise ValueError("Who asked this, in full?") from error


def logged(form: LogForm, capsys: pytest.CaptureFixture[str], *, shows_questions: bool) -> str:
    start_logging(form, shows_questions=shows_questions)
    try:
        fail()
    except ValueError:
        LOG.exception("It failed", extra={"fields": {"status": 500}})
    return capsys.readouterr().err


@pytest.mark.parametrize("form", LogForm)
def test_a_traceback_names_its_place_and_not_what_was_asked(form: LogForm, capsys: pytest.CaptureFixture[str]) -> None:
    said = logged(form, capsys, shows_questions=False)
    assert "KeyError" in said and "ValueError" in said and Path(__file__).name in said
    # The lines of the source stand in it, and hold the words of this test.
    assert said.count("Who asked this") == 2
    assert "status=500" in said or '"status": 500' in said


@pytest.mark.parametrize("form", LogForm)
def test_where_questions_are_allowed_it_holds_all(form: LogForm, capsys: pytest.CaptureFixture[str]) -> None:
    assert logged(form, capsys, shows_questions=True).count("Who asked this") == 4


def test_json_lines_are_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(LogForm.JSON)
    LOG.info("first\nline", extra={"fields": {"ms": 1.5}})
    logging.getLogger("some.library").warning("second")
    logging.getLogger("some.library").info("of no account")
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert (first["level"], first["message"], first["ms"]) == ("info", "first\nline", 1.5)
    assert (second["level"], second["message"]) == ("warning", "second")
    assert first["time"].endswith("Z")
