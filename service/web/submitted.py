"""Articles as they are handed in, and what has become of them, over the wire."""

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from indexing.articles import Genre
from indexing.catalog.submissions import Fate, Put, Refusal, Removal, Submission, Submitted
from indexing.errors import SourceError
from indexing.readers.readings import Reading
from indexing.readers.submitted import read_html, read_text
from indexing.splitting import split
from service.answers import Wire

LARGEST_BATCH = 1_000
_ENGLISH = {"type": "string", "pattern": "^[eE][nN]([-_].*)?$"}


def _english(language: str) -> str:
    if language.casefold().replace("_", "-").partition("-")[0] != "en":
        raise ValueError("only articles in English are taken")
    return language


Web = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2_000)]


class ArticleBody(Wire):
    """An article: its text or its page, and what is known of it. Dates are ISO 8601, of which the day is kept."""

    text: str | None = Field(
        default=None,
        description="Plain text; a blank line ends a paragraph",
        examples=["The new bridge cost 41 million dollars."],
    )
    html: str | None = Field(default=None, description="A page instead of text; it is cleaned as files are")
    title: str | None = Field(default=None, max_length=1_000, examples=["The bridge"])
    url: Web | None = None
    publisher: str | None = Field(default=None, max_length=500)
    authors: tuple[str, ...] = ()
    published_at: str | None = Field(default=None, examples=["2026-01-31"])
    modified_at: str | None = None
    section: str | None = Field(default=None, max_length=500)
    correction: str | None = Field(default=None, max_length=2_000, description="What was put right, for readers")
    corrected_at: str | None = Field(default=None, description="The day of the correction")
    embargo: datetime | None = Field(default=None, description="It does not answer before")
    expires: datetime | None = Field(default=None, description="It does not answer from then on")
    genre: Genre | None = Field(default=None, description="Citations of an opinion piece say that it is one")
    quote_limit: int | None = Field(default=None, ge=0, le=100_000, description="Longest quote shown, in characters")
    language: Annotated[str, AfterValidator(_english), WithJsonSchema(_ENGLISH)] | None = Field(
        default=None, examples=["en"]
    )

    def read(self, article_id: str) -> Put:
        """The article, cleaned and split. Raises SourceError where nothing of it can be indexed."""
        article = self._reading(article_id).article
        passages = split(article)
        if not passages:
            raise SourceError("It holds no sentence that could be searched.")
        return Put(article, tuple(passages))

    def _reading(self, article_id: str) -> Reading:
        if (self.text is None) == (self.html is None):
            raise SourceError("It has to be given by `text` or by `html`, one of the two.")
        said = {
            "title": self.title,
            "url": self.url,
            "publisher": self.publisher,
            "authors": list(self.authors),
            "published": self.published_at,
            "modified": self.modified_at,
            "section": self.section,
            "correction": self.correction,
            "corrected": self.corrected_at,
            "embargo": self.embargo,
            "expires": self.expires,
            "genre": self.genre,
            "quote_limit": self.quote_limit,
            "language": self.language,
        }
        if self.html is not None:
            return read_html(article_id, self.html, said)
        return read_text(article_id, self.text or "", said)


class PutChange(Wire):
    """An article to take in, new or corrected."""

    op: Literal["put"]
    id: str
    article: ArticleBody

    def submitted(self) -> Submitted:
        """What is handed in; a refusal where it cannot be taken, so that the others go on."""
        try:
            return self.article.read(self.id)
        except SourceError as error:
            return Refusal(self.id[:200], str(error))


class DeleteChange(Wire):
    """An article to take out."""

    op: Literal["delete"]
    id: str

    def submitted(self) -> Submitted:
        """What is handed in."""
        return Removal(self.id)


class BatchBody(Wire):
    """Changes, which are made in their order."""

    changes: tuple[Annotated[PutChange | DeleteChange, Field(discriminator="op")], ...] = Field(
        min_length=1, max_length=LARGEST_BATCH, examples=[[{"op": "delete", "id": "bridge"}]]
    )


class Outcome(Wire):
    """What has become of one change. `superseded`: the article was changed or removed again since."""

    article_id: str
    status: Fate
    version: str | None
    detail: str | None


class OperationStatus(Wire):
    """How far what was handed in is: `done` when nothing waits any more. `detail` says why what waits is not done."""

    id: str
    status: Literal["running", "done"]
    submitted_at: datetime
    total: int
    waiting: int
    changes: tuple[Outcome, ...]
    detail: str | None

    @classmethod
    def of(cls, submission: Submission, trouble: str | None) -> Self:
        """A submission as it goes over the wire."""
        told = zip(submission.items, submission.fates, strict=True)
        return cls(
            id=submission.id,
            status="running" if submission.waiting else "done",
            submitted_at=submission.at.replace(tzinfo=UTC),
            total=len(submission.items),
            waiting=submission.waiting,
            changes=tuple(
                Outcome(article_id=item.article_id, status=fate, version=item.version, detail=item.reason)
                for item, fate in told
            ),
            detail=trouble if submission.waiting else None,
        )


class Written(Wire):
    """An article that was taken in: `indexed` when it answers, `waiting` when it is on disk and will soon."""

    id: str
    version: str
    status: Fate
    operation: str = Field(description="What to ask /v1/operations for while it waits")


class Receipt(Wire):
    """What a removal did: from this revision on no answer uses the article. `removed` is false where there was none."""

    id: str
    removed: bool
    revision: int
    at: datetime
