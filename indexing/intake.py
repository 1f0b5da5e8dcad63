"""Articles handed in and out while the corpus answers.

What is accepted is on disk when that is said: a removed article answers no more, a new one waits in the catalog. One
thread indexes what waits and clears what was removed from the indexes; after a crash it goes on at the next start.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from indexing.catalog.steps import Known
from indexing.catalog.submissions import Fate, Submission, Submissions, Submitted
from indexing.corpus import Corpus
from indexing.errors import OnRecordError
from indexing.sync import sync
from indexing.sync.reports import Progress

RETRY_SECONDS = 15.0


class Intake:
    """The way into a corpus that is open and answers."""

    def __init__(self, corpus: Corpus) -> None:
        """Over an open corpus; nothing runs before there is something to do."""
        self._corpus = corpus
        self._submissions = Submissions(corpus.catalog.database)
        self._changed = threading.Condition()
        self._wanted = False
        self._closing = False
        self._worker: threading.Thread | None = None
        self.trouble: str | None = None
        """Why what waits could not be indexed, one sentence; it is tried again."""

    def submit(
        self, changes: Sequence[Submitted], allowed: Callable[[Known | None], None] = lambda _: None
    ) -> Submission:
        """Accept changes; on disk when this returns. See Submissions.submit. Raises CorpusError."""
        self._corpus.refuse_writing()
        made = self._submissions.submit(changes, allowed)
        if made.waiting or Fate.REMOVED in made.fates:
            self._want()
        return made

    def find(self, submission_id: str) -> Submission | None:
        """What was handed in under this id, as it stands now."""
        return self._submissions.find(submission_id)

    def settled(self, submission: Submission, seconds: float) -> Submission:
        """The submission when nothing of it waits any more, or as it stands after so many seconds or in trouble."""
        until = time.monotonic() + seconds
        with self._changed:
            while True:
                now = self.find(submission.id) or submission
                left = until - time.monotonic()
                if not now.waiting or self.trouble or self._closing or left <= 0:
                    return now
                self._changed.wait(left)

    def resume(self) -> None:
        """Go on with what an earlier process accepted and did not finish."""
        if self._corpus.catalog.counts().staged:
            self._want()

    def close(self) -> None:
        """Stop after the batch that is being written; what waits is kept."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._worker:
            self._worker.join()

    def _want(self) -> None:
        with self._changed:
            self._wanted = True
            self._changed.notify_all()
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="intake", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        while self._awaited():
            self.trouble = self._trouble()
            with self._changed:
                self._changed.notify_all()

    def _awaited(self) -> bool:
        """Wait for something to do, or for another try; False at the end."""
        with self._changed:
            retry = RETRY_SECONDS if self.trouble else None
            self._changed.wait_for(lambda: self._wanted or self._closing, retry)
            self._wanted = False
            return not self._closing

    def _trouble(self) -> str | None:
        try:
            sync(self._corpus, (), progress=self._watch)
            self._corpus.catalog.database.checkpoint()
        except OnRecordError as error:
            return str(error)
        except Exception:
            logging.getLogger(__name__).exception("Articles that were handed in could not be indexed")
            return "Something went wrong inside the service; its log says what."
        return None

    def _watch(self, _: Progress) -> None:
        with self._changed:
            self._changed.notify_all()
        if self._closing:
            raise OnRecordError("Stopped. What was finished is kept, and the next start goes on from there.")
