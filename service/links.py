"""Where a reader finds an article: at its own address, or else in this service."""

from dataclasses import dataclass
from urllib.parse import quote, urldefrag, urlsplit

from service.answers import Citation

# Browsers find a long passage by its first and its last words.
_LONG = 12
_ENDS = 6


@dataclass(frozen=True, slots=True)
class Links:
    """Links to articles; `service` is this service's own address, None where it is not reached over HTTP."""

    service: str | None = None

    def article(self, article_id: str, url: str | None, version: str | None = None) -> str | None:
        """The address of an article, or None where it has none: no other scheme than http and https is followed."""
        if url and urlsplit(url).scheme in ("http", "https"):
            return url
        if self.service is None:
            return None
        chosen = f"?version={version}" if version else ""
        return f"{self.service.rstrip('/')}/v1/articles/{quote(article_id, safe='')}{chosen}"

    def cited(self, citation: Citation) -> str | None:
        """The address of the article that a citation quotes."""
        return self.article(citation.article_id, citation.url, citation.article_version)

    def quoted(self, citation: Citation) -> str | None:
        """The same, at the quote itself where the article is a page: browsers scroll there and mark it."""
        address = self.cited(citation)
        return f"{address}{_fragment(address, citation.quote)}" if address and address == citation.url else address


def _fragment(address: str, text: str) -> str:
    words = text.split()
    ends = (words,) if len(words) <= _LONG else (words[:_ENDS], words[-_ENDS:])
    shown = ",".join(quote(" ".join(some), safe="").replace("-", "%2D") for some in ends)
    return f"{'' if urldefrag(address).fragment else '#'}:~:text={shown}"
