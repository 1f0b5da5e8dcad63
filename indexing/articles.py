"""What an article is: its fields, its text, and the passages that it is searched by.

Offsets are code points of the cleaned text, 0-based and end-exclusive, so that
``article.text[passage.start:passage.end] == passage.text`` holds for every passage.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the parts, in order."""
    joined = "\x1f".join(parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


_LATER = frozenset({"language", "correction", "corrected", "embargo", "expires", "genre", "quote_limit"})
OPINION_NAMES: Final = frozenset(
    {"opinion", "opinions", "op-ed", "oped", "editorial", "commentary", "comment", "column"}
)
"""What newsrooms call pieces, and their sections, that say what somebody thinks."""


class Genre(StrEnum):
    """What kind of piece an article is."""

    NEWS = "news"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Fields:
    """What is said about an article beside its text. What the source does not give is None, never a guess.

    It answers from the end of its `embargo` on and until it `expires`, both in UTC. `correction` is the note of a
    publisher on what was put right, on the day `corrected`. No more than `quote_limit` characters in a row may be
    quoted of it.
    """

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    modified: date | None = None
    section: str | None = None
    url: str | None = None
    language: str | None = None
    correction: str | None = None
    corrected: date | None = None
    embargo: datetime | None = None
    expires: datetime | None = None
    genre: Genre | None = None
    quote_limit: int | None = None

    @property
    def is_opinion(self) -> bool:
        """Whether it says what somebody thinks, by its genre or else by the name of its section."""
        if self.genre is None:
            return self.section is not None and self.section.casefold() in OPINION_NAMES
        return self.genre is Genre.OPINION

    def as_json(self) -> str:
        """The fields as canonical JSON: sorted keys, ISO dates. Of those that came later only what is given is written:
        so the versions of articles stay what they were before.
        """
        given = {name: value for name, value in asdict(self).items() if name not in _LATER or value is not None}
        return json.dumps(given, sort_keys=True, ensure_ascii=False, default=str)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it can be cited: `id` stays when it is corrected, `version` changes with every letter."""

    id: str
    source: str
    fields: Fields
    text: str

    @property
    def version(self) -> str:
        """A digest of the fields and the text: equal content has an equal version."""
        return digest(self.fields.as_json(), self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one version of an article, whole sentences where these fit, under the heading it stands under."""

    article_id: str
    version: str
    start: int
    end: int
    text: str
    heading: str | None = None

    @property
    def id(self) -> str:
        """Content-derived: the same stretch of the same version has the same id on every run."""
        return digest(self.article_id, self.version, str(self.start), str(self.end))


def context(title: str | None, passage: Passage) -> str:
    """The text that is embedded for a passage: its title and heading say what the sentences leave unsaid."""
    lead = ". ".join(part for part in (title, passage.heading) if part)
    return f"{lead}\n{passage.text}" if lead else passage.text
