"""A drafted statement in, a checked one out: its quotes are looked for ever farther away until one bears it out.

First among the passages that it cites, then among all that were retrieved for the question, then in the whole corpus.
So a true statement with a wrong citation is told from one that is made up, and its citation is mended.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from indexing.search import Hit, Scope
from service.answers import Reason, Verdict
from service.composing.parts import Checked
from service.drafting import DraftStatement
from service.grounding import ground
from service.licences import licensed
from service.quotes import Quote, naming, stands
from service.verification import NOT_GROUNDED, Judgement, Verifier

MISCITED = Reason(
    rule="miscited", message="What it cited does not say it, another passage does: the citation was mended."
)
WHO = Reason(rule="who_is_meant", message="It opens with a pronoun, and whom or what it means is not said.")
NO_TIME = Reason(rule="no_time", message="There was no time left to check it.")
# What tells a reader most comes first, where no tier bears the statement out.
_TELLING = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNVERIFIABLE, Verdict.UNSUPPORTED)

# "It is clear that" means nothing before it; "He has ruled" may be said of anybody.
_OPEN = re.compile(
    r"^\W*(?:(?:and|but|so|yet|also|then|later),? )?"
    r"(?!it (?:is|was|seems|remains|would be)\b.*\b(?:that|to|how|whether)\b)"
    r"(?:he|she|they|it|his|her|their|its|this|these|those)\b",
    re.IGNORECASE,
)

Hits = tuple[Hit, ...]
Search = Callable[[str, Scope], Hits]
"""A text and a scope in, the passages of the corpus nearest to it out."""
Live = Callable[[Sequence[Hit]], Sequence[Hit]]
"""Hits in, those of them out whose version of their article answers at this moment."""


def _all(hits: Sequence[Hit]) -> Sequence[Hit]:
    return hits


@dataclass(frozen=True)
class Checker:
    """Checks statements against passages. What it returns can be emitted where the verdict is supported."""

    verifier: Verifier
    search: Search
    live: Live = _all

    def check(self, statement: DraftStatement, hits: Hits, scope: Scope) -> tuple[Checked, Hits]:
        """The statement checked, and the hits that its quotes are numbered by: those given, maybe with more behind.

        A copied statement keeps its quote if that stands in its passage; nothing else is looked for.
        """
        if statement.quote is not None:
            quotes = (statement.quote,) if stands(statement.quote, hits) else ()
            return self._judged(statement, quotes, hits), hits
        best = Checked(statement.text, (), Verdict.UNSUPPORTED, (NOT_GROUNDED,)), hits
        for pool, among, is_cited in self._tiers(statement, hits, scope):
            quotes = ground(statement.text, pool, among)
            if not quotes:
                continue
            checked = self._judged(statement, quotes, pool)
            if checked.verdict is Verdict.SUPPORTED:
                mended = bool(statement.cited) and not is_cited
                return (checked.because(MISCITED) if mended else checked), pool
            if not best[0].quotes or _rank(checked) < _rank(best[0]):
                best = checked, pool
        return best

    def check_alone(self, statement: DraftStatement, hits: Hits, scope: Scope) -> tuple[Checked, Hits]:
        """The statement checked as a reader sees it: what stood before it may be withheld, so it must name its subject.

        A copy that opens with a pronoun passes: its quote leads to what is meant.
        """
        checked, among = self.check(statement, hits, scope)
        if checked.verdict is Verdict.SUPPORTED and _is_open(statement, checked.quotes):
            checked = replace(checked, verdict=Verdict.UNVERIFIABLE, reasons=(WHO,))
        return checked, among

    def _tiers(self, statement: DraftStatement, hits: Hits, scope: Scope) -> Iterator[tuple[Hits, Iterable[int], bool]]:
        cited = tuple(dict.fromkeys(hit for hit in statement.cited if 0 <= hit < len(hits)))
        if cited:
            yield hits, cited, True
        if hits:
            yield hits, range(len(hits)), False
        known = {hit.passage.id for hit in hits}
        further = tuple(hit for hit in self.search(statement.text, scope) if hit.passage.id not in known)
        if further:
            yield (*hits, *further), range(len(hits), len(hits) + len(further)), False

    def _judged(self, statement: DraftStatement, quotes: tuple[Quote, ...], hits: Hits) -> Checked:
        found: Judgement = self.verifier.judge(statement.text, [quote.text for quote in quotes], naming(quotes, hits))
        (checked,) = self.current([Checked(statement.text, quotes, found.verdict, found.reasons, found.score)], hits)
        return licensed(checked, hits)

    def current(self, checked: Sequence[Checked], hits: Hits) -> tuple[Checked, ...]:
        """The statements, without those that quote what does not answer any more: nothing of these may be said."""
        quoted = sorted({quote.hit for one in checked for quote in one.quotes})
        live = self.live([hits[place] for place in quoted]) if quoted else ()
        return tuple(
            one if all(hits[quote.hit] in live for quote in one.quotes) else Checked.outdated() for one in checked
        )

    def still(self, hits: Hits) -> Hits:
        """Those of the passages that answer at this moment."""
        return tuple(self.live(hits)) if hits else ()


def _is_open(statement: DraftStatement, quotes: tuple[Quote, ...]) -> bool:
    """Whether it opens with a pronoun and is no copy."""
    copied = statement.quote is not None or any(statement.text.rstrip(".") in quote.text for quote in quotes)
    return not copied and _OPEN.match(statement.text) is not None


def unchecked(statement: DraftStatement) -> Checked:
    """What a statement comes to that there was no time to check."""
    return Checked(statement.text, (), Verdict.UNVERIFIABLE, (NO_TIME,))


def _rank(checked: Checked) -> int:
    return _TELLING.index(checked.verdict)
