"""Numbers that are not the sentence's own: invented, taken from elsewhere, another size, another unit."""

from __future__ import annotations

import random
import re

from evals.mutations.sentence import Sentence, drawn, like, replaced

_DIGITS = re.compile(r"(?<![\w.,/:-])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w/:]|[.,]\d|-\w)")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_SPELLED = "two three four five six seven eight nine ten eleven twelve".split()
_WORD = re.compile(rf"\b(?:{'|'.join(_SPELLED)})\b(?! of (?:the|them|us))", re.IGNORECASE)
_SIZE = re.compile(r"\b(?P<size>hundred|thousand|million|billion|trillion)(?P<plural>s?)\b")
_SIZES = ["hundred", "thousand", "million", "billion", "trillion"]
_UNITS = (
    ("percent", "percentage points"), ("kilometers", "miles"), ("kilometres", "miles"), ("miles", "kilometers"),
    ("hours", "days"), ("days", "weeks"), ("weeks", "months"), ("months", "years"), ("years", "months"),
    ("minutes", "hours"), ("seconds", "minutes"), ("feet", "meters"), ("meters", "feet"), ("metres", "feet"),
    ("pounds", "kilograms"), ("tons", "kilograms"), ("dollars", "euros"), ("day", "week"), ("week", "month"),
    ("month", "year"), ("year", "month"), ("hour", "day"),
)  # fmt: skip
_UNIT = re.compile(
    rf"(?<=\d )(?P<unit>{'|'.join(old for old, _ in _UNITS)})\b"
    r"|(?<=a )(?P<period>day|week|month|year)\b|(?P<sign>[$£€])(?=\d)"
)


def foreign(sentence: Sentence, chance: random.Random) -> str | None:
    """A number that the article does not hold."""
    match = _drawn(sentence.text, chance)
    if match is None:
        return None
    for _ in range(20):
        new = _other(match.group(), chance)
        if not re.search(rf"(?<!\d){re.escape(new)}(?!\d)", sentence.article) and new != match.group():
            return replaced(sentence.text, match, like(match.group(), new))
    return None


def from_elsewhere(sentence: Sentence, chance: random.Random) -> str | None:
    """Another number of the same article, of the same form."""
    match = _drawn(sentence.text, chance)
    if match is None:
        return None
    form = _WORD if match.re is _WORD else _DIGITS
    own = {one.group().casefold() for one in form.finditer(sentence.text)}
    year = bool(_YEAR.fullmatch(match.group()))
    found = {one.group() for one in form.finditer(sentence.article)}
    rest = sorted(one for one in found if one.casefold() not in own and bool(_YEAR.fullmatch(one)) == year)
    return replaced(sentence.text, match, like(match.group(), chance.choice(rest))) if rest else None


def magnitude(sentence: Sentence, chance: random.Random) -> str | None:
    """A thousand for a million, or the point moved by a place or more."""
    match = drawn(_SIZE, sentence.text, chance)
    if match is not None:
        others = [size for size in _SIZES if size != match.group("size")]
        return replaced(sentence.text, match, chance.choice(others), "size")
    match = drawn(_DIGITS, sentence.text, chance)
    if match is None or _YEAR.fullmatch(match.group()) or match.group() in ("0", "1"):
        return None
    value = match.group()
    if "." in value:
        return replaced(sentence.text, match, value.replace(".", ""))
    return replaced(sentence.text, match, f"{int(value.replace(',', '')) * chance.choice((10, 100)):,}")


def unit(sentence: Sentence, chance: random.Random) -> str | None:
    """The same number of something else: weeks for days, euros for dollars."""
    match = drawn(_UNIT, sentence.text, chance)
    if match is None:
        return None
    if match.group("sign"):
        return replaced(sentence.text, match, chance.choice([sign for sign in "$£€" if sign != match.group()]))
    return replaced(sentence.text, match, dict(_UNITS)[match.group()])


def _drawn(text: str, chance: random.Random) -> re.Match[str] | None:
    found = [*_DIGITS.finditer(text), *_WORD.finditer(text)]
    return chance.choice(found) if found else None


def _other(number: str, chance: random.Random) -> str:
    if number.casefold() in _SPELLED:
        return chance.choice(_SPELLED)
    if _YEAR.fullmatch(number):
        return str(int(number) + chance.choice((-11, -7, -5, -4, -3, -2, -1, 1, 2, 3, 4)))
    if "." in number:
        whole, part = number.split(".")
        return f"{max(0, int(whole) + chance.randint(-3, 6))}.{chance.randrange(10 ** len(part)):0{len(part)}d}"
    value = int(number.replace(",", ""))
    near = value + chance.choice((-1, 1)) * chance.randint(1, max(2, value // 2))
    return f"{abs(near) + (near == 0):,}" if "," in number else str(abs(near) + (near == 0))
