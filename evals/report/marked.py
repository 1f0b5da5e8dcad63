"""An answer as HTML: its markers lead to the spans that they cite, and its faults are marked where they stand."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from evals.scorers import Place
from service.answers import Answer


def marked(answer: Answer, places: Sequence[Place], anchor: str) -> str:
    """The text of an answer, cut where a statement, a marker or a fault begins or ends, each piece in its wraps."""
    cuts = sorted({0, len(answer.text), *_cuts(answer, places)})
    return "".join(_piece(answer, places, anchor, start, end) for start, end in pairwise(cuts))


def stretch(text: str, span: tuple[int, int] | None) -> str:
    """A text with one stretch of it marked."""
    if span is None or not 0 <= span[0] < span[1] <= len(text):
        return escape(text)
    start, end = span
    return f'{escape(text[:start])}<mark class="fault">{escape(text[start:end])}</mark>{escape(text[end:])}'


def _cuts(answer: Answer, places: Sequence[Place]) -> Iterator[int]:
    spans = [(one.start, one.end) for one in (*answer.statements, *places)]
    spans += [(one.marker_start, one.marker_end) for one in answer.citations]
    yield from (cut for span in spans for cut in span if 0 <= cut <= len(answer.text))


def _piece(answer: Answer, places: Sequence[Place], anchor: str, start: int, end: int) -> str:
    html = escape(answer.text[start:end])
    cited = next((one for one in answer.citations if (one.marker_start, one.marker_end) == (start, end)), None)
    if cited:
        html = f'<a class="marker" id="{anchor}-from-{cited.number}" href="#{anchor}-cite-{cited.number}">{html}</a>'
    if any(one.start <= start and end <= one.end for one in answer.statements):
        html = f'<span class="statement">{html}</span>'
    faults = [f"{one.scorer}: {one.fault}" for one in places if one.start <= start and end <= one.end]
    return f'<mark class="fault" title="{escape("; ".join(faults))}">{html}</mark>' if faults else html
