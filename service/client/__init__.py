"""A client of the service: `OnRecord`, or `AsyncOnRecord` for asyncio.

with OnRecord("https://answers.example.org") as service:
print(service.ask("How long has the war lasted?").text)
"""

from service.client.asynchronous import AsyncOnRecord
from service.client.blocking import OnRecord
from service.client.calls import CitedStatement
from service.client.errors import (
    NotFound,
    RateLimited,
    Refused,
    ServiceError,
    Unauthorized,
    Unavailable,
    Unreachable,
    Unreadable,
)

__all__ = [
    "AsyncOnRecord",
    "CitedStatement",
    "NotFound",
    "OnRecord",
    "RateLimited",
    "Refused",
    "ServiceError",
    "Unauthorized",
    "Unavailable",
    "Unreachable",
    "Unreadable",
]
