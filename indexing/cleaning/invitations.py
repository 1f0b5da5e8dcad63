"""Sentences in which a page speaks to its readers about itself: to subscribe, to follow, to comment, to write."""

import re
from typing import Final

_QUOTED: Final = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
_ASKS: Final = (
    r"follow|subscribe|sign|join|download|get|read|watch|listen|click|tap|visit|check|share|send|tag|pin|like|contact|"
    r"write|e-?mail|register|support|stay|discover|enter|thanks?(?! to)|want|enjoy(?:ing|ed)?|head|comment|please"
)
_ASKING: Final = re.compile(rf"\W*(?:{_ASKS})\b", re.IGNORECASE)
_OPENING: Final = re.compile(
    rf"[^\w“\"]*(?:{_ASKS}|you|your|we|we[’']\w+|our|us|if you|if we|did you|have an?|have you|do you|are you|for more|"
    r"for the latest|while you[’']re here|dear (?:visitor|reader)s?|quality|posts from|by \w+ing|comments|"
    r"this (?:live|story|article|post|page|site|video)|to (?:view|watch|see|play|read|get|comment))\b",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r"\b(?:us|our|me|we(?:[’']\w+)?|my|javascript)\b", re.IGNORECASE)
_READERS: Final = re.compile(r"\b(?:you(?:[’']\w+)?|your|please)\b", re.IGNORECASE)
_ITSELF: Final = re.compile(
    r"\b(?:newsletters?|inbox|e-?mails?|subscri\w+|sign(?:ing)?[ -]?up|stor(?:y|ies)|articles?|comments?|moderated|"
    r"websites?|homepage|feed|journalism|reporting|feedback|letters|channels?|podcasts?|editions?|affiliate|disclosure|"
    r"whats ?app|facebook|instagram|twitter|tiktok|bluesky|threads|youtube|alerts|notifications|cookies|javascript|"
    r"html5|recipes?|pictures|photos|ratings?|(?:live ?)?blog|hash ?tag|crossword|conversation|on air|online|links?|"
    r"coverage)\b|@\w",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(r"\b(?:he|she|they|said|says|told|asked|wrote)\b", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?://\S+|www\.\S+")
_LONGEST_WORDS: Final = 45


def opens(text: str) -> bool:
    """Whether it begins as words to readers begin, or words of a paper on itself."""
    return _OPENING.match(text) is not None


def invites(text: str, *, within: bool) -> bool:
    """Whether a paragraph asks its readers for something that the page itself is about. `within` the body more has to
    say so than at its end: columns and how-to articles speak to their readers too.
    """
    opening = _OPENING.match(text)
    if opening is None or len(text.split()) > _LONGEST_WORDS:
        return False
    said = _QUOTED.sub(" ", text)
    if _TOLD.search(said):
        return False
    rest = _ADDRESS.sub(" ", said[opening.end() :])
    itself = len({word.casefold() for word in _ITSELF.findall(rest)})
    own, to_readers, asks = bool(_OWN.search(said)), bool(_READERS.search(said)), bool(_ASKING.match(text))
    if within:
        return itself >= 1 and (own or (asks and itself > 1)) and own + to_readers + asks + min(itself, 2) >= 3
    return itself >= 1 and (own + to_readers + asks > 1 or (asks and itself > 1))
