"""An answer and its parts: the domain and the wire format in one.

Offsets are code points, 0-based and end-exclusive: a citation's `start` and `end` count in the cleaned text of the
article version that it names, its markers and a statement's `start` and `end` count in the text of the answer.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints


class Wire(BaseModel):
    """Base of what goes over the wire: frozen, and closed to fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CONFLICTING = "conflicting"
    NOT_IN_ARTICLES = "not_in_articles"


class Verdict(StrEnum):
    """What the checks say of a statement against its quotes."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    UNVERIFIABLE = "unverifiable"


class Mode(StrEnum):
    """Strict emits supported statements only; flag emits all, each with its verdict."""

    STRICT = "strict"
    FLAG = "flag"


class Rating(StrEnum):
    """What a reader thinks of an answer."""

    HELPFUL = "helpful"
    WRONG = "wrong"


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    # A list that came out empty would else be taken for no filter, and all articles would answer.
    if not names:
        raise ValueError("give at least one, or leave it out")
    return names


# A bound on the length also refuses lone surrogates, which no database takes.
Name = Annotated[str, StringConstraints(max_length=1_000)]
Named = Annotated[tuple[Name, ...], AfterValidator(_some)]
"""One or more names; a filter that is left out filters nothing."""


class Filters(Wire):
    """Which articles may answer. Dates are inclusive; an article without a date passes no date filter."""

    published_after: date | None = None
    published_before: date | None = None
    publishers: Named = ()
    sections: Named = ()
    article_ids: Named = ()


class Reason(Wire):
    """Why a check judged as it did: the rule, what it saw on both sides, and one sentence for people."""

    rule: str
    message: str
    claim_span: tuple[int, int] | None = None
    evidence: str | None = None


class Statement(Wire):
    """One sentence of an answer; `text` stands in the answer at `start:end`, its markers after it.

    `score` is the calibrated probability that its quotes support it.
    """

    text: str
    start: int
    end: int
    verdict: Verdict
    score: float = Field(default=0.0, ge=0, le=1)
    reasons: tuple[Reason, ...] = ()
    citations: tuple[int, ...]


class Standing(StrEnum):
    """What has become of a cited article: when an answer leaves, each is live."""

    LIVE = "live"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Carrier(Wire):
    """Another article that carries the same quote, as wire copy is carried: one source, not a second one."""

    article_id: str
    title: str | None
    publisher: str | None
    url: str | None


class Citation(Wire):
    """A quote that stands at `start:end` of one version of an article, and its marker in the answer.

    One that is `shortened` goes on in the article, which is licensed for no longer quotes.
    """

    number: int
    article_id: str
    article_version: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    published_at: date | None
    modified_at: date | None
    url: str | None
    quote: str
    start: int
    end: int
    marker_start: int
    marker_end: int
    also_in: tuple[Carrier, ...] = ()
    standing: Standing = Standing.LIVE
    opinion: bool = False
    shortened: bool = False
    correction: str | None = None
    corrected_at: date | None = None


class Side(Wire):
    """What one source, or several that agree, say of a contested matter."""

    text: str
    citations: tuple[int, ...]


class Conflict(Wire):
    """Two or more sides of one matter, in order of their dates where these are known."""

    sides: tuple[Side, ...]


class Withheld(Wire):
    """A drafted sentence that did not leave the service, and why."""

    text: str
    verdict: Verdict
    reasons: tuple[Reason, ...]


class Nearest(Wire):
    """An article near the question, offered where the articles do not answer it."""

    article_id: str
    title: str | None
    url: str | None


class Answer(Wire):
    """What leaves the service: every statement in it carries citations, or its verdict says why not.

    In a conversation a citation's number goes on from the answers before, and the same quote keeps its own. `erased`
    are the ids of articles that it drew on and that have been erased since, with what it had of them.
    """

    id: str
    question: str
    standalone_question: str
    status: Status
    text: str
    as_of: str
    newest_source: date | None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    corpus_revision: int
    model: str
    conversation_id: str | None = None
    erased: tuple[str, ...] = ()
    timings: dict[str, float] = Field(default_factory=dict)
