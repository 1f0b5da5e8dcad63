"""Does each number, date, name and quotation of a statement stand in the quotes that it cites."""

import re
from collections.abc import Iterator, Sequence

from evals.scorers.quantities import dates, numbers, values
from evals.scorers.wording import MARKER, folded, outside_statements
from service.answers import Answer

_QUOTATION = re.compile(r"\"([^\"]{2,})\"|(?<!\w)'([^']{2,}?(?:\w'\w[^']*?)*)'(?!\w)")
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:'(?!s\b)[^\W_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s|[\"'(\[]|\n)\s*$")
_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec".split()
)
# Words that open sentences without being names. What is not here and not in the quotes counts as a name.
_OPENERS = frozenset(
    "a about above according across additionally after again against all almost along already also although am amid "
    "among an analysts and another any are around as at back because before behind being below beneath beside besides "
    "between beyond both but by can could critics currently despite did do does due during each earlier either "
    "even every experts few finally first following for former from further furthermore given had has have he her "
    "here his how however i if in indeed instead interestingly into is it its just last later less like many may "
    "meanwhile might more moreover most much must my nearly neither never nevertheless next no none nonetheless nor "
    "not now of off officials on once one only or other others our out over overall people per perhaps rather recent "
    "recently reports she should similarly since so some sources still such than that the their them then there "
    "therefore these they this those though through throughout thus to today together too toward towards two under "
    "unless unlike until up upon us very was we were what when where whereas whether which while who whose why will "
    "with within without would yes yet you your".split()
)
_SAME = ({"US", "USA", "America", "American", "Americans"}, {"UK", "Britain", "British"}, {"EU", "European"})
_SPELLED = (("united states", "US"), ("united kingdom", "UK"), ("european union", "EU"), ("united nations", "UN"))


def provenance(answer: Answer, earlier: Sequence[Answer] = ()) -> tuple[str, ...]:
    """All that the statements say and their cited quotes do not, and what the words around them add.

    These may repeat the question, and names that the answers before it in its conversation quoted.
    """
    quotes = {citation.number: citation.quote for citation in answer.citations}
    said = (
        f"{fault} does not stand in the quotes cited for “{statement.text[:60]}”"
        for statement in answer.statements
        for fault in foreign(statement.text, [quotes.get(number, "") for number in statement.citations])
    )
    added = (f"{fault} stands in no quote and names no source" for fault in _added(answer, earlier))
    return (*said, *added)


def _added(answer: Answer, earlier: Sequence[Answer]) -> tuple[str, ...]:
    """What the words outside the statements say beyond the question and the sources that they may name."""
    sources = [answer.question, *(one.question for one in earlier)]
    sources += [citation.quote for one in earlier for citation in one.citations]
    for one in answer.citations:
        day = f"{one.published_at:%d %B %Y}" if one.published_at else None
        sources += [name for name in (one.title, one.publisher, *one.authors, day) if name]
    return foreign(MARKER.sub(" ", outside_statements(answer)), sources)


def foreign(claim: str, quotes: list[str]) -> tuple[str, ...]:
    """The numbers, dates, names and quotations of `claim` that none of the quotes holds, each with its class."""
    return tuple(
        f"the {kind} “{text}”" if kind == "quotation" else f"the {kind} {text}"
        for kind, text in strangers(claim, quotes)
    )


def strangers(claim: str, quotes: list[str]) -> tuple[tuple[str, str], ...]:
    """Class and wording of all that `foreign` names."""
    claim, evidence = folded(claim), folded("\n".join(quotes))
    return (
        *(("number", text) for text in _foreign_numbers(claim, evidence)),
        *(("date", text) for text in _foreign_dates(claim, evidence)),
        *(("name", text) for text in _foreign_names(claim, evidence)),
        *(("quotation", text) for text in _foreign_quotations(claim, evidence)),
    )


def _foreign_numbers(claim: str, evidence: str) -> Iterator[str]:
    known = values(evidence)
    yield from (text for text, value in numbers(claim) if value not in known)


def _foreign_dates(claim: str, evidence: str) -> Iterator[str]:
    known = dates(evidence)
    for date in dates(claim):
        if not any(date.within(other) for other in known):
            yield claim[date.start : date.end]


def _foreign_names(claim: str, evidence: str) -> Iterator[str]:
    known = _names(evidence)
    tokens = list(_TOKEN.finditer(claim))
    for index, match in enumerate(tokens):
        token = match.group().replace(".", "")
        if not token[:1].isupper() or token.lower() in _CALENDAR or _key(token) in known:
            continue
        opens = bool(_SENTENCE_START.search(claim[: match.start()]))
        if opens and token.lower() in _OPENERS and not _leads_name(claim, tokens, index):
            continue
        yield match.group()


def _leads_name(claim: str, tokens: list[re.Match[str]], index: int) -> bool:
    """Whether an opening word is itself capitals, as US is, so that it cannot be an ordinary word."""
    token = tokens[index].group()
    return len(token) > 1 and token.isupper() and not claim.isupper()


def _names(evidence: str) -> set[str]:
    known = {_key(match.group().replace(".", "")) for match in _TOKEN.finditer(evidence)}
    known |= {short for spelled, short in _SPELLED if spelled in evidence.lower()}
    for group in _SAME:
        if known & {_key(name) for name in group}:
            known |= {_key(name) for name in group}
            known |= {word for spelled, short in _SPELLED if short in group for word in spelled.split()}
    return known


def _key(token: str) -> str:
    """Capitals keep their case, so that US is not the pronoun; other words are compared without it."""
    token = token.removesuffix("'s")
    return token if len(token) > 1 and token.isupper() else token.casefold()


def _foreign_quotations(claim: str, evidence: str) -> Iterator[str]:
    known = evidence.casefold()
    for match in _QUOTATION.finditer(claim):
        said = next(group for group in match.groups() if group)
        if said.strip(" .,;:!?-").casefold() not in known:
            yield said
