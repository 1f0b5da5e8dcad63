"""What one may ask of the articles."""

from fastapi import APIRouter

from service.answers import Wire
from service.web.health import Ready

routes = APIRouter(tags=["answers"])


class SuggestionList(Wire):
    """Questions that the articles answer; none while they are being looked for."""

    questions: tuple[str, ...]


@routes.get("/v1/suggestions", summary="What one may ask")
def suggestions(service: Ready) -> SuggestionList:
    """A few questions that the newest articles answer. They are looked for beside the requests, which takes seconds."""
    return SuggestionList(questions=service.suggestions.questions())
