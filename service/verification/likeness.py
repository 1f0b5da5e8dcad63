"""Which pieces of an edit say the same in other words, and which are left to differ."""

from collections.abc import Sequence

from service.verification.edits import Edit
from service.verification.pieces import Piece, Sort
from service.verification.spellings import key, related
from service.verification.synonyms import plainly, same
from service.wording import words


def alike(one: Piece, other: Piece) -> bool:
    """Whether one piece may stand for the other. A name is only its own spelling, a number only its value."""
    if one.key == other.key:
        return True
    if Sort.NUMBER in (one.sort, other.sort) or Sort.DATE in (one.sort, other.sort):
        return False
    if Sort.NAME in (one.sort, other.sort):
        return key(one.text) == key(other.text) or related(key(one.text), key(other.text))
    return same(one.text, other.text)


def unlike(edit: Edit) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The telling pieces removed and added that nothing on the other side stands for."""
    removed = tuple(one for one in edit.removed if one.tells and not any(alike(one, other) for other in edit.added))
    added = tuple(one for one in edit.added if one.tells and not any(alike(one, other) for other in edit.removed))
    if added and edit.removed and _one_phrase(edit.removed, edit.added):
        return (), ()
    return removed, added


def _one_phrase(removed: Sequence[Piece], added: Sequence[Piece]) -> bool:
    mine, theirs = _plain(added), _plain(removed)
    return all(any(same(one, other) for other in theirs) for one in mine)


def _plain(some: Sequence[Piece]) -> list[str]:
    return [word.text for word in words(plainly(" ".join(one.text for one in some)))]
