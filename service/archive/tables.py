"""The tables of what left the service: answers, the conversations that some belong to, what readers say of them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The tables of one file."""


class AnswerRow(Base):
    """An answer as it left the service."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(primary_key=True)
    given_at: Mapped[datetime]
    body: Mapped[str]


class ConversationRow(Base):
    """A conversation and whose it is; no owner: whoever knows its id."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class TurnRow(Base):
    """The answer at a place of a conversation, from 1. The key lets no two answers take one place."""

    __tablename__ = "turns"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id"))


class FeedbackRow(Base):
    """What a reader said of an answer."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), index=True)
    given_at: Mapped[datetime]
    rating: Mapped[str]
    comment: Mapped[str | None]
