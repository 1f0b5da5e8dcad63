"""Less said, and nothing else: controls that no detector should flag."""

from __future__ import annotations

import random
import re

from evals.mutations.sentence import Sentence, drawn, replaced

_VERB = r"(?= (?:said|says|was|is|has|had|told|will|were|are|have|also)\b)"
_ASIDE = re.compile(
    r" \([^)“”]{3,80}\)|, (?:who|which|whose)\b[^,“”]{5,90},"
    + _VERB
    + r"| [–—] [^–—“”]{5,90} [–—](?= )|, (?:a|an|the) [^,“”]{5,60},"
    + _VERB
)
_ADVERB = re.compile(
    r"(?<=[a-z]) (?:also|then|recently|quickly|later|meanwhile|soon|already|now|officially|publicly|finally|eventually|"
    r"previously|currently|specifically|immediately|suddenly|formally|ultimately|initially)(?= [a-z])"
)
_WHEN = re.compile(
    r" (?:on|late|early) (?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r"(?: (?:morning|afternoon|evening|night))?(?=[ .,])"
)
_LEAD = re.compile(
    r"^(?:But|And|However,|Meanwhile,|Still,|Now,|So|In addition,|Also,|Instead,|On \w+day,|Earlier this week,)"
    r" (?P<first>\w)"
)
_TAIL = re.compile(
    r", (?:who|which|where|while|with|including|as well as|saying|adding|leaving|making|citing)\b[^“”]{10,}?(?=\.$)"
)
_PLACE = re.compile(r"(?<=[a-z]) in [A-Z]\w+(?: [A-Z]\w+)?(?=\.$)")


def aside_dropped(sentence: Sentence, chance: random.Random) -> str | None:
    """Without its parenthesis."""
    match = drawn(_ASIDE, sentence.text, chance)
    return replaced(sentence.text, match, "") if match else None


def adverb_dropped(sentence: Sentence, chance: random.Random) -> str | None:
    """Without an adverb, or without the weekday."""
    match = drawn(_ADVERB, sentence.text, chance) or drawn(_WHEN, sentence.text, chance)
    return replaced(sentence.text, match, "") if match else None


def lead_dropped(sentence: Sentence, chance: random.Random) -> str | None:
    """Without the word that tied it to what came before."""
    match = drawn(_LEAD, sentence.text, chance)
    return replaced(sentence.text, match, match.group("first").upper()) if match else None


def tail_dropped(sentence: Sentence, chance: random.Random) -> str | None:
    """Without its last clause, or without where it was."""
    match = drawn(_TAIL, sentence.text, chance) or drawn(_PLACE, sentence.text, chance)
    if match is None or len(sentence.text[: match.start()].split()) < 5:
        return None
    return replaced(sentence.text, match, "")
