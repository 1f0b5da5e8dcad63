"""The words in which a page speaks of itself: of its rules, its forms, its makers, and to its readers."""

import re
from typing import Final

# One word of each row is one matter, however many of the row a sentence has.
_MATTERS: Final = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in (
        r"accounts?|profile|(?:user|display|screen) ?names?|password|log ?(?:in|out|ged in)|sign(?:ed)? ?(?:in|out)",
        r"regist(?:er|ered|ration)|subscri\w+|sign(?:ing)?[ -]?up|members?|membership|memberships|prompted|opt out",
        r"newsletters?|inbox|e-?mails?|bulletins?|briefings?|digests?|alerts?|notifications?|feed|homepage|bookmarks?",
        r"apps?|browser|javascript|html5|devices?|platform|player|websites?|web ?pages?|sites?|external|links?",
        r"comment(?:s|ing|ers?)?|posts|discussions?|moderat\w+|guidelines|on topic|respectful|abusive|constructive",
        r"privacy|cookies?|consent|personal (?:data|information)|terms|polic(?:y|ies)|rights|copyright|creative commons",
        r"partners|sponsors?|advertis\w+|affiliate|commission|deals|offers|brands|retailers|prices|products?|services?",
        r"republish\w*|licen[cs]\w+|reuse|syndicat\w+|trademarks?|published|produced|edited|translated",
        r"transcripts?|audio version|ai|ai-generated|automatically|generated|summar(?:y|ies)|final form|contractor",
        r"opinions?|views|column|author[’']?s?|necessarily|reflect|disclosure|funding|interests?|editorial|independent",
        r"articles?|stor(?:y|ies)|journalis\w+|newsroom|reporting|coverage|content|stories|topics?|text|editions?",
        r"readers?|audience|communit(?:y|ies)|support(?:ers?|ed)?|donat\w+|gifts?|chip in|donors|free",
        r"facebook|instagram|twitter|x|whats ?app|tiktok|bluesky|threads|youtube|telegram|linkedin|social",
        r"feedback|tips?|corrections?|submissions?|questions?|queries|complaints?|errors?",
        r"forms?|fields?|required|enter|submit\w*|click\w*|tap|button|page|scroll",
        r"responsible|accuracy|accurate|availability|endorse\w*|revised|current|guarantee\w*|delayed|real-time",
    )
)
_OWN: Final = re.compile(
    r"\b(?:us|our|we(?:[’']\w+)?|this (?:article|story|text|page|site|summary|post|column|transcript|content|piece))\b",
    re.IGNORECASE,
)
_READERS: Final = re.compile(r"\b(?:you(?:[’']\w+)?|your|please|readers)\b", re.IGNORECASE)


def matters(text: str) -> int:
    """Of how many matters of pages it has a word."""
    return sum(1 for matter in _MATTERS if matter.search(text))


def owns(text: str) -> bool:
    """Whether somebody speaks of what is theirs, or a text of itself."""
    return _OWN.search(text) is not None


def speaks_to_readers(text: str) -> bool:
    """Whether it has a word for those who read it."""
    return _READERS.search(text) is not None
