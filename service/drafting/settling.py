"""Which sentences at the beginning of a line stay as they are, however the line goes on."""

import re
from itertools import takewhile

from indexing.blocks import Span
from indexing.sentences import sentences

# Longer lines are bounded window by window, where quotes and brackets pair in another way.
_LONGEST = 4_000
# What stops inside quotes or brackets ends no sentence, so an open one may yet take back an end behind it.
_QUOTED = re.compile(
    r"\B'\b.*?'\B|\"[^\"]*\"|«[^»]*»|‘[^’]*’|‚[^‚]*‚|“[^”]*”|‛[^‛]*‛|„[^“]*“|»[^«]*«|‟[^‟]*‟|‹[^›]*›|《[^》]*》|「[^」]*」"
)
_OPEN_QUOTE = re.compile(r"(?<!\w)'|[\"«‘‚“‛„»‟‹《「]")
_OPEN_BRACKET = re.compile(r"[(（<{\[][^)\]}>）]*\Z|[\[【][^\]】]*\Z")
# A straight quote that stays alone takes the sense from those before it.
_LONELY = " \" 'x"
# What an end is told by may stand in the two words behind it: a small letter, a weekday, a closing mark.
_TWO_WORDS = re.compile(r"\s*\S+\s+\S+\s")


def settled(beginning: str) -> list[Span]:
    """The sentences of the beginning of a line which end with it, whatever follows; none of a line too long to tell."""
    if len(beginning) > _LONGEST or beginning.endswith("'"):
        return []
    quote, bracket = _first_open_quote(beginning), _first_open_bracket(beginning)
    disturbed = frozenset(sentences(f"{beginning}{_LONELY}"))

    def stays(span: Span) -> bool:
        return span.end <= quote and span in disturbed and bool(_TWO_WORDS.match(beginning, span.end, bracket))

    return list(takewhile(stays, sentences(beginning)))


def _first_open_quote(text: str) -> int:
    closed = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    found = _OPEN_QUOTE.search(closed)
    return found.start() if found else len(text)


def _first_open_bracket(text: str) -> int:
    found = _OPEN_BRACKET.search(text)
    return found.start() if found else len(text)
