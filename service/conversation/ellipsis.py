"""Questions that leave out what the last one said: "Why?", "And in 2022?", "What about Anna?", "Tell me more". Pure."""

import re

from service.conversation.agreement import agreeing
from service.conversation.matter import topic
from service.conversation.phrases import Phrase, parts, phrases
from service.conversation.verbs import is_verb
from service.wording import words

_HELPING = "is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may|might"
_BARE = re.compile(
    r"^(?P<asks>(?:since |until |by |for |to |with |from |in |at |on |according to )?"
    r"(?:why|how|when|where|who|whom|which|what|how (?:many|much|long|often|far|come|so|big|old)|what (?:year|day|date|"
    r"time)|where exactly|when exactly|how exactly|why exactly|why not|why so|why now|which ones?))[?!. ]*$",
    re.IGNORECASE,
)
_ADVERB_ASKED = re.compile(rf"^(?:when|where|why|how) (?=(?:{_HELPING})\b)", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(r"^(?:why|how|when|where|since when|until when)$", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:please )?(?:(?:can|could|would) you (?:please )?)?(?:tell (?:me|us) (?:a (?:bit|little) )?more"
    r"|(?:give|show) (?:me|us) (?:more|further|some)(?: details?| information)?|say more|go on|continue"
    r"|elaborate|explain(?: more| further)?|expand|(?:any |some )?(?:more|further)(?: details?| information)?|what else"
    r"|anything else|details)(?: (?:about|on) (?:that|this|it))?(?:,? please)?[?!. ]*$",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"^(?:are you (?:really )?(?:sure|certain)|(?:is|was|isn['’]t) (?:it|that|this) (?:really |still )?(?:true|right|"
    r"correct|certain|confirmed|the case|so|valid|up to date)(?: (?:today|now))?|really)[?!. ]*$",
    re.IGNORECASE,
)
_STILL = re.compile(r"\b(?:still|today|now|up to date)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"^(?:(?:and|but|or|so|then|ok(?:ay)?)[, ]+)*(?:(?:what|how) (?:about|of)|and|but|or)[, ]+(?P<rest>[^?]+?)[?!. ]*$",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"^(?P<rest>(?:in|on|at|by|for|from|about|since|until|before|after|during|under|with|without|against|to|among|between)"
    r"\s[^?]+?)[?!. ]*$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?P<word>in|on|at|by|for|from|since|until|before|after|during|under|with|about|to|of)\s+")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHEN = re.compile(
    r"\b(?:(?:in|on|since|by|until|during|before|after) )?(?:(?:early|late|mid) )?"
    r"(?:(?:last|next|this) (?:year|month|week|summer|winter|spring|autumn)"
    rf"|(?:(?:{_MONTHS}) )?(?:1[5-9]|20)\d\d|yesterday|today|now|(?:{_MONTHS.replace('May|', '')}))\b",
)
# These say nothing of what they are the other of.
_OTHERS = frozenset("side sides party parties one ones hand".split())
# "The later plan" takes the place of "the earlier draft".
_CONTRASTED = re.compile(
    r"^the (?:other|earlier|later|former|latter|first|second|third|old|new|older|newer|previous|current|revised|"
    r"original|latest|next|final) ",
    re.IGNORECASE,
)
_LONGEST = 7


def again(question: str, before: str) -> str | None:
    """The last question asked again as the follow-up wants it, where that says nothing of its own; else None."""
    if _MORE.match(question):
        return f"What is known about {topic(before)}?"
    if _DOUBT.match(question):
        return f"{_unasked(before)} now?" if _STILL.search(question) else before
    bare = _BARE.match(question)
    return _asked_again(bare["asks"], before) if bare else None


def filled(question: str, before: str) -> str | None:
    """The last question with the follow-up in the place of what it stands against; None for one that has a verb."""
    fragment = _FRAGMENT.match(question) or _PLACED.match(question)
    if fragment is None or not _lacks_a_verb(fragment["rest"]):
        return None
    return _filled(fragment["rest"].strip(), before)


def _lacks_a_verb(fragment: str) -> bool:
    plain = [word.text.casefold() for word in words(fragment)]
    asks = re.match(rf"(?:{_HELPING}|what|who|whom|whose|when|where|why|how|which|if)\b", fragment, re.IGNORECASE)
    return len(plain) <= _LONGEST and not asks and not any(is_verb(word) for word in plain)


def _asked_again(asks: str, before: str) -> str:
    """The last question with another question word: "When was it signed?" asked "Why?" is "Why was it signed?"."""
    if _CIRCUMSTANCE.match(asks) and (adverb := _ADVERB_ASKED.match(before)):
        return f"{asks[0].upper()}{asks[1:]} {before[adverb.end() :]}"
    return f"{_unasked(before)}, and {asks[0].lower()}{asks[1:]}?"


def _filled(rest: str, before: str) -> str:
    """The last question with the fragment in the place of what it stands against, else behind it."""
    if match := _WHEN.fullmatch(rest):
        then = list(_WHEN.finditer(before))
        return _replaced(before, then[-1].span(), match.group()) if then else f"{_unasked(before)} {rest}?"
    preposition = _PREPOSITION.match(rest)
    inner = rest[preposition.end() :] if preposition else rest
    if (place := _slot(inner, preposition and preposition["word"], before)) is not None:
        return _replaced(before, (place.start, place.end), inner)
    return f"{_unasked(before)}{' ' if preposition else ', and '}{rest}?"


def _slot(inner: str, preposition: str | None, before: str) -> Phrase | None:
    """The phrase of the last question that the fragment stands against: one in its place, of its kind, its contrast."""
    asked = phrases(before)
    inside = [part for phrase in asked for part in parts(phrase)]
    mine = next(iter(phrases(f"about {inner}")), None)
    placed = [one for one in (*asked, *inside) if preposition and one.before == preposition]
    if mine is None or placed:
        return next(iter(placed), None)
    if mine.named:
        named = [one for one in asked if one.text[0].isupper()]
        alike = [one for one in (*named, *inside) if bool(one.person) == bool(mine.person) and not one.placed]
        return next(iter([*alike, *named]), None)
    definite = [one for one in asked if one.definite]
    if same := [one for one in definite if one.head == mine.head]:
        return same[0]
    contrasts = _CONTRASTED.match(inner) and mine.head not in _OTHERS
    return definite[0] if len(definite) == 1 and contrasts else None


def _replaced(text: str, span: tuple[int, int], by: str) -> str:
    start, end = span
    return f"{agreeing(text[:start], by)}{by}{text[end:]}"


def _unasked(question: str) -> str:
    return question.rstrip(" ?.!")
