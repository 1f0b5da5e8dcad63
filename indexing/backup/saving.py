"""A backup written while the service goes on answering."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from indexing.backup import MANIFEST, PASSAGES, VECTORS, Manifest, refuse_server
from indexing.corpus import FORMAT, Corpus
from indexing.errors import CorpusError
from indexing.faults import unwritable
from indexing.sync.reports import BackupReport, Progress, Step, Watch

_AT_ONCE = 1_000


def save(corpus: Corpus, file: Path, progress: Watch = lambda _: None) -> BackupReport:
    """Write a backup while the service goes on answering; changes wait. A file that is there is not overwritten.

    Raises CorpusError.
    """
    refuse_server(corpus.settings)
    if file.exists():
        raise CorpusError(f"{file} is there already: name another file.")
    part = file.with_name(f"{file.name}.part")
    try:
        with corpus.writing, zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            manifest = _written(corpus, archive, progress)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
        _on_disk(part)
        part.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise unwritable("backup", file, error) from error
    finally:
        part.unlink(missing_ok=True)
    return BackupReport(str(file), manifest.passages, manifest.revision, file.stat().st_size / 1_000_000)


def _written(corpus: Corpus, archive: zipfile.ZipFile, progress: Watch) -> Manifest:
    folder, digests = corpus.settings.data_dir, dict[str, str]()
    with TemporaryDirectory(dir=folder, prefix="backup-") as aside:
        for database in sorted(folder.glob("*.sqlite")):
            copy = Path(aside) / database.name
            _copied(database, copy)
            digests[database.name] = _added(archive, database.name, copy)
            copy.unlink()
        ids = sorted(corpus.catalog.passage_ids())
        listed, rows = Path(aside) / PASSAGES, Path(aside) / VECTORS
        with listed.open("w", encoding="ascii") as names, rows.open("wb") as floats:
            held = _vectors(corpus, ids, names, floats, progress)
        for path in (listed, rows):
            digests[path.name] = _added(archive, path.name, path)
    made_at, revision = datetime.now(UTC).isoformat(timespec="seconds"), corpus.catalog.revision
    dimensions = corpus.embedder.dimensions if held else 0
    return Manifest(FORMAT, made_at, corpus.embedder.name, dimensions, held, revision, digests)


def _vectors(corpus: Corpus, ids: Sequence[str], names: IO[str], floats: IO[bytes], progress: Watch) -> int:
    done = 0
    for start in range(0, len(ids), _AT_ONCE):
        for key, vector in corpus.vectors.get(ids[start : start + _AT_ONCE]).items():
            names.write(f"{key}\n")
            floats.write(vector.astype("<f4").tobytes())
            done += 1
        progress(Progress(Step.COPYING, done, len(ids)))
    return done


def _copied(database: Path, copy: Path) -> None:
    """A database as it is at one moment, its write-ahead log included."""
    with closing(sqlite3.connect(database, timeout=30)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _added(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    archive.write(path, name)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _on_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
