"""Questions made from true sentences: what is asked, and what a right answer says. By form, without a model.

A sentence that fits no form gives no question; what comes out is for a person to read before it is a case.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

_BASES: dict[str, str] = dict(
    cast(tuple[str, str], tuple(pair.split()))
    for pair in """
    approved approve; signed sign; killed kill; sold sell; built build; opened open; closed close; lost lose;
    won win; bought buy; paid pay; received receive; sent send; made make; took take; found find; reported report;
    recorded record; held hold; launched launch; announced announce; released release; seized seize; destroyed destroy;
    evacuated evacuate; hired hire; cut cut; added add; gained gain; spent spend; raised raise; planted plant;
    arrested arrest; injured injure; visited visit; drew draw; lasted last; has have; have have; had have; cost cost;
    includes include; contains contain; counts count; employs employ; sells sell; needs need; wants want; left leave;
    met meet; began begin; ended end; arrived arrive; returned return; resigned resign; died die; fell fall; rose rise;
    agreed agree; rejected reject; accepted accept; asked ask; offered offer; proposed propose; published publish;
    gave give; got get; saw see; set set; put put; scored score; produced produce; planned plan; joined join;
    elected elect; named name; moved move; started start; struck strike; attacked attack; captured capture""".split(";")
)
_PRESENT = frozenset("has includes contains counts employs sells needs wants".split())
_PLURAL = frozenset({"have"})
_VERB = "|".join(sorted(_BASES, key=len, reverse=True))
# No word of a subject may be a verb: "has", "are", "added" would make two clauses of one.
_NO_VERB = rf"(?!(?:is|are|was|were|will|would|can|could|may|and|but|that|who|which|not|{_VERB}|[a-z]+ed)\b)"
_SUBJECT = (
    rf"(?P<subject>(?:The |An? )?(?:{_NO_VERB}[a-z-]+ ){{0,3}}[A-Z][\w’'-]*(?: {_NO_VERB}[\w’'-]+){{0,4}}?"
    rf"|The(?: {_NO_VERB}[a-z-]+){{1,4}}?)"
)
_NUMBER = r"(?P<number>\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WORD = r"(?: (?!and\b|but\b)[^\s,;:.“”\"()]+)"
_PLACE = rf"(?: (?:in|on|at|for|to|from|by|with|since|during|across|of){_WORD}{{1,7}}?)?"
_COUNT = re.compile(
    rf"^{_SUBJECT} (?P<verb>{_VERB}) (?:about |at least |nearly |almost |more than |some |around |up to )?{_NUMBER}"
    rf"(?P<thing>(?: {_NO_VERB}[a-z][a-z-]+){{1,3}}?)(?P<rest>{_PLACE})(?=[.,;]| and | but | while | as )"
)
_DATE = re.compile(
    rf"^{_SUBJECT} (?P<verb>{_VERB})(?! (?:been|[a-z]+ed|built|set|taken|said|lost|won|held|made)\b)"
    rf"(?P<rest>{_WORD}{{1,9}}?) (?:on|in)"
    rf" (?P<date>(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{1,2}}(?:, \d{{4}})?| \d{{4}})?|(?:19|20)\d\d)(?=[.,;])"
)
_WHETHER = re.compile(
    rf"^{_SUBJECT} (?P<aux>is|are|was|were|has|have|will|can)(?P<denied> not)?"
    rf"(?P<rest>(?: (?!and\b|but\b|not\b|n[’']t)[^\s,;:.“”\"()]+){{3,14}})"
    r"(?=[.,;])"
)
# What is for a matter, and what is against it, now and then.
_STANCES: dict[str, bool] = {
    **dict.fromkeys("backs supports favors favours endorses welcomes".split(), True),
    **dict.fromkeys("backed supported favored favoured endorsed welcomed".split(), True),
    **dict.fromkeys("opposes rejects opposed rejected".split(), False),
}
_STANCE = re.compile(rf"^{_SUBJECT} (?P<verb>{'|'.join(_STANCES)})(?! by\b)(?P<rest>{_WORD}{{1,10}})(?=[.,;])")
_NAME = r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|of|the|de|van))*"
# One capital at the head of a sentence is no name yet. A participle ("killed in", "held at") has no doer before it.
_FULL = r"(?!The )[A-Z][\w’'-]+(?: (?:of |the |de |van )?[A-Z][\w’'-]+)+"
_WHO = re.compile(
    rf"^(?:(?:The |An? )?(?:{_NO_VERB}[a-z-]+ ){{0,2}}(?P<name>{_FULL})|The (?P<body>[A-Z][\w’'-]+ {_NO_VERB}[a-z]+))"
    rf" (?P<verb>(?!ha(?:s|d|ve)\b)(?:{_VERB}))(?P<rest>(?! (?:in|at|on|by|as|during|earlier|later)\b)"
    rf"{_WORD}{{3,14}})(?=[.,;](?:\s|$))"
)
_SAID = re.compile(
    rf"[“\"](?P<said>[^“”\"]{{25,160}}?)[,.]?[”\"],? "
    rf"(?:(?P<before>{_NAME}) (?:said|says)\b|(?:said|says) (?P<after>{_NAME})(?=[,.]))"
)
_NO_SUBJECTS = frozenset(
    """He She It They We I You This That These Those The There When While Under And But If As Last Another Both Since
    After Before Although Many Some Most In On At For With By First Which What Who How So Now Yet Still Then""".split()
)


class Form(StrEnum):
    """What a question asks for."""

    COUNT = "count"
    DATE = "date"
    SPEAKER = "speaker"
    WHO = "who"
    WHETHER = "whether"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whose answer holds `fact`. `premise` is a question that takes it for otherwise, in the words `wrong`.

    A premise of a count has a place for another number, and no `wrong`: that number is it. `denied` is whether the
    right answer to a question for yes or no is no.
    """

    form: Form
    question: str
    fact: str
    premise: str = ""
    wrong: str = ""
    denied: bool = False


def questions(sentence: str) -> Iterator[Asked]:
    """The questions that a sentence answers."""
    if match := _COUNT.match(sentence):
        thing = match["thing"].strip()
        deed = _deed(match, match["rest"])
        if deed:
            said = f"{_BASES[match['verb']]} {{}} {thing}{match['rest']}"
            premise = f"Why {_auxiliary(match)} {_subject(match)} {said}?"
            yield Asked(Form.COUNT, f"How many {thing} {deed}?", match["number"], premise)
    if match := _DATE.match(sentence):
        deed = _deed(match, match["rest"])
        if deed:
            yield Asked(Form.DATE, f"When {deed}?", match["date"])
    if (match := _WHETHER.match(sentence)) and _opens(match):
        yield _whether(match)
    if (match := _STANCE.match(sentence)) and _opens(match):
        yield _stance(match)
    if (match := _WHO.match(sentence)) and sentence.split()[0] not in _NO_SUBJECTS - {"The"}:
        yield Asked(Form.WHO, f"Who {match['verb']}{match['rest']}?", match["name"] or match["body"])
    for match in _SAID.finditer(sentence):
        name = match["before"] or match["after"]
        if name.split()[0] not in _NO_SUBJECTS:
            yield Asked(Form.SPEAKER, f"Who said “{match['said']}”?", name)


def _whether(match: re.Match[str]) -> Asked:
    aux, rest, denied = match["aux"], match["rest"].strip(), match["denied"] is not None
    plain, refused = f"{aux} {rest.split()[0]}", f"{aux} not {rest.split()[0]}"
    # In the order of a statement, which is not that of the question: else it would stand in the question.
    fact = f"{match['subject'].split()[-1]} {refused if denied else plain}"
    premise = f"Why {aux} {_subject(match)} {'' if denied else 'not '}{rest}?"
    question = f"{aux.capitalize()} {_subject(match)} {rest}?"
    return Asked(Form.WHETHER, question, fact, premise, plain if denied else refused, denied)


def _stance(match: re.Match[str]) -> Asked:
    """Whoever is against it is asked whether they support it, too: so that two stances answer one question."""
    verb = match["verb"]
    question = f"{'Did' if verb.endswith('ed') else 'Does'} {_subject(match)} support{match['rest']}?"
    return Asked(Form.WHETHER, question, f"{match['subject'].split()[-1]} {verb}", denied=not _STANCES[verb])


def _deed(match: re.Match[str], rest: str) -> str:
    """Such as "did the council approve in May"; nothing where the subject is a pronoun or opens another clause."""
    return "" if not _opens(match) else f"{_auxiliary(match)} {_subject(match)} {_BASES[match['verb']]}{rest}"


def _opens(match: re.Match[str]) -> bool:
    """Whether what was taken for the subject can be one."""
    words = match["subject"].split()
    return words != ["The"] and words[0] not in _NO_SUBJECTS - {"The"} and not words[0].endswith("ing")


def _auxiliary(match: re.Match[str]) -> str:
    if match["verb"] in _PLURAL:
        return "do"
    return "does" if match["verb"] in _PRESENT else "did"


def _subject(match: re.Match[str]) -> str:
    subject = match["subject"]
    return subject[0].lower() + subject[1:] if subject.startswith(("The ", "A ", "An ")) else subject
