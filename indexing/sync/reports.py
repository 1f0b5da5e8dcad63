"""What a sync, a removal or a rebuild tells while it runs and when it has ended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indexing.readers import Failure


class Step(StrEnum):
    """What is being done."""

    READING = "reading"
    EMBEDDING = "embedding"
    CHECKING = "checking"
    COPYING = "copying"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is: articles while reading, passages while embedding. `total` is None where it is not known."""

    step: Step
    done: int
    total: int | None = None
    source: str | None = None


Watch = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article whose text is, to the letter, that of another. Both are indexed; a search shows one."""

    article_id: str
    of: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a source says that could not be used, such as a date; or that its article is not to be seen."""

    source: str
    note: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did, by article id; `passages` counts those embedded. It failed if `failed` holds anything.

    `skipped` are the files of folders whose format is not read.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    notes: tuple[Note, ...] = ()
    skipped: tuple[str, ...] = ()
    passages: int = 0
    revision: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a removal did: from this revision on, no answer uses these articles."""

    removed: tuple[str, ...]
    unknown: tuple[str, ...]
    passages: int
    revision: int
    at: str


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What a rebuild made: a generation of both indexes, from the catalog."""

    generation: int
    articles: int
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Inspection:
    """What both indexes hold of the live passages, by passage id.

    `missing` are not in one of them, `orphans` are in one and not live; of those `looked_for`, `unseen` are not found
    by their own vector, `unheard` not by their own words.
    """

    live: int
    looked_for: int
    missing: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    unheard: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.orphans or self.unseen or self.unheard)


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was written or read: its file, its vectors, the revision of the articles in it, 10^6 bytes."""

    file: str
    passages: int
    revision: int
    megabytes: float


@dataclass(frozen=True, slots=True)
class Status:
    """What a data folder holds, and who holds it; `damage` is a sentence where its search index is not whole.

    The lag is that of a replica behind the catalog: changes that it has not followed, and the age of the first of them.
    So many `stories` are carried by several articles, of which `copies` stand behind the one that speaks for them.
    `newest` is the latest day that an article was published on, `newest_days` how many days ago that is.
    """

    data_dir: str
    articles: int
    passages: int
    staged: int
    embargoed: int
    expired: int
    stories: int
    copies: int
    revision: int
    generation: int
    embedder: str | None
    newest: date | None
    newest_days: int | None
    megabytes: float
    catalog_megabytes: float
    index_megabytes: float
    answers_megabytes: float
    owner: str | None
    damage: str | None = None
    replica_lag_changes: int | None = None
    replica_lag_seconds: float | None = None
