"""A follow-up made to stand alone by rules, without a model. A question that stands alone is left as it is. Pure."""

import re

from service.conversation.agreement import agreeing
from service.conversation.antecedents import antecedent, fuller
from service.conversation.ellipsis import again, filled
from service.conversation.matter import is_thin, matter
from service.conversation.phrases import Phrase, phrases
from service.conversation.references import Means, Reference, references
from service.conversation.turn import Turns

_LINKED = re.compile(r"^(?:(?:and|but|so|then|ok(?:ay)?|well|also)\b[, ]+)+(?=\w)", re.IGNORECASE)
# These lean on what was said before, and on no single phrase of it.
_LEANS = re.compile(
    r"\b(?:the others|the other (?:sides?|part(?:y|ies)|ones?)|any others?|another one|others|which ones?|what else"
    r"|who else|anything else|the former|the latter|both(?! \w+ and)"
    r"|the (?:first|second|third|other|last|same|rest)(?: one)?(?=\s*[?.!]|$))\b"
    r"|^(?:which|who|what) (?:one )?(?:is|are|was|were) (?:the )?"
    r"(?:more|less|most|least|better|best|worse|cheaper|\w+er)(?: \w+)?\s*[?.!]*$",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:one|ones)(?=\s*[?.!]*\s*$)", re.IGNORECASE)
_SPECIFIED = re.compile(r"\s+(?:of|in|for|that|which|who|between|with|on|to|from|by|at)\b")
_MADE_OUT = re.compile(r"\b(?:each other|on the other hand|one another|the other than)\b", re.IGNORECASE)


def standalone(question: str, turns: Turns) -> str:
    """The question as it would be asked without the turns before it."""
    if not turns:
        return question
    before = turns[-1].question
    plain = _LINKED.sub("", question)
    if asked := again(question, before) or again(plain, before):
        return asked
    resolved = _resolved(question, turns)
    if whole := filled(resolved or question, before):
        return whole
    if resolved is not None:
        return _capitalised(_LINKED.sub("", resolved))
    if _leans(plain):
        return _with_matter(plain, before)
    whole = _named_in_full(plain, turns) or plain
    return question if whole == question else _capitalised(whole)


def _leans(question: str) -> bool:
    """Whether the question leans on what was said before without a pronoun that could be replaced."""
    one = _ONE.search(question)
    alone = one is not None and not any(phrase.end <= one.start() for phrase in phrases(question))
    return alone or (_LEANS.search(question) is not None and not _MADE_OUT.search(question))


def _resolved(question: str, turns: Turns) -> str | None:
    """The question with its references replaced; None where it has none."""
    found = references(question)
    if not found:
        return None
    means = [(one, antecedent(one, turns, question)) for one in found]
    text, lacks = question, False
    for reference, phrase in reversed(means):
        if phrase is None:
            lacks = True
        elif next(one for one, other in means if other == phrase) is reference:
            text = _replaced(text, reference, phrase)
            lacks = lacks or is_thin(phrase)
    return _with_matter(text, turns[-1].question) if lacks else text


def _replaced(text: str, reference: Reference, phrase: Phrase) -> str:
    said = _definite(phrase)
    if reference.possessive:
        said = f"{said}’" if phrase.plural and said.endswith("s") else f"{said}’s"
    if reference.means is Means.PLACE:
        said = f"{phrase.before if phrase.placed else 'at'} {said}"
    before = text[: reference.start]
    return f"{before if reference.possessive else agreeing(before, phrase.text)}{said}{text[reference.end :]}"


def _definite(phrase: Phrase) -> str:
    """The phrase as it stands where it has been spoken of before."""
    text = re.sub(r"^(?:an?|this|that|these|those) ", "the ", phrase.text, flags=re.IGNORECASE)
    if text[0].isupper() or phrase.definite or text != phrase.text:
        return f"the {text[4:]}" if text[:4] == "The " else text
    return f"the {text}"


def _with_matter(question: str, before: str) -> str:
    more = matter(before, question)
    return f"{question.rstrip(' ?.!')}, about {more}?" if more else question


def _named_in_full(question: str, turns: Turns) -> str | None:
    """The question with "the plan" as the last turns have it: "the 20-point peace plan"."""
    for phrase in phrases(question):
        if phrase.definite and len(phrase.text.split()) == 2 and not _is_specified(question, phrase):
            found = fuller(phrase.head, turns)
            if found is not None:
                return f"{question[: phrase.start]}{_definite(found)}{question[phrase.end :]}"
    return None


def _is_specified(question: str, phrase: Phrase) -> bool:
    return _SPECIFIED.match(question[phrase.end :]) is not None


def _capitalised(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
