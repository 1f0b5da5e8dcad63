"""A drafted statement in, a checked one out: its quotes are looked for ever farther away until one bears it out.

First among the passages that it cites, then among all that were retrieved for the question, then in the whole corpus.
So a true statement with a wrong citation is told from one that is made up, and its citation is mended.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indexing.search import Hit, Scope
from service.answers import Reason, Verdict
from service.composing.parts import Checked
from service.drafting import DraftStatement
from service.grounding import ground
from service.quotes import Quote, naming, stands
from service.verification import NOT_GROUNDED, Judgement, Verifier

MISCITED = Reason(
    rule="miscited", message="What it cited does not say it, another passage does: the citation was mended."
)
NO_TIME = Reason(rule="no_time", message="There was no time left to check it.")
# What tells a reader most comes first, where no tier bears the statement out.
_TELLING = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNVERIFIABLE, Verdict.UNSUPPORTED)

Hits = tuple[Hit, ...]
Search = Callable[[str, Scope], Hits]
"""A text and a scope in, the passages of the corpus nearest to it out."""


@dataclass(frozen=True)
class Checker:
    """Checks statements against passages. What it returns can be emitted where the verdict is supported."""

    verifier: Verifier
    search: Search

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
        return Checked(statement.text, quotes, found.verdict, found.reasons, found.score)


def unchecked(statement: DraftStatement) -> Checked:
    """What a statement comes to that there was no time to check."""
    return Checked(statement.text, (), Verdict.UNVERIFIABLE, (NO_TIME,))


def _rank(checked: Checked) -> int:
    return _TELLING.index(checked.verdict)
