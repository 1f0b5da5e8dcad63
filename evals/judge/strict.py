"""A judge's reply that has the right form and nothing to score in it is a failure, not a score."""

from typing import Any, TypeVar

from pydantic import BaseModel

from evals.judge.errors import UnusableReply
from evals.judge.library import InstructorBaseRagasLLM

R = TypeVar("R", bound=BaseModel)
_VERDICTS = ("verdict", "attributed", "noncommittal")


class StrictJudge(InstructorBaseRagasLLM):
    """Asks `judge` and refuses what ragas would count wrongly; one for each score, as it knows what was asked before.

    ragas scores the verdicts that it gets: a judge that leaves out the statements it finds hard would raise the figure,
    and an empty list of claims or an empty question is scored 0 as if the answer had failed.
    """

    def __init__(self, judge: InstructorBaseRagasLLM) -> None:
        """Nothing has been asked."""
        self._judge = judge
        self._statements: int | None = None

    def generate(self, prompt: str, response_model: type[R]) -> R:
        """Ask from outside an event loop. Raises UnusableReply and whatever asking raises."""
        return self._checked(self._judge.generate(prompt, response_model))

    async def agenerate(self, prompt: str, response_model: type[R]) -> R:
        """Ask. Raises UnusableReply and whatever asking raises."""
        return self._checked(await self._judge.agenerate(prompt, response_model))

    def _checked(self, reply: R) -> R:
        told: dict[str, Any] = reply.model_dump()
        for name, value in told.items():
            match name, value:
                case _, []:
                    raise UnusableReply(f"the judge named no {name}")
                case _, [str(), *_]:
                    self._statements = len(value)
                case "statements", [dict(), *_]:
                    self._count(len(value))
                case "question", str() if not value.strip():
                    raise UnusableReply("the judge named no question")
                case _:
                    pass
        for row in _rows(told):
            _refuse_other_verdicts(row)
        return reply

    def _count(self, verdicts: int) -> None:
        if self._statements is not None and verdicts != self._statements:
            raise UnusableReply(f"the judge gave {verdicts} verdicts on {self._statements} statements")


def _rows(told: dict[str, Any]) -> list[dict[str, Any]]:
    nested = [row for value in told.values() if isinstance(value, list) for row in value if isinstance(row, dict)]
    return [told, *nested]


def _refuse_other_verdicts(row: dict[str, Any]) -> None:
    for name in _VERDICTS:
        if name in row and row[name] not in (0, 1):
            raise UnusableReply(f"the judge gave the {name} {row[name]}, which is neither 0 nor 1")
