"""The answers that left the service, kept as they were. The only file of the service that knows SQLAlchemy."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from indexing.errors import CorpusDamaged, CorpusError
from service.answers import Answer
from service.errors import AnswerNotFound


class _Base(DeclarativeBase):
    pass


class _Row(_Base):
    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(primary_key=True)
    given_at: Mapped[datetime]
    body: Mapped[str]


class Archive:
    """Answers by id, in one SQLite file."""

    def __init__(self, file: Path) -> None:
        """Open the archive at `file`, made where there is none. Raises CorpusDamaged for a file that is no database."""
        self._file = file
        self._engine = _engine(file)
        try:
            _Base.metadata.create_all(self._engine)
        except DatabaseError as error:
            raise CorpusDamaged(f"The stored answers at {file} cannot be read: move that file away.") from error

    def keep(self, answer: Answer) -> None:
        """Store an answer; on disk when this returns. An id that is kept already keeps what it stands for."""
        row = insert(_Row).values(id=answer.id, given_at=datetime.now(UTC), body=answer.model_dump_json())
        try:
            with Session(self._engine) as session:
                session.execute(row.on_conflict_do_nothing())
                session.commit()
        except DatabaseError as error:
            raise CorpusError(f"The answer could not be stored at {self._file}: is the disk full?") from error

    def answer(self, id: str) -> Answer:  # noqa: A002 - the word of the interface
        """The answer as it left the service. Raises AnswerNotFound, or CorpusError where the file cannot be read."""
        try:
            with Session(self._engine) as session:
                body = session.scalar(select(_Row.body).where(_Row.id == id))
        except DatabaseError as error:
            raise CorpusError(f"The stored answers at {self._file} cannot be read.") from error
        if body is None:
            raise AnswerNotFound(f"No answer has the id {id}.")
        return Answer.model_validate_json(body)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _engine(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def durable(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:  # pyright: ignore[reportUnusedFunction]
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    return engine
