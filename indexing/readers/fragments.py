"""The HTML of an article alone, as feeds, agencies and content systems hand it on, without the page around it."""

from indexing.errors import SourceError
from indexing.readers.decoding import tidy
from indexing.readers.fields import Declared
from indexing.readers.pages import read_page
from indexing.readers.readings import Reading


def read_fragment(origin: str, markup: str, given: Declared, record: str | None = None) -> Reading:
    """The article of a piece of HTML; `record` names it within its source. Raises SourceError without any text."""
    if not markup.strip():
        raise SourceError("It is given without its text; have the text added.")
    page = f"<html><body><article>{tidy(markup)}</article></body></html>"
    return read_page(origin, page, given=given, record=record)
