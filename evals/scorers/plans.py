"""Is done what the quote only plans, expects or promises."""

from collections.abc import Iterator

from evals.scorers.alignment import Copy

_AHEAD = frozenset(
    "will would shall going plan plans planned planning hope hopes hoped hoping intend intends intended intending aim"
    " aims aimed aiming want wants wanted wish wishes expect expects expected set due scheduled agree agrees agreed"
    " promise promises promised vow vows vowed pledge pledges pledged threaten threatens threatened try tries tried"
    " trying seek seeks sought attempt attempts attempted attempting ready propose proposes proposed".split()
)
_GLUE = frozenset("to is are was were has have had been be".split())


def done(copy: Copy) -> Iterator[str]:
    """That a word which looks ahead is gone, and none that does has come."""
    for change in copy.changes() if copy.is_near else ():
        ahead = [word for word in change.gone if word in _AHEAD or word.endswith(("'ll", "'d"))]
        if not ahead or any(word in _AHEAD for word in change.come):
            continue
        # Without anything in its place, the whole phrase must be gone: else an aside was left out.
        if change.come or set(change.gone) <= _AHEAD | _GLUE:
            yield f"tells as done what the quote tells with “{ahead[0]}”"
