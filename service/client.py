"""Questions handed over to the service that owns the data folder."""

import httpx
from pydantic import ValidationError

from indexing.errors import CorpusError, OnRecordError
from indexing.ownership import Owner
from service.answers import Answer, Filters


def ask(owner: Owner, question: str, filters: Filters, *, timeout: float) -> Answer:
    """The answer of a running service. Raises OnRecordError with the sentence that it gave."""
    address = f"http://127.0.0.1:{owner.port}/v1/answers"
    body = {"question": question, "filters": filters.model_dump(mode="json", exclude_defaults=True)}
    try:
        # Loopback never goes through a proxy.
        response = httpx.post(address, json=body, timeout=timeout, trust_env=False)
    except httpx.HTTPError as error:
        raise CorpusError(f"The service (process {owner.pid}) that holds the data folder does not reply.") from error
    try:
        if response.is_success:
            return Answer.model_validate_json(response.content)
        raise OnRecordError(str(response.json()["detail"]))
    except (ValidationError, ValueError, KeyError, TypeError) as error:
        raise CorpusError("What holds the data folder is no service of this version: restart it.") from error
