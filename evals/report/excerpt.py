"""A cited span in the paragraph that it stands in."""

from dataclasses import dataclass
from typing import Self

from indexing.articles import Article
from service.answers import Citation

# Characters shown on either side of a span in a long paragraph.
AROUND = 420
# A paragraph that adds less than this on one side is no context.
LITTLE = 60


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
        before, after = article.text[: citation.start], article.text[citation.end :]
        return cls(_last(_from_paragraph(before)), citation.quote, _first(_to_paragraph(after)))


def _from_paragraph(before: str) -> str:
    """The text from the beginning of its paragraph, or of the one before where it says next to nothing."""
    paragraph = before.rpartition("\n")[2]
    if len(paragraph) >= LITTLE or not before.strip():
        return paragraph
    earlier = before[: len(before) - len(paragraph)].rstrip()
    return before[len(earlier.rpartition("\n")[0]) :].lstrip("\n")


def _to_paragraph(after: str) -> str:
    """The text to the end of its paragraph, or of the next one where it says next to nothing."""
    paragraph = after.partition("\n")[0]
    if len(paragraph) >= LITTLE or not after.strip():
        return paragraph
    later = after[len(paragraph) :]
    gap = len(later) - len(later.lstrip())
    return paragraph + later[:gap] + later[gap:].partition("\n")[0]


def _last(text: str) -> str:
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]


def _first(text: str) -> str:
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"
