"""More said than is known: hedges gone, plans done, some made all."""

from __future__ import annotations

import random
import re

from evals.mutations.sentence import Sentence, drawn, like, replaced

_HEDGES = (
    (re.compile(r"\b(?:may|might|could) be\b"), "is"),
    (re.compile(r"\b(?:may|might|could) have\b"), "has"),
    (re.compile(r"\b(?:may|might|could)\b(?= [a-z])"), "will"),
    (
        re.compile(
            r"\b(?:reportedly|allegedly|possibly|probably|perhaps|apparently|potentially|likely|suspected|alleged) "
        ),
        "",
    ),
    (re.compile(r"\b(?:appears|seems|appeared|seemed) to be\b"), "is"),
    (re.compile(r"\b(?:is|are) (?:expected|likely|believed|thought|set|due) to\b"), "will"),
    (re.compile(r"\b(?:about|around|roughly|approximately|nearly|almost|at least|up to) (?=\d)"), "exactly "),
    (re.compile(r", (?:according to|say|says|said) [^,.]+(?=\.?$)"), ""),
)
_PLANS = (
    (re.compile(r"\b(?P<who>has|have|is|are|was|were)? ?(?:planning|plans|planned|plan|hopes|hoping|intends|expected|"
                r"set|due|"
                r"scheduled|wants|aims|agreed|promised|threatened|vowed|pledged|trying) to (?P<verb>[a-z]+)\b"), None),
    (re.compile(r"\b(?:will|would) (?P<verb>[a-z]+)\b"), None),
)  # fmt: skip
_IRREGULAR = {
    "be": "was", "have": "had", "go": "went", "make": "made", "take": "took", "get": "got", "give": "gave",
    "meet": "met",
    "hold": "held", "leave": "left", "begin": "began", "run": "ran", "win": "won", "send": "sent", "see": "saw",
    "build": "built", "come": "came", "become": "became", "keep": "kept", "pay": "paid", "sell": "sold",
    "buy": "bought",
    "speak": "spoke", "cut": "cut", "set": "set", "put": "put", "bring": "brought", "tell": "told", "say": "said",
    "lead": "led", "find": "found", "fight": "fought", "rise": "rose", "fall": "fell", "spend": "spent", "do": "did",
    "face": "faced", "stop": "stopped", "step": "stepped", "lose": "lost", "feel": "felt", "let": "let", "fly": "flew",
}  # fmt: skip
_NO_PAST = frozenset(
    "not never likely also only soon no still then now and or of the a an to in on at as power".split()
)
_SCOPES = {
    "some": "all", "many": "all", "most": "all", "several": "all", "often": "always", "sometimes": "always",
    "usually": "always", "a few": "all", "nearly all": "all", "mostly": "entirely", "partly": "entirely",
    "mainly": "only",
    "partially": "fully", "largely": "entirely", "one of the": "the", "part of": "all of", "half of": "all of",
    "at least one": "every", "a number of": "all", "among the": "the", "almost": "entirely", "rarely": "never",
}  # fmt: skip
_SCOPE = re.compile(rf"\b(?:{'|'.join(sorted(_SCOPES, key=len, reverse=True))})\b", re.IGNORECASE)


def hedge_removed(sentence: Sentence, chance: random.Random) -> str | None:
    """What may be is; who said so is not named."""
    found = [(match, new) for pattern, new in _HEDGES for match in pattern.finditer(sentence.text)]
    if not found:
        return None
    match, new = chance.choice(found)
    return replaced(sentence.text, match, like(match.group(), new) if new else "")


def done(sentence: Sentence, chance: random.Random) -> str | None:
    """What was planned has been done."""
    found = [
        match
        for pattern, _ in _PLANS
        for match in pattern.finditer(sentence.text)
        if match.group("verb") not in _NO_PAST
    ]
    if not found or re.search(r"\b(?:if|wish|whether)\b", sentence.text):
        return None
    match = chance.choice(found)
    lead = " " if match.group().startswith(" ") else ""
    return replaced(sentence.text, match, lead + _past(match.group("verb")))


def widened(sentence: Sentence, chance: random.Random) -> str | None:
    """Some are all, often is always."""
    match = drawn(_SCOPE, sentence.text, chance)
    return replaced(sentence.text, match, like(match.group(), _SCOPES[match.group().casefold()])) if match else None


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}ed"
