"""Yes for no: negations put in and taken out, opposites."""

from __future__ import annotations

import random
import re

from evals.mutations.sentence import Sentence, drawn, like, replaced

_AUXILIARY = re.compile(
    r"\b(?P<verb>is|are|was|were|has|have|had|will|would|could|should|can|may|must)\b"
    r"(?! (?:not|n’t|never|no|to)\b)(?= [a-z])"
)
_PAST = re.compile(
    r"(?<=[a-z] )(?P<verb>announced|confirmed|agreed|approved|won|visited|signed|accepted|reached|paid|received|"
    r"released|met|supported|denied|attended|offered|joined|returned|arrived|resigned|died)\b"
)
_BASE = {
    "won": "win", "met": "meet", "paid": "pay", "denied": "deny", "agreed": "agree", "approved": "approve",
    "released": "release", "received": "receive", "resigned": "resign", "arrived": "arrive", "died": "die",
}  # fmt: skip
_NEGATED = re.compile(
    r"\b(?P<verb>is|are|was|were|has|have|had|will|would|could|should|can|may|must)(?P<gone> not\b|n[’']t\b| never\b)"
    r"|(?P<no>\bnot? )(?=[a-z])|\b(?P<failed>failed to|refused to|declined to) (?P<base>[a-z]+)"
)
_OPPOSITES = """
    increase decrease; increased decreased; increases decreases; rise fall; rose fell; rising falling;
    rises falls; more fewer; higher lower; highest lowest; high low; up down; above below; before after; win lose;
    won lost; winner loser; support oppose; supported opposed; supports opposes; supporters opponents;
    accepted rejected; accept reject; approved rejected; approve reject; allowed banned; allow ban; allows bans;
    legal illegal; first last; largest smallest; larger smaller; biggest smallest; bigger smaller; large small;
    major minor; best worst; better worse; good bad; strong weak; stronger weaker; success failure;
    successful unsuccessful; succeeded failed; old new; older younger; oldest youngest; early late; earlier later;
    open close; opened closed; opening closing; start end; started ended; began ended; begin end; north south;
    northern southern; east west; eastern western; male female; man woman; men women; boy girl; father mother;
    son daughter; husband wife; brother sister; guilty innocent; convicted acquitted; alive dead; survived died;
    safe dangerous; positive negative; public private; domestic foreign; inside outside; always never;
    often rarely; most few; majority minority; many few; arrived left; joined left; buy sell; bought sold;
    gain loss; gains losses; gained lost; profit loss; expand shrink; improve worsen; improved worsened;
    strengthen weaken; increasingly decreasingly; confirmed denied; confirms denies; likely unlikely;
    possible impossible; able unable; cheaper pricier; short long; shorter longer; fast slow; faster slower;
    rich poor; hot cold; warm cool; dry wet; full empty; easy difficult; easier harder; remain leave; raised cut;
    raise cut; hired fired; arrested released; praised criticized; ally enemy; victory defeat; agree disagree;
    agreed disagreed; include exclude; included excluded; near far; urban rural; love hate; loved hated;
    encourage discourage; permanent temporary; popular unpopular; common rare; optimistic pessimistic;
    attack defend; attacked defended; urged discouraged; morning evening; night morning; left right; for against"""
_ANTONYMS: dict[str, str] = {}
for _pair in _OPPOSITES.split(";"):
    _one, _two = _pair.split()
    _ANTONYMS.setdefault(_one, _two)
    _ANTONYMS.setdefault(_two, _one)
_ANTONYM = re.compile(rf"\b(?:{'|'.join(one for one in _ANTONYMS if one != 'for')})\b", re.IGNORECASE)


def negated(sentence: Sentence, chance: random.Random) -> str | None:
    """A negation where there was none."""
    if " not " in sentence.text or "n’t" in sentence.text or "n't" in sentence.text:
        return None
    match = drawn(_AUXILIARY, sentence.text, chance)
    if match is not None:
        new = f"{match.group()} {chance.choice(('not', 'not', 'not', 'never'))}"
        if match.group() in ("is", "are", "was", "were", "has", "would") and chance.random() < 0.3:
            new = f"{match.group()}n’t"
        return replaced(sentence.text, match, new)
    match = drawn(_PAST, sentence.text, chance)
    if match is None:
        return None
    base = _BASE.get(match.group(), match.group().removesuffix("ed"))
    return replaced(sentence.text, match, f"{chance.choice(('did not', 'failed to', 'refused to'))} {base}")


def affirmed(sentence: Sentence, chance: random.Random) -> str | None:
    """A negation gone."""
    match = drawn(_NEGATED, sentence.text, chance)
    if match is None:
        return None
    if match.group("gone"):
        return replaced(sentence.text, match, "", "gone")
    if match.group("no"):
        return replaced(sentence.text, match, "", "no")
    return replaced(sentence.text, match, f"managed to {match.group('base')}")


def opposite(sentence: Sentence, chance: random.Random) -> str | None:
    """One word's opposite in its place."""
    match = drawn(_ANTONYM, sentence.text, chance)
    if match is None:
        return None
    return replaced(sentence.text, match, like(match.group(), _ANTONYMS[match.group().casefold()]))
