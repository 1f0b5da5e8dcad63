"""Is something of the page cited that is not of the article: chrome, share links, image names, reference lists."""

import re
from collections.abc import Iterator

from evals.scorers.score import Sources
from evals.scorers.wording import folded
from service.answers import Answer

_PAGE = {
    "a file name": re.compile(r"\.(?:jpe?g|png|gif|webp|svg)\b\)?|%20", re.IGNORECASE),
    "site chrome": re.compile(
        r"^\W*(?:smiley face|share\b\W*$|leave a reply|post a comment|weather\s{2,}|live markets|subscribe|sign up|"
        r"log ?in\b|read more|related (?:articles|posts)|advertisement|skip to content|all rights reserved|follow us)",
        re.IGNORECASE | re.MULTILINE,
    ),
    "an author box": re.compile(
        r"^\W*(?:about (?:the author|[A-Z]\w+$)|editor in chief$)", re.MULTILINE | re.IGNORECASE
    ),
    "a reference": re.compile(r"^\W*(?:references|sources)\W*$|\b\w+\+\d\s*$", re.MULTILINE | re.IGNORECASE),
    "a bare address": re.compile(r"^\W*https?://\S+\W*$", re.MULTILINE),
}
# Shorter cuts ("Share.", a single name) also occur inside sentences that belong to the article.
_TELLING = 15


def junk(answer: Answer, sources: Sources) -> tuple[str, ...]:
    """The citations that quote what is not of the article, and what it is."""
    return tuple(_faults(answer, sources))


def _faults(answer: Answer, sources: Sources) -> Iterator[str]:
    for citation in answer.citations:
        for what, pattern in _PAGE.items():
            if match := pattern.search(citation.quote):
                yield f"citation [{citation.number}] quotes {what}: “{match.group().strip()}”"
        quote = folded(citation.quote).casefold()
        for cut in (folded(text).casefold() for text in sources.cuts.get(citation.article_id, ())):
            if quote == cut or (len(cut) >= _TELLING and cut in quote) or (len(quote) >= _TELLING and quote in cut):
                yield f"citation [{citation.number}] quotes what cleaning cut: “{cut[:60]}”"
