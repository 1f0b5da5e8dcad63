"""The words in which a page speaks of itself: of its rules, its forms, its makers, and to its readers."""

import re
from typing import Final

# One word of each row is one matter, however many of the row a line has.
_ROWS: Final = """
account accounts profile username usernames password login logout logged sign-in
register registered registration subscribe subscribed subscriber subscribers subscription subscriptions sign-up signup
  member members membership memberships prompted unsubscribe
newsletter newsletters inbox email emails e-mail e-mails bulletin bulletins briefing briefings digest digests alert
  alerts notification notifications feed homepage bookmark bookmarks
app apps browser javascript html5 device devices platform player website websites webpage webpages site sites external
  link links
comment comments commenting commenter commenters posts discussion discussions moderated moderation moderators
  guidelines respectful abusive constructive
privacy cookie cookies consent personal terms policy policies rights copyright creative
partners sponsor sponsors advertising advertisers advertisement advertisements affiliate commission deals offers
  brands retailers prices product products service services
republish republished republishing license licence licensing licensed reuse syndicated syndication trademark
  trademarks published produced edited translated
transcript transcripts ai ai-generated automatically generated summary summaries contractor audio
opinion opinions views column author authors author's necessarily reflect disclosure funding interest interests
  editorial independent
article articles story stories journalism journalist journalists newsroom reporting coverage content topic topics text
  edition editions
reader readers audience community communities support supported supporter supporters donate donation donations gift
  gifts donors free
facebook instagram twitter x whatsapp tiktok bluesky threads youtube telegram linkedin social
feedback tip tips correction corrections submission submissions question questions query queries complaint complaints
  error errors
form forms field fields required enter submit submitted submitting click clicking tap button page scroll
responsible accuracy accurate availability endorse endorsed endorsement revised current guarantee guaranteed delayed
  real-time
"""
_MATTERS: Final = {
    word: row for row, words in enumerate(_ROWS.strip().replace("\n  ", " ").splitlines()) for word in words.split()
}
_WORD: Final = re.compile(r"[\w’'-]+")
_SIGNS_UP: Final = re.compile(
    r"\b(?:sign(?:ed|ing)? ?-?up|log ?(?:in|out)|sign(?:ed|ing)? (?:in|out)|opt out)\b", re.IGNORECASE
)
_OWN: Final = re.compile(
    r"\b(?:us|our|we(?:[’']\w+)?|this (?:article|story|text|page|site|summary|post|column|transcript|content|piece))\b",
    re.IGNORECASE,
)
_READERS: Final = re.compile(r"\b(?:you(?:[’']\w+)?|your|please|readers)\b", re.IGNORECASE)


def matters(text: str) -> int:
    """Of how many matters of pages it has a word."""
    words = {word.replace("’", "'") for word in _WORD.findall(text.casefold())}
    rows = {_MATTERS[word] for word in words & _MATTERS.keys()}
    return len(rows) + (_SIGNS_UP.search(text) is not None)


def owns(text: str) -> bool:
    """Whether somebody speaks of what is theirs, or a text of itself."""
    return _OWN.search(text) is not None


def speaks_to_readers(text: str) -> bool:
    """Whether it has a word for those who read it."""
    return _READERS.search(text) is not None
