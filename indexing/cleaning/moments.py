"""Lines that hold nothing but a moment, such as "June 21, 2024 / 5:30 PM / Valley Ledger"."""

import re

_DAYS = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_TIME = r"\d{1,2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?"
_ZONES = "gmt|utc|[ecmp][sd]?t|cest|cet|bst|ist|[ap]\\.?m\\.?"
_WORDS = (
    rf"(?:{_DAYS}|{_MONTHS}|{_TIME}|{_ZONES}|(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?|updated|published|posted|at|on)"
)
_MOMENT = re.compile(rf"{_WORDS}\.?(?:[\s,/|·•:–-]+{_WORDS}\.?)*", re.IGNORECASE)
_HOUSE = re.compile(r"\s+[/|·•]\s+[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d[:.]\d\d")


def is_moment(text: str) -> bool:
    """Whether the line holds a day or a time, perhaps whose, and nothing else."""
    bare = _HOUSE.sub("", text)
    return bool(_YEAR.search(bare)) and _MOMENT.fullmatch(bare) is not None
