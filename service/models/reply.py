"""A reply of a chat model, read while it is written."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue

from indexing.sentences import sentences
from service.errors import DraftingError
from service.models.events import CutOff


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply while it is written.

    `pieces` are read once, and raise DraftingError where the reply fails or does not end in time, CutOff where it ended
    at a limit. `close`, from any thread, stops the model; who waits for a piece then gets a DraftingError.
    """

    pieces: Iterator[str]
    close: Callable[[], object] = lambda: None


def finished(reply: str) -> str:
    """A reply that was cut off, without its last sentence: half a sentence can say the opposite.

    Raises CutOff where nothing is left.
    """
    spans = sentences(reply)
    end = max(spans[-1].start if spans else 0, reply.rfind("\n") + 1)
    if not reply[:end].strip():
        raise CutOff("The model's reply was cut off before its first sentence ended.")
    return reply[:end]


def pieces_from(written: SimpleQueue[str | Future[None]]) -> Iterator[str]:
    """The pieces, those that lie ready as one, until the work ends; then its error, if it has one."""
    while True:
        ready = [written.get()]
        while not written.empty():
            ready.append(written.get())
        text = "".join(piece for piece in ready if isinstance(piece, str))
        if text:
            yield text
        if isinstance(work := ready[-1], Future):
            if work.cancelled():
                raise DraftingError("The model was stopped: nobody waits for its reply.")
            work.result()
            return
