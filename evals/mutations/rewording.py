"""The same said in other words: controls that no detector should flag."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from evals.mutations.sentence import Sentence, drawn, like, replaced

_SPELLED: dict[str, str] = dict[str, str](zip("2 3 4 5 6 7 8 9 10 11 12".split(),
                    "two three four five six seven eight nine ten eleven twelve".split(), strict=True))  # fmt: skip
_FIGURES = {word: digit for digit, word in _SPELLED.items()}
_FIGURE = re.compile(r"(?<![\w.,/:$£€-])(?:[2-9]|1[0-2])(?= [a-z])(?! (?:million|billion|trillion|percent|p\.m|a\.m))")
_MONTH_BEFORE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|August|September|October"
    r"|November|December)\.? $"
)
_WORD = re.compile(rf"(?<![\w-])(?:{'|'.join(_FIGURES)})\b(?= [a-z])(?! of )", re.IGNORECASE)
_SHORT = {
    "percent": "%", "United States": "US", "United Kingdom": "UK", "United Nations": "UN", "European Union": "EU",
    "kilometers": "km", "kilometres": "km", "kilograms": "kg", "Federal Bureau of Investigation": "FBI",
    "World Health Organization": "WHO", "Prime Minister": "PM", "Supreme Court": "high court", "U.S.": "United States",
    "US": "United States", "UK": "United Kingdom", "EU": "European Union", "UN": "United Nations", "U.K.": "Britain",
    "million people": "m people", "New York City": "New York", "Covid-19": "coronavirus",
    "President Joe Biden": "Biden",
    "Russian President Vladimir Putin": "Putin", "Ukrainian President Volodymyr Zelensky": "Zelensky",
}  # fmt: skip
_SHORTENED = re.compile(
    rf"(?<![\w.])(?:{'|'.join(re.escape(one) for one in sorted(_SHORT, key=len, reverse=True))})(?![\w.])"
)
_MONTHS: Sequence[str] = "January February March April May June July August September October November December".split()
_SHORT_MONTHS: Sequence[str] = "Jan Feb March April May June July Aug Sept Oct Nov Dec".split()
_DATE = re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}})(?:, (?P<year>\d{{4}}))?\b(?!,\d)")
_SYNONYMS = """
    said stated|stated said|told informed|announced said|killed slain|began started|started began|
    ended finished|large big|big large|help assist|helped assisted|buy purchase|bought purchased|
    show demonstrate|showed demonstrated|shows reveals|showed revealed|about approximately|nearly almost|
    almost nearly|however but|attempt try|tried attempted|many numerous|got received|received got|
    needs requires|need require|home house|children kids|kids children|job position|country nation|
    nation country|film movie|movie film|company firm|firm company|police officers|doctors physicians|
    quickly rapidly|rapidly quickly|important significant|huge enormous|enormous huge|difficult hard|
    hard difficult|happened occurred|occurred happened|also additionally|while whereas|end conclusion|
    due because_of|near close_to|according_to per|injured hurt|wounded injured|passed_away died|
    died passed_away|leader head|allow permit|allowed permitted|permitted allowed|chance opportunity|
    wants wishes|discovered found|found discovered|dead deceased|plan scheme|attorney lawyer|
    lawyer attorney|ill sick|reported said|released published|published released|huge massive|increase rise|
    rise increase|increased rose|decline drop|fell dropped|dropped fell|raise lift|answer response|
    response reply|assault attack|built constructed|called named|chose selected|choose select|crucial vital|
    vital crucial|currently now|entire whole|whole entire|ensure guarantee|famous well-known|former ex-|
    gathered assembled|get obtain|gun firearm|immediately at_once|inside within|keep retain|kept retained|
    largest biggest|biggest largest|led headed|maybe perhaps|mainly chiefly|mostly mainly|murder killing|
    over more_than|protest demonstration|protests demonstrations|protesters demonstrators|quit resigned|
    resigned quit|residents inhabitants|sent dispatched|several a_number_of|spoke talked|stop halt|
    stopped halted|storm tempest|suggests indicates|talks negotiations|teenager youngster|
    took_part_in joined|trip journey|use employ|used employed|vehicle car|visited went_to|warned cautioned|
    won gained|worried concerned|wrote penned|people individuals|students pupils|physician doctor|
    purchase buy|rules regulations|vote ballot|work labour"""
_RARELY = frozenset("killed plan vote work people employ get end use scheme".split())
_SAME: dict[str, str] = {}
for _entry in "".join(line.strip() for line in _SYNONYMS.splitlines()).split("|"):
    _old, _new = _entry.split()
    if _old not in _RARELY:
        _SAME.setdefault(_old.replace("_", " "), _new.replace("_", " "))
_SYNONYM = re.compile(rf"(?<![-’\w])(?:{'|'.join(sorted(_SAME, key=len, reverse=True))})(?![-’'\w])")


def figures(sentence: Sentence, chance: random.Random) -> str | None:
    """7 for seven, seven for 7."""
    match = drawn(_FIGURE, sentence.text, chance)
    if match is not None and not _MONTH_BEFORE.search(sentence.text[: match.start()]):
        return replaced(sentence.text, match, _SPELLED[match.group()])
    match = drawn(_WORD, sentence.text, chance)
    return replaced(sentence.text, match, _FIGURES[match.group().casefold()]) if match else None


def date_format(sentence: Sentence, chance: random.Random) -> str | None:
    """The same date in another form."""
    match = drawn(_DATE, sentence.text, chance)
    if match is None:
        return None
    month, day, year = match.group("month", "day", "year")
    short = _SHORT_MONTHS[_MONTHS.index(month)]
    forms = [f"{day} {month}", f"{int(day)} {short}", f"the {day}{_ordinal(int(day))} of {month}"]
    form = chance.choice(forms)
    return replaced(sentence.text, match, f"{form} {year}" if year else form)


def abbreviation(sentence: Sentence, chance: random.Random) -> str | None:
    """US for United States and back."""
    match = drawn(_SHORTENED, sentence.text, chance)
    if match is None:
        return None
    text = replaced(sentence.text, match, _SHORT[match.group()])
    return re.sub(r"(?<=\d) %", "%", text)


def synonyms(sentence: Sentence, chance: random.Random) -> str | None:
    """One to three words in the place of their like, none of them inside quotation marks."""
    if "“" in sentence.text or '"' in sentence.text:
        return None
    text = sentence.text
    for _ in range(chance.randint(1, 3)):
        match = drawn(_SYNONYM, text, chance)
        if match is not None:
            text = replaced(text, match, like(match.group(), _SAME[match.group()]))
    return text if text != sentence.text else None


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
