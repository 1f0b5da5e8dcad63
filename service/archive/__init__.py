"""The answers that left the service, kept as they were. The only folder of the service that knows SQLAlchemy."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from service.answers import Answer
from service.archive.database import Database
from service.archive.tables import AnswerRow
from service.errors import AnswerNotFound


class Archive:
    """Answers by id, in one SQLite file."""

    def __init__(self, file: Path) -> None:
        """Open the archive at `file`, made where there is none. Raises CorpusDamaged for a file that is no database."""
        self.database = Database(file)

    def keep(self, answer: Answer) -> None:
        """Store an answer; on disk when this returns. An id that is kept already keeps what it stands for."""
        row = insert(AnswerRow).values(id=answer.id, given_at=datetime.now(UTC), body=answer.model_dump_json())
        with self.database.session() as session:
            session.execute(row.on_conflict_do_nothing())

    def answer(self, id: str) -> Answer:  # noqa: A002 - the word of the interface
        """The answer as it left the service. Raises AnswerNotFound."""
        with self.database.session() as session:
            body = session.scalar(select(AnswerRow.body).where(AnswerRow.id == id))
        if body is None:
            raise AnswerNotFound(f"No answer has the id {id}.")
        return Answer.model_validate_json(body)

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()
