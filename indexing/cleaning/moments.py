"""Lines that hold nothing but a moment, such as "June 21, 2024 / 5:30 PM / Valley Ledger"."""

import re

_NUMBER = "(?:one|two|three|four|five|six|seven|eight|nine|ten)"
_DAYS = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_TIME = r"\d{1,2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?:[–-]?\d)?"
_ZONES = "(?:gmt|utc)(?:[+-]\\d{1,2})?|[ecmp][sd]?t|a[cew][sd]t|nz[sd]t|ce?st|cet|bst|ist|sast|[ap]\\.?m\\.?"
_AGO = rf"\d{{1,2}} ?(?:m|h|d|min(?:ute)?s?|hours?|days?) ago|(?:an?|{_NUMBER}) (?:minutes?|hours?|days?) ago"
_WORDS = (
    rf"(?:{_AGO}|{_DAYS}|{_MONTHS}|{_TIME}|{_ZONES}|(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?|updated"
    r"|(?:originally )?published|posted|modified|created|first|last|live|at|on|today|yesterday)"
)
_BETWEEN = r"[\s,/|·•:–—-]"
# Each word is read once, as far as it goes: "10:00" is also "10" and "00", and rows of them would be read in all ways.
_WORD = rf"(?>{_WORDS}\.?(?={_BETWEEN}|\Z))"
_STARTS = re.compile(_WORD, re.IGNORECASE)
_MOMENT = re.compile(rf"{_WORD}(?:{_BETWEEN}++{_WORD})*+", re.IGNORECASE)
_HOUSE = re.compile(r"\s+[/|·•]\s+[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d[:.]\d\d|\bago\b", re.IGNORECASE)
_STAMP = re.compile(r"\b(?:gmt|utc|bst|updated|published|posted|ago)\b", re.IGNORECASE)


def is_moment(text: str) -> bool:
    """Whether the line holds a day or a time, perhaps whose, and nothing else."""
    if _STARTS.match(text) is None:
        return False
    bare = _HOUSE.sub("", text)
    return bool(_YEAR.search(bare)) and _MOMENT.fullmatch(bare) is not None


def is_stamp(text: str) -> bool:
    """Whether it is a moment as live pages print it between their entries, such as "16.47 GMT" or "2h ago"."""
    return _MOMENT.fullmatch(text) is not None and bool(_STAMP.search(text) and re.search(r"\d|\bago\b", text))
