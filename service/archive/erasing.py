"""Stored answers that drew on an erased article: what they said goes, that they were given stays."""

from collections.abc import Callable, Sequence
from contextlib import closing

from sqlalchemy import select

from service.answers import Answer
from service.archive import Archive
from service.archive.database import Database
from service.archive.tables import AnswerRow

ERASED = "This answer drew on an article that has been erased, and was erased with it."


def forgetting(url: str) -> Callable[[Sequence[str], Sequence[str]], Sequence[str]]:
    """What erases from the archive at an SQLAlchemy URL, where nobody has it open."""

    def forget(article_ids: Sequence[str], stretches: Sequence[str]) -> Sequence[str]:
        with closing(Archive(url)) as archive:
            return erase(archive.database, article_ids, stretches)

    return forget


def erase(database: Database, article_ids: Sequence[str], stretches: Sequence[str]) -> tuple[str, ...]:
    """Erase the answers that cite these articles, offer them, or repeat a stretch of them; the ids of these answers."""
    erased: list[str] = []
    for sought in (*(f'"article_id":"{key}"' for key in article_ids), *stretches):
        with database.session() as session:
            holding = AnswerRow.body.contains(sought, autoescape=True)
            for row in session.scalars(select(AnswerRow).where(holding)):
                row.body = _emptied(Answer.model_validate_json(row.body)).model_dump_json()
                erased.append(row.id)
    database.forget()
    return tuple(dict.fromkeys(erased))


def _emptied(answer: Answer) -> Answer:
    """The answer without anything that was said; its question is the reader's."""
    return Answer(
        id=answer.id,
        question=answer.question,
        standalone_question=answer.question,
        status=answer.status,
        text=ERASED,
        as_of="",
        newest_source=None,
        corpus_revision=answer.corpus_revision,
        model=answer.model,
        conversation_id=answer.conversation_id,
    )
