"""What goes wrong with the endpoint of a chat model, each in a sentence that names it."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2
from openai import APIConnectionError, APIStatusError, APITimeoutError

from service.errors import DraftingError
from service.models.events import BrokenOff

_REMEDIES = {401: ": check OPENAI_API_KEY", 403: ": check OPENAI_API_KEY", 404: ": check ONRECORD_MODEL"}


class Unreached(DraftingError):
    """The endpoint was not reached, or said nothing before the connection broke; it may be the next time."""


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults of one endpoint, of which a reply may take `timeout` seconds."""

    where: str
    timeout: float

    @asynccontextmanager
    async def told(self, said: Sequence[str]) -> AsyncGenerator[None]:
        """What goes wrong on the wire as a DraftingError; where nothing was said yet, one that may be tried again."""
        try:
            yield
        except (APITimeoutError, httpx2.TimeoutException) as error:
            raise self.late() from error
        except APIConnectionError as error:
            raise Unreached(f"The model at {self.where} cannot be reached.") from error
        except (BrokenOff, httpx2.TransportError, httpx2.StreamError) as error:
            kind = DraftingError if said else Unreached
            raise kind(f"The connection to the model at {self.where} broke off.") from error
        except (ValueError, RecursionError) as error:
            raise DraftingError(f"The model at {self.where} replied with something that is not JSON.") from error

    def late(self) -> DraftingError:
        """That the time is over."""
        return DraftingError(f"The model at {self.where} did not reply within {self.timeout:g} seconds.")

    def failed(self, error: APIStatusError) -> DraftingError:
        """That it replied with an error, and what may mend that."""
        remedy = _REMEDIES.get(error.status_code, "")
        return DraftingError(f"The model at {self.where} replied with the error {error.status_code}{remedy}.")
