"""What nobody foresaw in the reading of one document: a sentence about that document, while the others are read."""

from collections.abc import Generator
from contextlib import contextmanager

from indexing.errors import OnRecordError, SourceError
from indexing.faults import brief


@contextmanager
def surprises_told() -> Generator[None]:
    """Around the reading of one document that is in memory: what its reader raises unforeseen becomes a SourceError.

    Nothing that writes, asks the network or lasts longer than one document belongs in it.
    """
    try:
        yield
    except OnRecordError:
        raise
    except MemoryError as error:
        raise SourceError("There is not enough memory to read it; split it.") from error
    except Exception as error:
        kind, said = type(error).__name__, brief(error)
        fault = kind if said == kind else f"{kind}: {said.rstrip('.')}"
        raise SourceError(
            f"Its reader failed on it, as nobody foresaw ({fault}); save it in another form, and report the fault."
        ) from error
