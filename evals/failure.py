"""A case that fails as a test: what was asked and answered, which rule it broke, and where, in plain words."""

from collections.abc import Iterator

import pytest

from evals.run import Result

OPENS, CLOSES = "»", "«"


class Wrong(pytest.fail.Exception):
    """The answer is not what the case asks for. Excused where it was wrong at the baseline, too."""


class MadeUp(pytest.fail.Exception):
    """The answer says or cites what the articles do not hold, or was not scored. Never excused."""


def failure(result: Result) -> str:
    """The question, the answer with its faults between » and «, each rule that it broke, and the quotes it cites."""
    return "\n".join(_lines(result))


def _lines(result: Result) -> Iterator[str]:
    yield f"{result.case.id} ({result.case.kind}) is wrong."
    yield from (f"Before: {question}" for question in result.case.before)
    yield f"Question: {result.case.question}"
    if result.answer:
        yield f"Answer ({result.answer.status}): {_pointed(result)}"
    yield from (f"  {fault}" for fault in result.faults)
    for place in result.places:
        text = result.answer.text[place.start : place.end] if result.answer else ""
        yield f"  at {place.start}:{place.end} “{text}”: {place.scorer}, {place.fault}"
    for one in result.answer.citations if result.answer else ():
        yield f"  [{one.number}] {one.article_id} {one.start}:{one.end} “{one.quote}”"


def _pointed(result: Result) -> str:
    """The answer with each stretch at fault between two signs; of stretches that overlap, the first and longest."""
    text = result.answer.text if result.answer else ""
    told, end = "", 0
    for place in result.places:
        if place.start >= end:
            told += f"{text[end : place.start]}{OPENS}{text[place.start : place.end]}{CLOSES}"
            end = place.end
    return told + text[end:]
