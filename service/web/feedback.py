"""What readers say of answers, and the list of it for the newsroom."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from service.answers import Rating, Wire
from service.archive.feedback import Said
from service.web.health import Ready

MAX_COMMENT = 2_000

routes = APIRouter(tags=["feedback"])

# A bound on the length also refuses lone surrogates, which no database takes.
Comment = Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_COMMENT)]


class FeedbackRequest(Wire):
    """What a reader thinks of an answer, and why."""

    rating: Rating
    comment: Comment | None = Field(default=None, description=f"At most {MAX_COMMENT:,} characters")


class Told(Wire):
    """What a reader said of the answer at /v1/answers/{answer_id}."""

    answer_id: str
    given_at: datetime
    rating: Rating
    comment: str | None

    @classmethod
    def of(cls, said: Said) -> Self:
        """Feedback as it goes over the wire."""
        return cls(answer_id=said.answer_id, given_at=said.given_at, rating=said.rating, comment=said.comment)


class FeedbackList(Wire):
    """Feedback, the newest first."""

    feedback: tuple[Told, ...]


class FeedbackQuery(Wire):
    """Which feedback to list, and how much."""

    rating: Rating | None = None
    limit: int = Field(default=50, ge=1, le=500)


@routes.post("/v1/answers/{answer_id}/feedback", status_code=204, summary="Say what you think of an answer")
def say(answer_id: str, request: FeedbackRequest, service: Ready) -> None:
    """Keep what a reader thinks of an answer, for the newsroom to read. It is deleted with the answer."""
    service.feedback.keep(answer_id, request.rating, request.comment or None)
    service.monitor.quality.rated(request.rating)


@routes.get("/v1/feedback", summary="Read what readers think")
def feedback(query: Annotated[FeedbackQuery, Query()], service: Ready) -> FeedbackList:
    """List what readers said last. Comments are the readers' words: only for those with an admin key."""
    said = service.feedback.latest(query.limit, query.rating)
    return FeedbackList(feedback=tuple(Told.of(one) for one in said))
