"""Checked statements -> the answer: its text, its numbered citations, its dates. Nothing unchecked is added."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from indexing.copies import in_a_row, undated
from indexing.search import Hit
from service.answers import Answer, Carrier, Citation, Conflict, Nearest, Side, Status, Verdict, Withheld
from service.composing.layout import contested_lines, laid_out, led, long_date, marker
from service.composing.numbering import numbered
from service.composing.parts import Asked, Checked, Contest
from service.quotes import Quote

__all__ = ["NOT_IN_ARTICLES", "NO_DATES", "Asked", "Checked", "Contest", "compose", "refuse"]

NOT_IN_ARTICLES = "The articles do not say."
NO_DATES = "The articles carry no date."


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
    lead: str = "",
    is_whole: bool = True,
) -> Answer:
    """The answer made of the sides of each contest and of the statements, each followed by its citation markers.

    Citations are numbered in order of first use, behind those of the conversation before it; the same quote has one
    number. It is partial where something is
    withheld or the draft was not whole. Raises ValueError without statements.
    """
    if not statements and not contests:
        raise ValueError("an answer needs a statement: refuse instead")
    contested = tuple(chain.from_iterable(contest.sides for contest in contests))
    lines = (*contested_lines(contests, hits), *led(lead, statements, hits))
    numbers = numbered((line.statement for line in lines), hits, asked.numbers)
    layout = laid_out(lines, numbers)
    citations = tuple(_citation(quote, number, hits, layout.markers[number]) for quote, number in numbers.items())
    newest = max((citation.published_at for citation in citations if citation.published_at), default=None)
    return Answer(
        id=asked.id,
        question=asked.question,
        standalone_question=asked.standalone_question,
        status=_status((*contested, *statements), bool(contests), bool(withheld) or not is_whole),
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
        also_in=tuple(_carriers(quote, hit)),
        opinion=hit.fields.is_opinion,
        shortened=quote.shortened,
        correction=hit.fields.correction,
        corrected_at=hit.fields.corrected,
    )


def _carriers(quote: Quote, hit: Hit) -> Iterator[Carrier]:
    """The copies that carry the very quote, whatever its line breaks, marks and dateline."""
    words = in_a_row(undated(quote.text))
    for copy in hit.copies:
        if words in in_a_row(copy.text):
            fields = copy.fields
            yield Carrier(article_id=copy.article_id, title=fields.title, publisher=fields.publisher, url=fields.url)


def _status(emitted: Sequence[Checked], contested: bool, lacking: bool) -> Status:
    if contested:
        return Status.CONFLICTING
    if lacking or any(statement.verdict is not Verdict.SUPPORTED for statement in emitted):
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
