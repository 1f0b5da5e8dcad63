"""Conversations: kept with their answers, listed to whom they belong, deleted from the disk, expiring by themselves.

One belongs to the key that began it. One that was begun without a key is listed to nobody, and whoever knows its id,
which cannot be guessed, goes on with it.
"""

import secrets
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.answers import Answer
from service.archive.database import Database
from service.archive.tables import AnswerRow, ConversationRow, TurnRow
from service.errors import ConversationBusy, ConversationNotFound

# 192 bits, as many as no one tries.
_ID_BYTES = 24


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with its answers in order. It expires when nobody went on with it until `expires_at`."""

    id: str
    created_at: datetime
    expires_at: datetime
    answers: tuple[Answer, ...] = ()


class Conversations:
    """The conversations of one archive."""

    def __init__(self, database: Database, kept: timedelta) -> None:
        """Keep each for so long after its last question."""
        self._database = database
        self._kept = kept
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def begin(self, owner: str | None) -> Conversation:
        """A new conversation; on disk when this returns. What has expired is deleted first."""
        self.expire()
        now = datetime.now(UTC)
        row = ConversationRow(
            id=secrets.token_urlsafe(_ID_BYTES), owner=owner, created_at=now, expires_at=now + self._kept
        )
        with self._database.session() as session:
            session.add(row)
        return Conversation(row.id, row.created_at, row.expires_at)

    def conversation(self, id: str, owner: str | None) -> Conversation:  # noqa: A002 - the word of the interface
        """A conversation with its answers. Raises ConversationNotFound, also for somebody else's and an expired one."""
        with self._database.session() as session:
            return _read(session, _found(session, id, owner))

    def listed(self, owner: str | None, limit: int) -> tuple[Conversation, ...]:
        """The conversations of a key, that with the latest question first; none without a key."""
        if owner is None:
            return ()
        query = select(ConversationRow).where(ConversationRow.owner == owner, ConversationRow.expires_at > _now())
        with self._database.session() as session:
            rows = session.scalars(query.order_by(ConversationRow.expires_at.desc()).limit(limit)).all()
            return tuple(_read(session, row) for row in rows)

    @contextmanager
    def turn(self, id: str) -> Generator[None]:  # noqa: A002
        """While one question of a conversation is answered. Raises ConversationBusy where another one is."""
        with self._lock:
            if id in self._busy:
                raise ConversationBusy("Another question of this conversation is being answered: ask when it is done.")
            self._busy.add(id)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(id)

    def append(self, id: str, owner: str | None, place: int, answer: Answer) -> None:  # noqa: A002
        """Store the answer at a place of a conversation, from 1: both or neither are on disk when this returns.

        Raises ConversationBusy where another answer took the place, ConversationNotFound where it was deleted.
        """
        now = datetime.now(UTC)
        try:
            with self._database.session() as session:
                _found(session, id, owner).expires_at = now + self._kept
                session.add(AnswerRow(id=answer.id, given_at=now, body=answer.model_dump_json()))
                session.flush()
                session.add(TurnRow(conversation_id=id, number=place, answer_id=answer.id))
        except IntegrityError as error:
            raise ConversationBusy("Another question of this conversation was answered first: ask again.") from error

    def delete(self, id: str, owner: str | None) -> None:  # noqa: A002
        """Delete a conversation with its answers, from the disk too. Raises ConversationNotFound."""
        with self._database.session() as session:
            _delete(session, [_found(session, id, owner).id])
        self._database.forget()

    def expire(self) -> int:
        """Delete what nobody went on with in time; how many these were."""
        with self._database.session() as session:
            ids = session.scalars(select(ConversationRow.id).where(ConversationRow.expires_at <= _now())).all()
            _delete(session, ids)
        if ids:
            self._database.forget()
        return len(ids)


def _found(session: Session, id: str, owner: str | None) -> ConversationRow:  # noqa: A002
    row = session.get(ConversationRow, id)
    if row is None or _aware(row.expires_at) <= _now() or row.owner not in (None, owner):
        raise ConversationNotFound("No conversation has this id; it may have been deleted or have expired.")
    return row


def _read(session: Session, row: ConversationRow) -> Conversation:
    query = select(AnswerRow.body).join(TurnRow, TurnRow.answer_id == AnswerRow.id)
    bodies = session.scalars(query.where(TurnRow.conversation_id == row.id).order_by(TurnRow.number))
    answers = tuple(Answer.model_validate_json(body) for body in bodies)
    return Conversation(row.id, _aware(row.created_at), _aware(row.expires_at), answers)


def _delete(session: Session, ids: Sequence[str]) -> None:
    answers = session.scalars(select(TurnRow.answer_id).where(TurnRow.conversation_id.in_(ids))).all()
    session.execute(delete(TurnRow).where(TurnRow.conversation_id.in_(ids)))
    session.execute(delete(ConversationRow).where(ConversationRow.id.in_(ids)))
    session.execute(delete(AnswerRow).where(AnswerRow.id.in_(answers)))


def _now() -> datetime:
    return datetime.now(UTC)


def _aware(moment: datetime) -> datetime:
    """SQLite keeps no time zone; what is stored is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
