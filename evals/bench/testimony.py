"""What became of each drafted statement in the answer, judged by the evals' own code."""

from collections.abc import Sequence

from evals.bench.classes import CITATIONS, NEAR_VERBATIM, OTHER, TRUE
from evals.bench.liar import Told
from evals.bench.plants import Plant
from evals.bench.questions import Question
from evals.scorers import Sources
from evals.scorers.agreement import disagreement
from evals.scorers.containment import near_verbatim
from evals.scorers.existence import citation_faults, statement_faults
from evals.scorers.provenance import foreign
from service.answers import Answer, Statement
from service.drafting import DraftStatement


def of_plants(question: Question, plants: Sequence[Plant], answer: Answer, sources: Sources) -> tuple[Told, ...]:
    """The planted statements: what is made up is known, but for a citation that the service may have mended."""
    return tuple(_planted(question, plant, answer, sources) for plant in plants)


def of_model(
    question: Question, drafted: Sequence[DraftStatement], answer: Answer, sources: Sources, passages: Sequence[str]
) -> tuple[Told, ...]:
    """A real model's statements: the scorers say what is made up, the retrieved passages what is true beyond doubt."""
    return tuple(_modelled(question, one.text, answer, sources, passages) for one in drafted)


def _planted(question: Question, plant: Plant, answer: Answer, sources: Sources) -> Told:
    statement = _emitted(plant.statement.text, answer)
    faults = _faults(statement, answer, sources) if statement else ()
    held = statement is not None and _held(statement, answer)
    fabricated = statement is not None and (not held or bool(faults) if plant.kind in CITATIONS else plant.kind != TRUE)
    return _told(question, plant.kind, plant.statement.text, answer, faults, fabricated, plant.truth.text)


def _modelled(question: Question, text: str, answer: Answer, sources: Sources, passages: Sequence[str]) -> Told:
    statement = _emitted(text, answer)
    faults = _faults(statement, answer, sources) if statement else ()
    kind = NEAR_VERBATIM if any(near_verbatim(text, passage) for passage in passages) else OTHER
    return _told(question, kind, text, answer, faults, bool(faults), None)


def _told(
    question: Question,
    kind: str,
    text: str,
    answer: Answer,
    faults: Sequence[str],
    fabricated: bool,
    source: str | None,
) -> Told:
    statement = _emitted(text, answer)
    withheld = next((one for one in answer.withheld if one.text == text), None)
    judged = statement or withheld
    return Told(
        question_id=question.id,
        question=question.question,
        kind=kind,
        text=text,
        emitted=statement is not None,
        fabricated=fabricated,
        verdict=judged.verdict if judged else "lost",
        reasons=tuple(f"{reason.rule}: {reason.message}" for reason in judged.reasons) if judged else (),
        cited=bool(statement and statement.citations),
        quotes=tuple(_quotes(statement, answer)) if statement else (),
        faults=tuple(faults),
        made_from=source,
    )


def _emitted(text: str, answer: Answer) -> Statement | None:
    return next((one for one in answer.statements if one.text == text), None)


def _quotes(statement: Statement, answer: Answer) -> list[str]:
    return [one.quote for one in answer.citations if one.number in statement.citations]


def _held(statement: Statement, answer: Answer) -> bool:
    return any(near_verbatim(statement.text, quote) for quote in _quotes(statement, answer))


def _faults(statement: Statement, answer: Answer, sources: Sources) -> tuple[str, ...]:
    cited = [one for one in answer.citations if one.number in statement.citations]
    unreal = (fault for one in cited for fault in citation_faults(one, answer.text, sources))
    unmarked = statement_faults(statement, answer)
    unsaid = (f"{fault} does not stand in the quotes" for fault in foreign(statement.text, _quotes(statement, answer)))
    return (*unreal, *unmarked, *unsaid, *disagreement(statement.text, _quotes(statement, answer)))
