"""The answers that left the service, kept as they were. The only folder of the service that knows SQLAlchemy."""

from datetime import UTC, datetime

from sqlalchemy import select

from indexing.database import inserting
from service.answers import Answer
from service.archive.database import Database
from service.archive.tables import AnswerRow
from service.errors import AnswerNotFound


class Archive:
    """Answers by id, in a database."""

    def __init__(self, url: str) -> None:
        """Open the archive at an SQLAlchemy URL, made where there is none. Raises CorpusError."""
        self.database = Database(url)

    def keep(self, answer: Answer) -> None:
        """Store an answer; on disk when this returns. An id that is kept already keeps what it stands for."""
        with self.database.session() as session:
            row = inserting(session.connection(), AnswerRow)
            values = {"id": answer.id, "given_at": datetime.now(UTC), "body": answer.model_dump_json()}
            session.execute(row.values(values).on_conflict_do_nothing())

    def answer(self, id: str) -> Answer:  # noqa: A002 - the word of the interface
        """The answer as it left the service. Raises AnswerNotFound."""
        with self.database.session() as session:
            body = session.scalar(select(AnswerRow.body).where(AnswerRow.id == id))
        if body is None:
            raise AnswerNotFound(f"No answer has the id {id}.")
        return Answer.model_validate_json(body)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
