"""What a service replied instead of what was asked; the text is the sentence that it gave.

ServiceError (an OnRecordError)
├── Unreachable          nothing replied, or it broke off
├── Unreadable           what replied is no On Record service of this version
├── Refused              the request cannot be taken as it is: 400, 405, 413, 422
│   ├── Unauthorized     a key is missing, wrong, or not enough: 401, 403
│   ├── NotFound         no such article, version or answer: 404
│   └── RateLimited      too many requests; `retry_after` says when to come back: 429
└── Unavailable          not open yet, or a model or the index failed: 5xx
"""

import httpx2
from pydantic import BaseModel, ConfigDict, ValidationError

from indexing.errors import OnRecordError


class ServiceError(OnRecordError):
    """The service did not give what was asked.

    `status` is that of the reply and `kind` the last part of its problem type, such as `article-not-found`; None where
    there was no such reply. `retry_after` are the seconds that the service asks to wait.
    """

    def __init__(
        self, sentence: str, *, status: int | None = None, kind: str | None = None, retry_after: float | None = None
    ) -> None:
        """Say what went wrong."""
        super().__init__(sentence)
        self.status = status
        self.kind = kind
        self.retry_after = retry_after


class Unreachable(ServiceError):
    """Nothing replied at the address, or the reply broke off."""


class Unreadable(ServiceError):
    """What replied is no On Record service of this version."""


class Refused(ServiceError):
    """The request cannot be taken as it is."""


class Unauthorized(Refused):
    """A key is missing, wrong, or does not admit to this."""


class NotFound(Refused):
    """There is no such article, version or answer."""


class RateLimited(Refused):
    """Too many requests."""


class Unavailable(ServiceError):
    """The service is not open yet, or a part of it failed."""


class Told(BaseModel):
    """A problem as the service tells it; other fields are for people."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: str
    status: int
    detail: str

    def error(self, retry_after: float | None = None) -> ServiceError:
        """The error that it means."""
        kind = self.type.rpartition("#")[2] or None
        return _class(self.status)(self.detail, status=self.status, kind=kind, retry_after=retry_after)


def of(response: httpx2.Response) -> ServiceError:
    """The error that a reply, whose body has been read, stands for."""
    try:
        told = Told.model_validate_json(response.content)
    except ValidationError:
        sentence = f"{response.url.copy_with(query=None)} replied with status {response.status_code} and no problem."
        return Unreadable(sentence, status=response.status_code)
    return told.error(_seconds(response.headers.get("retry-after", "")))


def _class(status: int) -> type[ServiceError]:
    match status:
        case 401 | 403:
            return Unauthorized
        case 404:
            return NotFound
        case 429:
            return RateLimited
        case status if status < 500:
            return Refused
        case _:
            return Unavailable


def _seconds(header: str) -> float | None:
    return float(header) if header.isdecimal() else None
