"""What a sync has seen and done so far."""

from dataclasses import dataclass, field

from indexing.catalog.steps import Change
from indexing.readers import Failure
from indexing.sync.reports import Duplicate, Note, SyncReport


@dataclass(slots=True)
class Tally:
    """What a sync has seen so far: `sources` and `versions` by article id, and new articles' ids by the digest of their
    text; `unlisted` are articles whose source lists them no more, `withdrawn` those that their publisher took back,
    `removed` those of these that were there and those that were pruned, `clashing` those that came with another content
    too, and `replaced` the files whose articles gave way to others of the same id. `made` is what became of those that
    were indexed, of so many `passages`.
    """

    sources: dict[str, str] = field(default_factory=dict[str, str])
    versions: dict[str, str] = field(default_factory=dict[str, str])
    editions: dict[str, str] = field(default_factory=dict[str, str])
    texts: dict[str, str] = field(default_factory=dict[str, str])
    added: list[str] = field(default_factory=list[str])
    changed: list[str] = field(default_factory=list[str])
    unchanged: list[str] = field(default_factory=list[str])
    failed: list[Failure] = field(default_factory=list[Failure])
    duplicates: list[Duplicate] = field(default_factory=list[Duplicate])
    notes: list[Note] = field(default_factory=list[Note])
    skipped: list[str] = field(default_factory=list[str])
    unlisted: list[str] = field(default_factory=list[str])
    removed: list[str] = field(default_factory=list[str])
    withdrawn: set[str] = field(default_factory=set[str])
    clashing: set[str] = field(default_factory=set[str])
    replaced: set[str] = field(default_factory=set[str])
    made: dict[str, Change] = field(default_factory=dict[str, Change])
    passages: int = 0

    def supersede(self, article_id: str, edition: str) -> None:
        """Forget what was seen of an article: this edition of it is the one that counts."""
        self.editions[article_id] = edition
        self.withdrawn.discard(article_id)
        self.sources.pop(article_id, None)
        for part in (self.added, self.changed, self.unchanged):
            part[:] = [known for known in part if known != article_id]

    def report(self, revision: int, seconds: float, *, foreseen: bool) -> SyncReport:
        """The report of the sync, or of what one would do where it is only `foreseen`."""
        return SyncReport(
            added=tuple(self.added) if foreseen else self._became(Change.ADDED),
            changed=tuple(self.changed) if foreseen else self._became(Change.CHANGED),
            unchanged=tuple(self.unchanged),
            removed=tuple(dict.fromkeys(self.removed)),
            failed=tuple(self.failed),
            duplicates=tuple(self.duplicates),
            notes=tuple(self.notes),
            skipped=tuple(self.skipped),
            passages=self.passages,
            revision=revision,
            seconds=round(seconds, 3),
        )

    def _became(self, change: Change) -> tuple[str, ...]:
        return tuple(key for key, made in self.made.items() if made is change)
