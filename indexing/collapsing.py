"""One voice for what several articles carry: what the one that speaks has said, its copies do not say again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from indexing.copies import Copies, differs, in_a_row, spoken, tells, undated
from indexing.hits import Copy, Hit
from indexing.sentences import sentences

if TYPE_CHECKING:
    from indexing.catalog.stories import Stories
    from indexing.search import Scope

# How much of a sentence's words one that says the same holds.
_SAME: Final = 0.7
# How many words that may carry a fact the other one may have besides.
_ADDED: Final = 1
# How much of a passage an article that carries it holds to the letter.
_CARRIED: Final = 0.5


def collapsed(hits: Iterable[Hit], limit: int) -> tuple[Hit, ...]:
    """The first `limit` hits that say what no better one of another article says; `copies` names the others.

    Of a story the first is the voice. A passage of a copy that adds something, or has another fact in the place of
    one, is kept: it is that article's own.
    """
    seen, told = Copies(), dict[int, _Told]()
    kept: list[Hit] = []
    copies: dict[int, dict[str, Copy]] = {}
    for hit in hits:
        if hit.story is not None and told.setdefault(hit.story, _Told(hit.passage.article_id)).repeats(hit):
            continue
        original = seen.original(hit.voice, hit.passage.text)
        if original is not None:
            copy = Copy(hit.passage.article_id, hit.fields, hit.passage.text)
            copies.setdefault(original, {}).setdefault(copy.article_id, copy)
        elif len(kept) < limit:
            kept.append(hit)
        else:
            break
    return tuple(
        replace(hit, copies=tuple(copies[place].values())) if place in copies else hit for place, hit in enumerate(kept)
    )


def with_carriers(hits: Sequence[Hit], stories: Stories, scope: Scope) -> tuple[Hit, ...]:
    """The hits, each with all within the scope that carry its passage, also where they were not found."""
    wanted = {hit.story for hit in hits if hit.story is not None}
    if not wanted:
        return tuple(hits)
    carriers = {
        story: [_Carrier.of(copy) for copy in found] for story, found in stories.carriers(wanted, scope).items()
    }
    return tuple(_with(hit, carriers[hit.story]) if hit.story in carriers else hit for hit in hits)


def _with(hit: Hit, carriers: Sequence[_Carrier]) -> Hit:
    lines = [f" {' '.join(words)} " for words in _lines(hit.passage.text)]
    others = {
        one.copy.article_id: one.copy
        for one in carriers
        if one.copy.article_id != hit.passage.article_id and one.carries(lines)
    }
    return replace(hit, copies=tuple({**others, **{one.article_id: one for one in hit.copies}}.values()))


@dataclass(frozen=True, slots=True)
class _Carrier:
    copy: Copy
    words: str

    @classmethod
    def of(cls, copy: Copy) -> _Carrier:
        return cls(copy, in_a_row(copy.text))

    def carries(self, lines: Sequence[str]) -> bool:
        """Whether it holds most of these."""
        carried = sum(len(line) for line in lines if line in self.words)
        return bool(lines) and carried >= _CARRIED * sum(map(len, lines))


@dataclass(slots=True)
class _Told:
    """What has been told of a story."""

    speaker: str
    said: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])

    def repeats(self, hit: Hit) -> bool:
        """Whether the passage of a copy says nothing new; what does is remembered."""
        lines = _lines(hit.passage.text)
        if hit.passage.article_id != self.speaker and all(map(self._is_said, lines)):
            return True
        self.said += lines
        return False

    def _is_said(self, line: tuple[str, ...]) -> bool:
        return any(line == one or _says(one, line) for one in self.said)


def _says(one: tuple[str, ...], line: tuple[str, ...]) -> bool:
    """Whether a sentence says all that another does: ", officials said" may be added to it, and two dead may not."""
    words = set(line)
    new = words.difference(one)
    is_near = len(new) <= (1 - _SAME) * len(words) and sum(map(tells, new)) <= _ADDED
    return is_near and not differs(one, line)


@lru_cache(maxsize=512)
def _lines(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of each sentence of a passage, without its dateline."""
    return tuple(spoken(undated(text[one.start : one.end])) for one in sentences(text))
