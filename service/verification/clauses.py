"""A claim in the clauses that can be true or false by themselves, each where it stands. Pure.

Clauses joined by "and" or "but", subordinate and relative ones, participles, appositions and who says so at the end.
English only, by words and commas and without a grammar: where it is not sure of a clause it leaves two as one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from indexing.blocks import Span
from indexing.sentences import sentences
from service.verification.verbs import is_finite
from service.wording import Word, words


class Bond(StrEnum):
    """How a clause hangs on what stands before it."""

    MAIN = "main"
    COORDINATE = "coordinate"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    APPOSITION = "apposition"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` stands at `start:end` of the claim; `statement` says it by itself, with the subject that it leaves out."""

    start: int
    end: int
    text: str
    bond: Bond
    statement: str


@dataclass(frozen=True, slots=True)
class _Break:
    """A clause begins at `start`; what it says begins at `said`, behind the word that joins it."""

    start: int
    said: int
    bond: Bond


_EDGES = " ,;\n\t"
_ADVERBS = frozenset("then also later now soon still again never not once twice".split())
_LINKS = (
    (Bond.SPEAKER, r",\s+(?=according to\b|(?:[^\s,]+\s+){1,6}(?:said|says|added|told \w+)\W*$)"),
    (Bond.COORDINATE, r";\s+(?:and\s+|but\s+)?|,?\s+(?:and|but|or|nor|yet)\s+"),
    (Bond.SUBORDINATE, r",\s+(?:as|since|so)\s+|,?\s+(?:because|although|though|while|whereas|when|after|before|until"
                       r"|unless|if)\s+"),
    (Bond.RELATIVE, r",?\s+(?:(?:in|of|to|from|for|with|by|at|on)\s+)?(?:who|which|whose|whom|where)\s+|,?\s+that\s+"),
    (Bond.PARTICIPLE, r",\s+(?=(?:\w+ly\s+)?(?:\w{2,}ing\b|\w+ed\s+(?:by|in|at|on|to|from|as|with|for|over)\b))"),
    (Bond.APPOSITION, r",\s+(?=(?:an?|the|his|her|its|their|one of|former|now)\s)"),
    (Bond.MAIN, r",\s+"),
)  # fmt: skip
_LINK = re.compile("|".join(f"(?P<{bond}>{form})" for bond, form in _LINKS), re.IGNORECASE)
_OPENS = re.compile(
    r"(?:because|although|though|while|whereas|when|after|before|until|unless|if|as|since|despite|during|\w{3,}ing)\b",
    re.IGNORECASE,
)
_HELD = re.compile(r"“[^”]*”|\"[^\"]*\"|\([^)]*\)")
_NO_PARTICIPLE = re.compile(r"(?:during|evening|morning|nothing|something|anything|everything|spring)\b", re.IGNORECASE)
_DETERMINERS = frozenset("a an the his her its their this that these those some many two three all both".split())
# What stands between "and" and its verb, where it has a subject of its own.
_LONGEST_SUBJECT = 8
_LONGEST_APPOSITION = 12
_FEWEST_WORDS = 2
# Characters within which a verb, a second word or a name is looked for.
_NEAR = 200


@lru_cache(maxsize=2_000)
def clauses(claim: str) -> tuple[Clause, ...]:
    """The clauses of a claim in order, without overlap. A claim of one clause gives it whole."""
    return tuple(one for span in sentences(claim) or [Span(0, len(claim))] for one in _of_sentence(claim, span))


def holding(claim: str, at: int) -> tuple[int, int]:
    """The place of the clause that holds the character at `at`; the whole claim where none does."""
    return next(((one.start, one.end) for one in clauses(claim) if one.start <= at < one.end), (0, len(claim)))


def _of_sentence(claim: str, span: Span) -> Iterator[Clause]:
    begun = list(_begun(claim, span))
    ends = [*(later.start for later in begun[1:]), span.end]
    said = [claim[one.said : end].strip(_EDGES) for one, end in zip(begun, ends, strict=True)]
    mains = [text for one, text in zip(begun, said, strict=True) if one.bond is Bond.MAIN]
    main = " ".join(mains) if _verb(mains[0]) is None else mains[0]
    for one, end, text in zip(begun, ends, said, strict=True):
        start, end = _edges(claim, one.start, end)
        if start < end:
            yield Clause(start, end, claim[start:end], one.bond, _by_itself(claim, one, text, main, span.start))


def _edges(claim: str, start: int, end: int) -> tuple[int, int]:
    text = claim[start:end]
    left = len(text) - len(text.lstrip(_EDGES))
    return start + left, start + max(left, len(text.rstrip(_EDGES)))


def _begun(claim: str, span: Span) -> Iterator[_Break]:
    """Where the clauses of a sentence begin, its own beginning first."""
    held = [match.span() for match in _HELD.finditer(claim, span.start, span.end)]
    every = _LINK.finditer(claim, span.start, span.end)
    links = [link for link in every if not any(start < link.start() < end for start, end in held)]
    last = _Break(span.start, span.start, Bond.MAIN)
    # What opens the sentence ends with its comma; the clause that it belongs to follows.
    comma = next((link for link in links if "," in link.group()), None) if _OPENS.match(claim, span.start) else None
    if comma:
        yield _Break(span.start, span.start, Bond.SUBORDINATE)
        last = _Break(comma.start(), comma.end(), Bond.MAIN)
    yield last
    for link in links:
        one = _Break(link.start(), link.end(), Bond(link.lastgroup or Bond.MAIN))
        before, after = claim[span.start : one.start], claim[one.said : span.end]
        begins = one.start >= last.said and _begins(one.bond, last.bond, before, after, link.group())
        if begins and _long_enough(claim[last.start : one.start]) and _long_enough(after):
            last = one
            yield last


def _begins(bond: Bond, within: Bond, before: str, after: str, link: str) -> bool:
    """Whether a clause begins behind such a link."""
    rest = re.split(r"[,;]\s", after, maxsplit=1)[0]
    match bond:
        case Bond.SPEAKER:
            return True
        case Bond.COORDINATE:
            return _verb(before) is not None and (link.startswith(";") or _starts_or_has_verb(rest))
        case Bond.SUBORDINATE:
            return _verb(before) is not None
        case Bond.RELATIVE:
            return "that" not in link.casefold() or _opens_with_verb(after)
        case Bond.PARTICIPLE:
            return not _NO_PARTICIPLE.match(after)
        case Bond.APPOSITION:
            listed = re.match(r"(?:and|or)\s", after[len(rest) :].lstrip(" ,"))
            short = len(rest.split()) <= _LONGEST_APPOSITION
            return (short and _verb(rest) is None and not listed) or _resumes(within, after)
        case Bond.MAIN:
            return _resumes(within, after)


def _resumes(within: Bond, after: str) -> bool:
    """Whether behind a comma the clause goes on that another was put into."""
    if within is Bond.APPOSITION:
        return True
    return within in (Bond.RELATIVE, Bond.PARTICIPLE) and _opens_with_verb(after)


def _long_enough(text: str) -> bool:
    near = list(words(text[:_NEAR]))
    return len(near) >= _FEWEST_WORDS or any(is_finite(word.text) for word in near)


def _verb(text: str) -> Word | None:
    return next((word for word in words(text[:_NEAR]) if is_finite(word.text)), None)


def _opens_with_verb(text: str) -> bool:
    first = [word.text for word in words(text[:60]) if not word.text.endswith("ly")][:2]
    return bool(first) and (is_finite(first[0]) or (first[0] in _ADVERBS and len(first) > 1 and is_finite(first[1])))


def _starts_or_has_verb(text: str) -> bool:
    return any(is_finite(word.text) for word in list(words(text))[:_LONGEST_SUBJECT])


def _by_itself(claim: str, one: _Break, said: str, main: str, start: int) -> str:
    verb = _verb(main)
    subject = main[: verb.start].strip(_EDGES) if verb else main
    match one.bond:
        case Bond.MAIN:
            told = main
        case Bond.COORDINATE if _opens_with_verb(said):
            told = f"{subject} {said}"
        case Bond.SUBORDINATE | Bond.SPEAKER:
            joint = claim[one.start : one.said] or " "
            told = f"{main}{joint}{said[:1].lower()}{said[1:]}" if joint == " " else f"{main}{joint}{said}"
        case Bond.RELATIVE if not re.search(r"where|whom|\s\w+\s+which", claim[one.start : one.said], re.IGNORECASE):
            whose = "’s" if "whose" in claim[one.start : one.said].casefold() else ""
            told = f"{_antecedent(claim[start : one.start])}{whose} {said}"
        case Bond.PARTICIPLE:
            told = f"{subject} was {said}"
        case Bond.APPOSITION:
            told = f"{_antecedent(claim[start : one.start])} is {said}"
        case _:
            told = said
    return f"{told[:1].upper()}{told[1:]}".rstrip(" .") + "."


def _antecedent(before: str) -> str:
    """The name, or the noun with its article, that a text ends with."""
    before = before[-_NEAR:]
    found = list(words(before))
    if not found:
        return before
    named = found[-1].text[0].isupper()
    at = len(found) - 1
    while at and (found[at - 1].text[0].isupper() if named else found[at].text.casefold() not in _DETERMINERS):
        at -= 1
    return before[found[at].start :].strip(_EDGES)
