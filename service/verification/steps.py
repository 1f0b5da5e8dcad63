"""Steps: what the evidence only plans, hopes for, comes near to or reports as rumour, the claim does not call done.

Unlike `plans` and `hedges` this reads free paraphrases: a deed of the claim is looked for, in other words too, behind
a word that makes it less than done, in a sentence on the same people and things.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from indexing.sentences import sentences
from service.answers import Reason
from service.verification.clauses import Clause, clauses
from service.verification.dates import dates
from service.verification.deeds import PAUSE, Deed, deeds, ends_work, one_deed
from service.verification.denials import NEGATION
from service.verification.hedges import RULE as HEDGE
from service.verification.synonyms import same
from service.verification.verbs import base, is_past
from service.wording import Word, words

RULE = "step_done"

_WISHES = (
    r"plan(?:s|ned|ning)?|hop(?:e|es|ed|ing)|intend(?:s|ed|ing)?|want(?:s|ed|ing)?|aim(?:s|ed|ing)?|vow(?:s|ed|ing)?"
    r"|agree(?:s|d|ing)?|promis(?:e|es|ed|ing)|threaten(?:s|ed|ing)?|pledg(?:e|es|ed|ing)|offer(?:s|ed|ing)?"
    r"|seek(?:s|ing)?|sought|prepar(?:e|es|ed|ing)|wish(?:es|ed|ing)?|attempt(?:s|ed|ing)?|expect(?:s|ed|ing)?"
    r"|propos(?:e|es|ed|ing)"
)
_STATES = (
    "set|due|going|about|ready|likely|expected|believed|thought|said|understood|rumou?red|reported|scheduled|poised|keen"
    "|prepared|willing|supposed|slated"
)
# Words that the deed follows at once.
_DIRECT = (
    rf"(?:(?-i:may)|will|might|could|shall|should)(?! only)|(?:{_WISHES}) to"
    rf"|(?:is|are|was|were|be|been) (?:\w+ly )?(?:{_STATES}) to"
    r"|(?:plans?|proposals?|offers?|promises?|pledges?|hopes?|deal|agreement|threats?|talks|ambitions?|intentions?"
    r"|aspirations?|desires?|wish(?:es)?|bids?|willingness|readiness) to"
    r"|reportedly|allegedly|supposedly|consider(?:s|ed|ing)?"
)
# Words that the deed follows with a few others between, as "agreeing", "to agree" or "agreement".
_LOOSE = (
    r"(?:closer|nearer|close|near) to|near(?:s|ed|ing)|on the (?:verge|brink|cusp) of"
    r"|(?:talks|negotiations|discussions) (?:to|on|over|about|for)|steps? towards?|progress towards?"
    r"|work(?:s|ed|ing)? towards?|mull(?:s|ed|ing)?|weigh(?:s|ed|ing)|eyeing|hopes? (?:of|for)|plans? (?:for|the|an?)"
)
_CUE = re.compile(rf"\b(?:(?P<direct>{_DIRECT})|(?P<loose>{_LOOSE}))(?=\W)", re.IGNORECASE)
_WORK = re.compile(r"\bwork(?:s|ed|ing)? (?:on|at)\b", re.IGNORECASE)
_AIMED_AT = re.compile(r"(?:ing|ion|ment|al|deal|accord|pact)$")
# A claim that says whose word it is, or how sure it is, states nothing as done.
_GUARDED = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|according|t(?:old|ells)|add(?:s|ed)|announc\w+|report\w*|alleg\w+|claim\w*|apparent\w*"
    r"|belie\w+|think\w*|thought|suggest\w*|expect\w*|likely|probabl[ey]|perhaps|possibl[ey]|potential\w*|if|whether"
    r"|suppos\w+|rumou?r\w*|seem\w*|appear(?:s|ed)? to|plan(?:s|ned|ning)? to|hop(?:e|es|ed|ing)|want\w*|wish\w*"
    r"|need\w*|almost|nearly)\b|\?",
    re.IGNORECASE,
)
# Taken at their word by half of those who retell it: with these the rule is weighed and does not decide.
_WEAK = re.compile(r"reportedly|allegedly|supposedly|agree", re.IGNORECASE)
_SOFT = frozenset("be been being have has had soon then again both now once".split())
_BETWEEN = 4
# The share of a deed's people and things, and how many of them, that a sentence on it names.
_ABOUT = 0.6
_FEWEST = 2
_MATTER = 0.4
# Sentences after the step within which "it passed" speaks of the same.
_SOON = 2


@dataclass(frozen=True)
class _Sentence:
    text: str
    place: int = 0

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(words(self.text))

    @cached_property
    def content(self) -> tuple[str, ...]:
        return tuple(word.text for word in self.words if word.carries_content)

    @cached_property
    def cues(self) -> tuple[re.Match[str], ...]:
        return tuple(_CUE.finditer(self.text))

    def about(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the people and things that the sentence names."""
        return tuple(name for name in names if any(same(name, other) for other in self.content))

    def cue(self, start: int, end: int) -> re.Match[str] | None:
        """What makes the word at the place less than done."""
        return next((cue for cue in self.cues if self._reaches(cue, start, end)), None)

    def _reaches(self, cue: re.Match[str], start: int, end: int) -> bool:
        if cue.end() > start or PAUSE.search(self.text, cue.end(), start):
            return False
        between = [one.text.casefold() for one in self.words if cue.end() <= one.start < start]
        hard = [one for one in between if one not in _SOFT and not one.endswith("ly")]
        if cue.group("direct"):
            return not hard
        aimed = cue.group().endswith("to") or between[-1:] == ["to"] or _AIMED_AT.search(self.text[start:end])
        return bool(aimed) and len(hard) <= _BETWEEN


def check(claim: str, evidence: str) -> tuple[Reason, ...]:
    """A reason for each deed of the claim that the evidence tells only as a step to it, and nowhere as done.

    The rule is RULE for plans, hopes, chances and things drawing near; for rumours and for what was only agreed to,
    which many retell as done, it is that of `hedges`.
    """
    return tuple(reason for deed, names in _deeds(claim) for reason in _undone(claim, deed, names, evidence))


def is_but_a_step(sentence: str, verb: str) -> bool:
    """Whether a sentence speaks of the deed of a verb, as "join", and everywhere as planned, hoped for or possible."""
    one = _Sentence(sentence)
    told = [word for word in one.words if word.carries_content and one_deed(word.text, verb)]
    return bool(told) and all(one.cue(word.start, word.end) for word in told)


def _undone(claim: str, deed: Deed, names: tuple[str, ...], evidence: str) -> Iterator[Reason]:
    told = _read(evidence)
    steps = [
        (len(found), one, said)
        for one in told
        if (said := _step(one, deed)) and len(found := one.about(names)) >= max(_FEWEST, _ABOUT * len(names))
    ]
    if not steps:
        return
    _, one, said = max(steps, key=lambda step: step[0])
    if _appointed(claim, one.text) or any(_is_done(deed, names, other, one) for other in told):
        return
    message = f"The cited text says “{said}”, the claim “{claim[deed.start : deed.end]}”."
    rule = HEDGE if _WEAK.match(said) else RULE
    yield Reason(rule=rule, message=message, claim_span=(deed.start, deed.end), evidence=said)


def _step(one: _Sentence, deed: Deed) -> str | None:
    """The words of a sentence that tell the deed as less than done."""
    for word in one.words if one.cues else ():
        if word.carries_content and one_deed(word.text, deed.verb) and (cue := one.cue(word.start, word.end)):
            return one.text[cue.start() : word.end]
    work = _WORK.search(one.text) if ends_work(deed.verb) else None
    return work.group() if work else None


def _is_done(deed: Deed, names: tuple[str, ...], one: _Sentence, step: _Sentence) -> bool:
    """Whether a sentence has the deed as done; in other words it counts on the same matter or soon after the step."""
    found = one.about(names)
    matter = len(found) >= _MATTER * len(names)
    soon = 0 <= one.place - step.place <= _SOON
    for verb, start, end in _told_as_done(one):
        one_verb = base(verb) == base(deed.verb) and bool(found)
        told = matter or (soon and is_past(verb)) or one_verb
        if told and one_deed(verb, deed.verb) and one.cue(start, end) is None:
            return True
    return False


def _told_as_done(one: _Sentence) -> Iterator[tuple[str, int, int]]:
    """The verbs of a sentence in the past, or in the present as headlines have them, with their places."""
    yield from ((deed.verb, deed.at, deed.end) for deed in deeds(one.text, one.words))
    yield from ((word.text, word.start, word.end) for word in one.words if word.text.endswith("s"))


def _appointed(claim: str, text: str) -> bool:
    """Whether the claim tells of a day or month, with its year, what was appointed for that month: time has passed."""
    months = {day.month for day in dates(text)}
    return any(day.year and day.month and day.month in months for day in dates(claim))


def _deeds(claim: str) -> Iterator[tuple[Deed, tuple[str, ...]]]:
    """The first deed of each clause that states something, with the people and things that the clause names."""
    for span in sentences(claim):
        text = claim[span.start : span.end]
        if not (_GUARDED.search(text) or NEGATION.search(text)):
            for clause in clauses(claim):
                if span.start <= clause.start < span.end:
                    yield from _of_clause(clause)


def _of_clause(clause: Clause) -> Iterator[tuple[Deed, tuple[str, ...]]]:
    own = _Sentence(clause.text)
    for deed in deeds(own.text, own.words):
        quoted = own.text[: deed.start].endswith(("“", '"', "‘", "'"))
        if own.cue(deed.at, deed.end) is None and not quoted:
            told = {one.text for one in own.words if deed.start <= one.start < deed.end}
            named = dict.fromkeys(_Sentence(clause.statement).content)
            names = tuple(one for one in named if one not in told and not one_deed(one, deed.verb))
            yield deed.moved(clause.start), names
            return


@lru_cache(maxsize=500)
def _read(evidence: str) -> tuple[_Sentence, ...]:
    spans = sentences(evidence)
    return tuple(_Sentence(evidence[span.start : span.end], place) for place, span in enumerate(spans))
