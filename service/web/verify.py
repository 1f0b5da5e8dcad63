"""Check a draft against the articles."""

from fastapi import APIRouter
from pydantic import Field

from service.answers import Wire
from service.verdicts import LARGEST, Verification
from service.web.health import Ready

routes = APIRouter(prefix="/v1/verify", tags=["drafts"])


class VerifyRequest(Wire):
    """A draft, as plain text or Markdown."""

    text: str = Field(max_length=LARGEST, examples=["The joint plan has 28 points."])


@routes.post("", summary="Check a draft")
def verify(request: VerifyRequest, service: Ready) -> Verification:
    """Each claim of the draft with its verdict, the reasons and the quotes that it was judged by."""
    return service.verify(request.text)
