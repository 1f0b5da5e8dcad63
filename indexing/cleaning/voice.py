"""The words in which a page speaks of itself: of its rules, its forms, its makers, and to its readers."""

import re
from typing import Final

from indexing.cleaning.words import Words

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
_SIGNS_UP: Final = re.compile(r"\b(?:sign(?:ed|ing)? ?-?up|log ?(?:in|out)|sign(?:ed|ing)? (?:in|out)|opt out)\b")
_ITSELF: Final = re.compile(r"\bthis (?:article|story|text|page|site|summary|post|column|transcript|content|piece)\b")
_OWN: Final = frozenset({"us", "our", "we"})
_READERS: Final = frozenset({"you", "your", "please", "readers"})


def matters(words: Words) -> int:
    """Of how many matters of pages it has a word."""
    rows = {_MATTERS[word] for word in words.whole & _MATTERS.keys()}
    may_sign_up = any(start in words.folded for start in ("sign", "log", "opt out"))
    return len(rows) + (may_sign_up and _SIGNS_UP.search(words.folded) is not None)


def owns(words: Words) -> bool:
    """Whether somebody speaks of what is theirs, or a text of itself."""
    return not words.parts.isdisjoint(_OWN) or ("this" in words.parts and _ITSELF.search(words.folded) is not None)


def speaks_to_readers(words: Words) -> bool:
    """Whether it has a word for those who read it."""
    return not words.parts.isdisjoint(_READERS)
