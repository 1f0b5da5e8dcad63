"""Articles that are handed in with their fields, without a file: cleaned as those of files are."""

from collections.abc import Mapping
from dataclasses import replace

from indexing.errors import SourceError
from indexing.readers.composing import composed
from indexing.readers.decoding import tidy
from indexing.readers.fields import LEFT_OUT, NAMES, Declared, fields
from indexing.readers.markup import parse
from indexing.readers.readings import Reading
from indexing.readers.surprises import surprises_told

# No folder holds such a source, so pruning a folder never removes what was handed in.
SOURCE = "put://"


@surprises_told()
def read_text(article_id: str, text: str, said: Mapping[str, object]) -> Reading:
    """The article of a plain text, with what is said of it. Raises SourceError where it cannot be taken."""
    given = _given(article_id, said)
    parsed = parse(tidy(text), plain=True)
    return _submitted(composed(article_id, fields(given), parsed.lines, parsed.cuts, plain=True))


@surprises_told()
def read_html(article_id: str, page: str, said: Mapping[str, object]) -> Reading:
    """The article of a page; what is said of it wins over what the page declares. Raises SourceError."""
    from indexing.readers.pages import read_page  # trafilatura takes a second to import

    return _submitted(read_page(article_id, tidy(page), given=_given(article_id, said)))


def _given(article_id: str, said: Mapping[str, object]) -> Declared:
    """What is said, under the names that count before all others. Raises SourceError for a bad id or date."""
    given = {NAMES[name][0]: value for name, value in {**said, "id": article_id}.items() if value not in (None, "", [])}
    if notes := fields(given).notes:
        raise SourceError(notes[0].replace(LEFT_OUT, ""))
    return given


def _submitted(reading: Reading) -> Reading:
    article = reading.article
    return replace(reading, article=replace(article, source=f"{SOURCE}{article.id}"))
