"""The conversation before a question, as answering takes it: only what still stands in the articles is carried on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self

from service.answers import Answer, Citation, Statement, Verdict
from service.composing.numbering import Numbers, given
from service.conversation.turn import Turn, Turns

IsLive = Callable[[Citation], bool]
"""Whether the version of the article that a citation names answers now."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a follow-up may lean on: the turns, what the last answer cited, and the numbers given to citations."""

    turns: Turns = ()
    cited: tuple[Citation, ...] = ()
    numbers: Numbers = field(default_factory=dict[tuple[str, str, int, int], int])

    @classmethod
    def of(cls, answers: Sequence[Answer], is_live: IsLive) -> Self:
        """The conversation of these answers, in order.

        What rests on an article that was removed or corrected since is forgotten: its statements, and from there on
        the standalone questions, which may repeat names out of it. Its numbers are not given to others.
        """
        turns: Turns = ()
        intact = True
        cited: tuple[Citation, ...] = ()
        for answer in answers:
            cited = tuple(one for one in answer.citations if is_live(one))
            turns = (*turns, Turn(answer.standalone_question if intact else answer.question, _said(answer, cited)))
            intact = intact and len(cited) == len(answer.citations)
        return cls(turns, cited, given(one for answer in answers for one in answer.citations))


def _said(answer: Answer, live: Sequence[Citation]) -> tuple[str, ...]:
    """The supported statements of an answer all of whose sources are live."""
    numbers = {one.number for one in live}
    return tuple(one.text for one in answer.statements if _stands(one, numbers))


def _stands(statement: Statement, numbers: set[int]) -> bool:
    return statement.verdict is Verdict.SUPPORTED and set(statement.citations) <= numbers
