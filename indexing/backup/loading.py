"""A data folder made from a backup."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from indexing.backup import CATALOG, MANIFEST, PASSAGES, VECTORS, Manifest, refuse_server
from indexing.catalog import Catalog
from indexing.catalog.staging import Staging, State, Work
from indexing.corpus import FORMAT, new_identity
from indexing.embedding import embedder
from indexing.errors import CorpusDamaged, CorpusError
from indexing.faults import Cause, cause, unwritable
from indexing.generations import Generations
from indexing.settings import IndexingSettings
from indexing.sync.building import build
from indexing.sync.recalling import Known, Recall, nothing
from indexing.sync.reports import BackupReport, Progress, Step, Watch

_BLOCK = 1 << 20


def load(file: Path, settings: IndexingSettings, progress: Watch = lambda _: None) -> BackupReport:
    """Make an empty data folder what the backup holds. Broken off, it is done again from the start.

    Raises CorpusDamaged for a file that is no whole backup, CorpusError, and ModelError.
    """
    refuse_server(settings)
    folder = settings.data_dir
    if (folder / CATALOG).exists():
        raise CorpusError(f"There is an index in {folder}: name an empty folder by --data-dir.")
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive, file)
            _unpacked(archive, manifest, folder, file)
    except (OSError, zipfile.BadZipFile) as error:
        if cause(error) is Cause.FULL:
            raise unwritable("data folder", folder, error) from error
        raise CorpusDamaged(f"{file} is no backup that can be read ({error}).") from error
    catalog = folder / f"{CATALOG}.part"
    with closing(Catalog.open(f"sqlite:///{catalog}")) as opened:
        _rebuilt(opened, manifest, settings, progress)
    # Only now the folder holds an index.
    catalog.replace(folder / CATALOG)
    for leftover in (PASSAGES, VECTORS):
        (folder / leftover).unlink(missing_ok=True)
    return BackupReport(str(file), manifest.passages, manifest.revision, file.stat().st_size / 1_000_000)


def _manifest(archive: zipfile.ZipFile, file: Path) -> Manifest:
    try:
        manifest = Manifest(**json.loads(archive.read(MANIFEST)))
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusDamaged(f"{file} is no backup of On Record.") from error
    if manifest.format != FORMAT:
        raise CorpusError(f"{file} has format {manifest.format}, this version of On Record uses {FORMAT}.")
    if any(Path(name).name != name or name not in archive.namelist() for name in manifest.digests):
        raise CorpusDamaged(f"{file} does not hold what it says.")
    return manifest


def _unpacked(archive: zipfile.ZipFile, manifest: Manifest, folder: Path, file: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, digest in manifest.digests.items():
        target = folder / (f"{name}.part" if name == CATALOG else name)
        found = hashlib.sha256()
        with archive.open(name) as source, target.open("wb") as copy:
            while block := source.read(_BLOCK):
                found.update(block)
                copy.write(block)
        if found.hexdigest() != digest:
            raise CorpusDamaged(f"{file} is damaged: {name} is not what was saved.")


def _rebuilt(catalog: Catalog, manifest: Manifest, settings: IndexingSettings, progress: Watch) -> None:
    # Its vectors may lie on the server where those of what was saved lie.
    generations = Generations.of(settings, new_identity(catalog))
    generations.drop(keep=0)
    chosen = embedder(settings)
    recall = _saved(settings.data_dir, manifest) if chosen.name == manifest.embedder else nothing
    total = catalog.counts().passages

    def written(done: int, _complete: Sequence[Work]) -> None:
        progress(Progress(Step.EMBEDDING, done, total))

    with closing(generations.open(1)) as generation:
        build(Staging(catalog.database).all(State.LIVE), chosen, generation, written, recall)
    catalog.note(generation="1", embedder=chosen.name)


def _saved(folder: Path, manifest: Manifest) -> Recall:
    """The vectors of the backup, which stay on disk until they are asked for."""
    names = (folder / PASSAGES).read_text(encoding="ascii").split()
    if not names:
        return nothing
    rows = np.memmap(folder / VECTORS, dtype="<f4", mode="r", shape=(len(names), manifest.dimensions))
    places = {name: place for place, name in enumerate(names)}

    def recall(works: Sequence[Work]) -> Known:
        wanted = [passage.id for work in works for passage in work.passages]
        return {key: np.array(rows[places[key]], dtype=np.float32) for key in wanted if key in places}

    return recall
