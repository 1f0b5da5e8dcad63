"""Statements one after the other: the text of an answer, with what introduces them and their citation markers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce

from indexing.articles import Fields
from indexing.search import Hit
from service.answers import Answer, Statement, Verdict
from service.composing.parts import Checked, Contest
from service.quotes import Quote

THEY_DIFFER = "The articles give more than one answer."
_CLOSED = re.compile(r"[.!?…][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A statement and the words before it that say where it comes from; these are ours and carry no claim."""

    lead: str
    statement: Checked


def contested_lines(contests: Sequence[Contest], hits: Sequence[Hit]) -> Iterable[Line]:
    """The sides of each contest, each introduced by its article, its publisher and its date."""
    for contest in contests:
        articles = [hits[side.quotes[0].hit] for side in contest.sides]
        dates = [article.fields.published for article in articles]
        earliest = min((day for day in dates if day), default=None) if None not in dates else None
        for index, (side, article) in enumerate(zip(contest.sides, articles, strict=True)):
            later = earliest is not None and dates[index] != earliest
            source = _source(article.fields, later=later)
            if index and article.passage.article_id == articles[index - 1].passage.article_id:
                source = "The same article"
            yield Line(f"{'' if index else f'{THEY_DIFFER} '}{source}: ", side)


def led(lead: str, statements: Sequence[Checked], hits: Sequence[Hit]) -> Iterator[Line]:
    """The statements, the first behind the words that lead to it, and what only opinion pieces say behind these."""
    for place, statement in enumerate(statements):
        leads = ("" if place else lead, _opinion([hits[quote.hit].fields for quote in statement.quotes]))
        yield Line("".join(f"{one} " for one in leads if one), statement)


def _opinion(quoted: Sequence[Fields]) -> str:
    """Says so where all that is quoted is opinion."""
    if not quoted or not all(fields.is_opinion for fields in quoted):
        return ""
    authors = " and ".join(dict.fromkeys(name for fields in quoted for name in fields.authors))
    return f"In an opinion piece by {authors}:" if authors else "In an opinion piece:"


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of the answer, its statements at their places, and where each citation's first marker stands."""

    text: str = ""
    statements: tuple[Statement, ...] = ()
    markers: dict[int, int] = field(default_factory=dict[int, int])


def laid_out(lines: Iterable[Line], numbers: Mapping[Quote, int]) -> Layout:
    """The lines as one text."""
    return reduce(lambda layout, line: _with_line(layout, line, numbers), lines, Layout())


def markers(answer: Answer) -> Iterator[tuple[int, int, int]]:
    """The number, start and end of each citation marker in the text of an answer; a number may stand several times."""
    for statement in answer.statements:
        end = statement.end + 1  # the space before the first
        for number in statement.citations:
            start, end = end, end + len(marker(number))
            yield number, start, end


def _source(fields: Fields, *, later: bool) -> str:
    title = f"“{fields.title}”" if fields.title else "An article without a title"
    said = [fields.publisher, long_date(fields.published) if fields.published else "no date given"]
    said += ["opinion" if fields.is_opinion else None, "later" if later else None]
    return f"{title} ({', '.join(part for part in said if part)})"


def _with_line(layout: Layout, line: Line, numbers: Mapping[Quote, int]) -> Layout:
    statement = line.statement
    cited = tuple(numbers[quote] for quote in statement.quotes)
    before = f"{layout.text} {line.lead}" if layout.text else line.lead
    end = len(before) + len(statement.text)
    text = f"{before}{statement.text} "
    markers = dict(layout.markers)
    for number in cited:
        markers.setdefault(number, len(text))
        text += marker(number)
    placed = Statement(
        text=statement.text,
        start=len(before),
        end=end,
        verdict=statement.verdict,
        score=round(statement.score, 4),
        reasons=statement.reasons,
        citations=cited,
    )
    return Layout(f"{text}{_ending(statement)}".rstrip(), (*layout.statements, placed), markers)


def _ending(statement: Checked) -> str:
    """Says so where a statement is not supported, for readers who see the text only; closes what has no full stop."""
    verdict = "" if statement.verdict is Verdict.SUPPORTED else f"[{statement.verdict}]"
    return verdict if _CLOSED.search(statement.text) else f"{verdict}."


def marker(number: int) -> str:
    """How a citation stands in the text of an answer."""
    return f"[{number}]"


def long_date(day: date) -> str:
    """A date as readers write it: 3 March 2025."""
    return f"{day.day} {day:%B %Y}"
