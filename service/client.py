"""Questions and drafts handed over to the service that owns the data folder."""

from typing import Any, TypeVar

import httpx
from pydantic import ValidationError

from indexing.errors import CorpusError, OnRecordError
from indexing.ownership import Owner
from service.answers import Answer, Filters, Wire
from service.drafts import Verification
from service.web.conversations import Kept

Reply = TypeVar("Reply", bound=Wire)


def ask(owner: Owner, question: str, filters: Filters, *, timeout: float, conversation_id: str | None = None) -> Answer:
    """The answer of a running service. Raises OnRecordError with the sentence that it gave."""
    given = filters.model_dump(mode="json", exclude_defaults=True)
    body = {"question": question, "filters": given, "conversation_id": conversation_id}
    return _asked(owner, "answers", body, Answer, timeout)


def begin(owner: Owner, *, timeout: float) -> str:
    """The id of a new conversation of a running service. Raises OnRecordError with the sentence that it gave."""
    return _asked(owner, "conversations", {}, Kept, timeout).id


def verify(owner: Owner, text: str, *, timeout: float) -> Verification:
    """The verdicts of a running service. Raises OnRecordError with the sentence that it gave."""
    return _asked(owner, "verify", {"text": text}, Verification, timeout)


def _asked(owner: Owner, route: str, body: dict[str, Any], form: type[Reply], timeout: float) -> Reply:
    try:
        # Loopback never goes through a proxy.
        address = f"http://127.0.0.1:{owner.port}/v1/{route}"
        response = httpx.post(address, json=body, timeout=timeout, trust_env=False)
    except httpx.HTTPError as error:
        raise CorpusError(f"The service (process {owner.pid}) that holds the data folder does not reply.") from error
    try:
        if response.is_success:
            return form.model_validate_json(response.content)
        raise OnRecordError(str(response.json()["detail"]))
    except (ValidationError, ValueError, KeyError, TypeError) as error:
        raise CorpusError("What holds the data folder is no service of this version: restart it.") from error
