"""What tells of a line whether it may be page junk: its form, its words, and where it stands."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from indexing.blocks import Kind
from indexing.cleaning.controls import acts, tells
from indexing.cleaning.invitations import opens
from indexing.cleaning.lines import Line, is_closed
from indexing.cleaning.moments import is_moment
from indexing.cleaning.voice import matters, owns, speaks_to_readers
from indexing.cleaning.words import Words

_FUNCTION: Final = frozenset(
    """
    a an the and but or nor so if that which who whose when where while because as than then there here it its he
    him his she her they them their i is are was were be been being has have had do does did will would can could
    may might must not no to of in on at by for from with into over under after before about up out off this these
    those what how why
    """.split()
)
_SECTIONS: Final = frozenset(
    """
    news world national local regional politics business economy finance markets money companies industry tech
    technology science health environment climate education culture arts books film films movies music tv theatre
    entertainment lifestyle life style food travel motoring cars property homes sport sports football soccer cricket
    rugby golf tennis racing hockey baseball basketball gaa opinion analysis editorial editorials comment letters
    columnists obituaries features magazine weekend video videos photos pictures gallery podcasts live explainer
    interview quiz puzzles crossword games weather traffic crime courts community communities city state india
    australia canada ireland scotland wales england britain uk us usa europe asia africa america americas exclusive
    premium subscribers recipes reviews review home shop jobs events directory notices elections election budget
    investigations in-depth long read fact check and &
    """.split()
)
_PERSON: Final = re.compile(r"(?:[A-Z][\w.’'-]+ )(?:[A-Z][\w.’'-]*|d[aeio]s?|v[ao]n|bin|al)(?: [A-Z][\w.’'-]+){0,2}")
# Nothing but where to write or to call.
_ADDRESS: Final = re.compile(r"\S+@\S+\.\w+|@\w+|\+?\d[\d() .-]{7,20}|(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_LEAD: Final = (
    "latest|breaking|top|most|more|related|recommended|trending|popular|next|previous|also|read|watch|listen|live|video|"
    "gallery|podcast|explainer|analysis|opinion|exclusive|new|today[’']s|best"
)
_SAYS: Final = {
    "told": re.compile(r"\b(?:said|says|told|asked|wrote|was|were|had|did|went|came|made|took|found|gave|\w{3,}ed)\b"),
    "day": re.compile(
        r"\b(?:19|20)\d\d\b|\d[:.]\d\d\b|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\bago\b",
        re.IGNORECASE,
    ),
    "figures": re.compile(r"\d"),
    "reaches": re.compile(r"\S@\w|@\w|https?://|\bwww\.|\w\.(?:com|org|net)\b|\+?\d[\d() -]{8,}"),
    "quotes": re.compile(r"[“”\"‘]"),
    "counted": re.compile(r"\d{1,2} [A-Z‘“'\"](?:\S* ){4}"),
    "amount": re.compile(r"[\d½¼¾⅓]+ ?(?:g|kg|ml|l|cups?|tsp|tbsp|oz|lb|%|°|per)\b|[$£€₹]\s?\d"),
    "bars": re.compile(r"\S [|•·/∙] \S"),
    "labelled": re.compile(r"[^:.,]{2,30}: \S"),
    "lower": re.compile(r"[a-z]"),
    "leads": re.compile(rf"(?:{_LEAD})\b", re.IGNORECASE),
    "life": re.compile(
        rf"{_PERSON.pattern} (?:is|covers|has covered|writes|reports|works|joined|teaches|contributed)\b"
    ),
}
_AT_THE_START: Final = frozenset({"counted", "labelled", "lower", "leads", "life"})
# Where none of these stands, and no figure for those in _COUNTS, a pattern would read the whole line in vain.
_NEEDS: Final = {
    "amount": tuple("½¼¾⅓"),
    "bars": tuple(f" {bar} " for bar in "|•·/∙"),
    "day": ("ago",),
    "reaches": ("@", "://", "www.", ".com", ".org", ".net"),
}
_COUNTS: Final = frozenset({"amount", "day", "reaches"})
_ENDS: Final = {":": "colon", "?": "asks", "!": "cheers"}
_HAS: Final = {
    "trade": frozenset(
        """
        editor editors reporter reporters correspondent correspondents columnist columnists journalist journalists
        writer writers critic critics contributor contributors author authors lecturer lecturers professor professors
        """.split()
    ),
    "credits": frozenset(
        """
        photo photos photograph photographs photography photographer photographers image picture illustration caption
        credit courtesy getty source reporting editing contributed file files research
        """.split()
    ),
}
_LONG_BODY: Final = 12
_TITLE_WORDS: Final = 5


def signs(lines: Sequence[Line], known: Collection[int], authors: Collection[str] = ()) -> list[tuple[str, ...]]:
    """The signs of each line. `known`: the lines that surely are junk."""
    names = tuple({f"{name} " for author in authors for name in (author, *author.split()[:1])})
    said = Counter(line.collapsed.casefold() for line in lines)
    words = [Words.of(line.collapsed) for line in lines]
    tells_of_body = [_tells_of_body(line, own) for line, own in zip(lines, words, strict=True)]
    body = [index for index, tells_it in enumerate(tells_of_body) if tells_it and index not in known]
    last = body[-1] if body else -1
    first = body[0] if body else len(lines)
    title = next((i for i in range(first) if i not in known and _may_be_title(lines[i])), -1)
    found: list[tuple[str, ...]] = []
    for index, line in enumerate(lines):
        place = "over" if index < title else "title" if index == title else "under" if index < first else "among"
        below = index + 1 < len(lines) and index + 1 not in known and tells_of_body[index + 1]
        own = ["bias", "below" if index > last else place, *_form(line, words[index].lettered)]
        own += [*_says(line.collapsed, words[index].folded), *_speaks(line.collapsed, words[index])]
        own += ["known"] if index in known else []
        own += ["heads"] if below else []
        own += ["author"] if names and f"{line.collapsed} ".startswith(names) else []
        own += ["again"] if said[line.collapsed.casefold()] > 1 else []
        found.append(tuple(own))
    return found


def _may_be_title(line: Line) -> bool:
    titled = line.is_title_like and not is_moment(line.collapsed)
    return line.words >= _TITLE_WORDS and (titled or line.text.rstrip().endswith("?"))


def _tells_of_body(line: Line, words: Words) -> bool:
    long = line.is_sentence and line.words >= _LONG_BODY
    return long and matters(words) + owns(words) + speaks_to_readers(words) <= 1


def _form(line: Line, words: Sequence[str]) -> Iterator[str]:
    text = line.collapsed
    size = "tiny" if line.words <= 2 else "short" if line.words <= 7 else "middling" if line.words <= 15 else "long"
    yield f"closed_{size}" if is_closed(text) else f"open_{size}"
    if len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.7 * len(words):
        yield "capitals"
    if len(words) > 2 and not any(word.casefold() in _FUNCTION for word in words):
        yield "bare"
    if words and text.upper() == text:
        yield "shouted"
    if is_moment(text):
        yield "moment"
    if _ADDRESS.fullmatch(text):
        yield "address"
    if not words:
        yield "wordless"
    elif all(word.casefold() in _SECTIONS for word in words):
        yield "section"
    if line.kind is Kind.ITEM:
        yield "item"
    if _PERSON.fullmatch(text):
        yield "person"


def _says(text: str, folded: str) -> Iterator[str]:
    """What its characters and phrases say."""
    figures = _SAYS["figures"].search(text) is not None
    for name, sign in _SAYS.items():
        if name in _NEEDS and not (figures and name in _COUNTS) and not any(one in folded for one in _NEEDS[name]):
            continue
        if sign.match(text) if name in _AT_THE_START else sign.search(text):
            yield name
    if text[-1:] in _ENDS:
        yield _ENDS[text[-1]]
    if text.startswith("(") and text.endswith(")"):
        yield "bracketed"


def _speaks(text: str, words: Words) -> Iterator[str]:
    """What its words say of pages, of their makers and of their readers."""
    yield from (name for name, some in _HAS.items() if not words.parts.isdisjoint(some))
    count, own, readers = min(matters(words), 3), owns(words), speaks_to_readers(words)
    if count:
        yield f"matters_{count}"
    if own:
        yield "owns"
    if readers:
        yield "readers"
    if count > 1 and (own or readers):
        yield "voice"
    if opens(text):
        yield "opens"
    if acts(text):
        yield "acts"
    if tells(text):
        yield "tells"
