"""A cited span in the paragraph that it stands in."""

from dataclasses import dataclass
from typing import Self

from indexing.articles import Article
from service.answers import Citation

# Characters shown on either side of a span in a long paragraph.
AROUND = 420


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The text before the span, the span, and the text after it; cut at a word where a paragraph is long."""

    before: str
    span: str
    after: str

    @classmethod
    def of(cls, citation: Citation, article: Article | None) -> Self | None:
        """The excerpt; None where the article does not hold the quote where the citation says."""
        if article is None or article.text[citation.start : citation.end] != citation.quote or not citation.quote:
            return None
        text = article.text
        begin = text.rfind("\n", 0, citation.start) + 1
        found = text.find("\n", citation.end)
        end = len(text) if found < 0 else found
        return cls(_last(text[begin : citation.start]), citation.quote, _first(text[citation.end : end]))


def _last(text: str) -> str:
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]


def _first(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"
