import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from indexing.catalog import Catalog
from indexing.errors import CorpusDamaged, CorpusError
from indexing.faults import unmade, unopenable, unwritable, without_index
from indexing.generations import Generations
from indexing.keywords import Keywords
from indexing.vectors import Vectors
from indexing.vectors.places import Folder

PLACE = Path("/srv/data")
DiskUsage = type(shutil.disk_usage("/"))


@pytest.mark.parametrize(
    "said",
    [
        "database or disk is full",
        "(code: 778) disk I/O error",
        "[Errno 28] No space left on device",
        'IoError { io_error: Os { code: 28, kind: StorageFull, message: "No space left on device" }, filepath: "x" }',
        "[Errno 27] File too large",
    ],
)
def test_a_full_disk_is_called_one_without_what_the_library_said(said: str) -> None:
    told = str(unwritable("keyword index", PLACE, ValueError(said)))
    assert "the disk is full" in told and "free some disk space" in told
    assert "Os {" not in told and "code" not in told


def test_a_full_disk_is_called_one_also_where_the_library_does_not_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ValueError("Error in compaction: Failed to apply logs to the metadata segment")
    assert "the disk is full" not in str(unwritable("vector index", tmp_path, said))
    assert isinstance(unopenable("vector index", tmp_path, said), CorpusDamaged)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: DiskUsage(10**9, 10**9 - 600_000, 600_000))
    for told in (unwritable("vector index", tmp_path, said), unopenable("vector index", tmp_path, said)):
        assert "the disk is full" in str(told) and "rebuild" not in str(told)


@pytest.mark.parametrize(
    "said", ["(code: 8) attempt to write a readonly database", "[Errno 13] Permission denied", "Read-only file system"]
)
def test_a_place_that_may_not_be_written_is_not_told_to_free_space(said: str) -> None:
    told = str(unopenable("vector index", PLACE, ValueError(said)))
    assert "may not be written by this user" in told and "permissions" in told
    assert "space" not in told and "rebuild" not in told


def test_another_fault_is_told_shortly_with_what_was_said() -> None:
    told = str(unwritable("vector index", PLACE, ValueError("a strange thing " * 100)))
    assert "a strange thing" in told and "check the disk" in told and len(told) < 350


def test_what_speaks_of_neither_space_nor_permission_is_damage() -> None:
    assert isinstance(unopenable("vector index", PLACE, ValueError("bad magic number")), CorpusDamaged)


def test_a_data_folder_that_is_a_file_is_called_one(tmp_path: Path) -> None:
    taken = tmp_path / "data"
    taken.write_text("")
    for told in (unmade(taken, FileExistsError(17, "File exists")), without_index(taken)):
        assert f"{taken} is a file, not a folder" in str(told)
    assert "onrecord index PATH" in str(without_index(tmp_path / "nowhere"))


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A data folder with stores in it that may be read and not written, also where the tests run as root."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Vectors(Folder(folder / "chroma")).close()
        Keywords(folder / "keywords").close()
        Catalog.open(f"sqlite:///{folder / 'catalog.sqlite'}").close()
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        if user == 0:
            os.seteuid(65534)
        yield folder
        if user == 0:
            os.seteuid(user)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_each_store_of_a_read_only_folder_says_that_it_may_not_be_written(closed_folder: Path) -> None:
    def vectors() -> None:
        Vectors(Folder(closed_folder / "chroma")).add(["a"], [np.ones(384, dtype=np.float32)], ["x"])

    def keywords() -> None:
        Keywords(closed_folder / "keywords").remove(["a"])

    def catalog() -> None:
        Catalog.open(f"sqlite:///{closed_folder / 'catalog.sqlite'}").note(a="b")

    for write in (vectors, keywords, catalog, lambda: Generations(closed_folder, "index").open(7)):
        with pytest.raises(CorpusError, match="may not be written"):
            write()
