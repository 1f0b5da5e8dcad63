"""What a host's robots.txt asks of us (RFC 9309)."""

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from indexing.errors import SourceError
from indexing.readers.surprises import surprises_told
from indexing.sources.replies import GivenUp

NAME = "OnRecord"
"""The name that robots.txt may speak to."""
# A longer delay than this would not slow a site's own index down but end it.
_LONGEST_DELAY = 30.0
_MOST_BYTES = 500_000


class Robots:
    """The rules of each host, asked for once."""

    def __init__(self, fetch: Callable[[str], bytes | None]) -> None:
        """`fetch` gives a robots.txt, None where the host has none, and raises SourceError where that is not known."""
        self._fetch = fetch
        self._rules: dict[str, Protego] = {}

    def delay(self, url: str) -> float:
        """The seconds between requests that the host asks for. Raises SourceError where it forbids the address."""
        rules = self._of(url)
        if not rules.can_fetch(url, NAME):
            raise SourceError(f"The site's robots.txt forbids this address; allow it there for the user agent {NAME}.")
        return min(rules.crawl_delay(NAME) or 0.0, _LONGEST_DELAY)

    def _of(self, url: str) -> Protego:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}/robots.txt"
        if place not in self._rules:
            try:
                text = self._fetch(place) or b""
                with surprises_told():
                    self._rules[place] = Protego.parse(text[:_MOST_BYTES].decode("utf-8", "replace"))
            except GivenUp:
                raise
            except SourceError as error:
                raise SourceError(f"The site's robots.txt could not be read, so nothing else is: {error}") from error
        return self._rules[place]
