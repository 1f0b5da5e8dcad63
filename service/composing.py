"""Checked statements -> the answer: its text, its numbered citations, its dates. Nothing unchecked is added."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from itertools import chain

from indexing.articles import Fields
from indexing.search import Hit
from service.answers import (
    Answer,
    Citation,
    Conflict,
    Nearest,
    Reason,
    Side,
    Statement,
    Status,
    Verdict,
    Withheld,
)
from service.quotes import Quote

NOT_IN_ARTICLES = "The articles do not say."
NO_DATES = "The articles carry no date."
THEY_DIFFER = "The articles give more than one answer."
_CLOSED = re.compile(r"[.!?…][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement that was grounded and verified, with what came of it."""

    text: str
    quotes: tuple[Quote, ...]
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Contest:
    """Checked statements that contradict each other, one a side, in order of their dates where these are known."""

    sides: tuple[Checked, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of an answer before it is composed: its id, its question, the corpus that it was asked of."""

    id: str
    question: str
    standalone_question: str
    corpus_revision: int


def refuse(
    asked: Asked,
    nearest: Sequence[Hit],
    model: str = "none",
    *,
    text: str = NOT_IN_ARTICLES,
    withheld: Sequence[Checked] = (),
) -> Answer:
    """The answer that no article supports: no statement, no citation, the nearest coverage offered instead."""
    return Answer(
        id=asked.id,
        question=asked.question,
        standalone_question=asked.standalone_question,
        status=Status.NOT_IN_ARTICLES,
        text=text,
        as_of="",
        newest_source=None,
        withheld=tuple(_withheld(checked) for checked in withheld),
        nearest=_nearest(nearest),
        corpus_revision=asked.corpus_revision,
        model=model,
    )


def compose(
    asked: Asked,
    hits: Sequence[Hit],
    statements: Sequence[Checked],
    model: str,
    *,
    contests: Sequence[Contest] = (),
    withheld: Sequence[Checked] = (),
) -> Answer:
    """The answer made of the sides of each contest and of the statements, each followed by its citation markers.

    Citations are numbered in order of first use, the same quote has one number. Raises ValueError without statements.
    """
    if not statements and not contests:
        raise ValueError("an answer needs a statement: refuse instead")
    contested = tuple(chain.from_iterable(contest.sides for contest in contests))
    lines = (*_contested_lines(contests, hits), *(_Line("", statement) for statement in statements))
    numbers = _numbers(line.statement for line in lines)
    layout = _laid_out(lines, numbers)
    citations = tuple(_citation(quote, number, hits, layout.markers[number]) for quote, number in numbers.items())
    newest = max((citation.published_at for citation in citations if citation.published_at), default=None)
    return Answer(
        id=asked.id,
        question=asked.question,
        standalone_question=asked.standalone_question,
        status=_status((*contested, *statements), bool(contests), bool(withheld)),
        text=layout.text,
        as_of=f"as of {long_date(newest)}" if newest else NO_DATES,
        newest_source=newest,
        statements=layout.statements,
        citations=citations,
        conflicts=tuple(_conflict(contest, numbers) for contest in contests),
        withheld=tuple(_withheld(checked) for checked in withheld),
        corpus_revision=asked.corpus_revision,
        model=model,
    )


def long_date(day: date) -> str:
    """A date as readers write it: 3 March 2025."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class _Line:
    """A statement and the words before it that say where it comes from; these are ours and carry no claim."""

    lead: str
    statement: Checked


def _contested_lines(contests: Sequence[Contest], hits: Sequence[Hit]) -> Iterable[_Line]:
    for contest in contests:
        articles = [hits[side.quotes[0].hit] for side in contest.sides]
        dates = [article.fields.published for article in articles]
        earliest = min((day for day in dates if day), default=None) if None not in dates else None
        for index, (side, article) in enumerate(zip(contest.sides, articles, strict=True)):
            later = earliest is not None and dates[index] != earliest
            source = _source(article.fields, later=later)
            if index and article.passage.article_id == articles[index - 1].passage.article_id:
                source = "The same article"
            yield _Line(f"{'' if index else f'{THEY_DIFFER} '}{source}: ", side)


def _source(fields: Fields, *, later: bool) -> str:
    title = f"“{fields.title}”" if fields.title else "An article without a title"
    said = [fields.publisher, long_date(fields.published) if fields.published else "no date given"]
    return f"{title} ({', '.join(part for part in [*said, 'later' if later else None] if part)})"


def _numbers(statements: Iterable[Checked]) -> dict[Quote, int]:
    quotes = dict.fromkeys(quote for statement in statements for quote in statement.quotes)
    return {quote: number for number, quote in enumerate(quotes, start=1)}


@dataclass(frozen=True, slots=True)
class _Layout:
    """The text of the answer, its statements at their places, and where each citation's first marker stands."""

    text: str = ""
    statements: tuple[Statement, ...] = ()
    markers: dict[int, int] = field(default_factory=dict[int, int])


def _laid_out(lines: Iterable[_Line], numbers: Mapping[Quote, int]) -> _Layout:
    return reduce(lambda layout, line: _with_line(layout, line, numbers), lines, _Layout())


def _with_line(layout: _Layout, line: _Line, numbers: Mapping[Quote, int]) -> _Layout:
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
        reasons=statement.reasons,
        citations=cited,
    )
    return _Layout(f"{text}{_ending(statement)}".rstrip(), (*layout.statements, placed), markers)


def _ending(statement: Checked) -> str:
    """Says so where a statement is not supported, for readers who see the text only; closes what has no full stop."""
    verdict = "" if statement.verdict is Verdict.SUPPORTED else f"[{statement.verdict}]"
    return verdict if _CLOSED.search(statement.text) else f"{verdict}."


def marker(number: int) -> str:
    """How a citation stands in the text of an answer."""
    return f"[{number}]"


def _citation(quote: Quote, number: int, hits: Sequence[Hit], marked: int) -> Citation:
    hit = hits[quote.hit]
    return Citation(
        number=number,
        article_id=hit.passage.article_id,
        article_version=hit.passage.version,
        title=hit.fields.title,
        publisher=hit.fields.publisher,
        authors=hit.fields.authors,
        published_at=hit.fields.published,
        modified_at=hit.fields.modified,
        url=hit.fields.url,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        marker_start=marked,
        marker_end=marked + len(marker(number)),
    )


def _status(emitted: Sequence[Checked], contested: bool, held_back: bool) -> Status:
    if contested:
        return Status.CONFLICTING
    if held_back or any(statement.verdict is not Verdict.SUPPORTED for statement in emitted):
        return Status.PARTIAL
    return Status.ANSWERED


def _conflict(contest: Contest, numbers: Mapping[Quote, int]) -> Conflict:
    return Conflict(
        sides=tuple(
            Side(text=side.text, citations=tuple(numbers[quote] for quote in side.quotes)) for side in contest.sides
        )
    )


def _withheld(checked: Checked) -> Withheld:
    return Withheld(text=checked.text, verdict=checked.verdict, reasons=checked.reasons)


def _nearest(hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    by_article = {hit.passage.article_id: hit for hit in reversed(hits)}
    ordered = dict.fromkeys(hit.passage.article_id for hit in hits)
    return tuple(
        Nearest(article_id=article_id, title=by_article[article_id].fields.title, url=by_article[article_id].fields.url)
        for article_id in ordered
    )
