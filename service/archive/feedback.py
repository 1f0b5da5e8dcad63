"""What readers say of answers: kept beside them, and deleted with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from service.answers import Rating
from service.archive.database import Database
from service.archive.tables import AnswerRow, FeedbackRow
from service.errors import AnswerNotFound


@dataclass(frozen=True, slots=True)
class Said:
    """What a reader said of an answer, and when."""

    answer_id: str
    given_at: datetime
    rating: Rating
    comment: str | None


class Feedback:
    """The feedback of one archive."""

    def __init__(self, database: Database) -> None:
        """Keep it in this database."""
        self._database = database

    def keep(self, answer_id: str, rating: Rating, comment: str | None) -> None:
        """Store what a reader says; on disk when this returns. Raises AnswerNotFound."""
        row = FeedbackRow(answer_id=answer_id, given_at=datetime.now(UTC), rating=rating.value, comment=comment)
        with self._database.session() as session:
            if session.get(AnswerRow, answer_id) is None:
                raise AnswerNotFound(f"No answer has the id {answer_id}.")
            session.add(row)

    def latest(self, limit: int, rating: Rating | None = None) -> Sequence[Said]:
        """What was said last, the newest first; of one rating, or of both."""
        query = select(FeedbackRow).order_by(FeedbackRow.id.desc()).limit(limit)
        if rating:
            query = query.where(FeedbackRow.rating == rating.value)
        with self._database.session() as session:
            return [
                Said(row.answer_id, row.given_at.replace(tzinfo=UTC), Rating(row.rating), row.comment)
                for row in session.scalars(query)
            ]
