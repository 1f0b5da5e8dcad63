import os
import platform
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from indexing.errors import CorpusDamaged
from indexing.vectors import Vectors
from indexing.vectors.places import Folder, Place, Shelf


@pytest.fixture(params=["folder", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "folder":
        return Folder(tmp_path / "chroma")
    server = request.getfixturevalue("chroma").server
    return Shelf(server, f"passages-{secrets.token_hex(4)}")


@pytest.fixture
def vectors(place: Place) -> Iterator[Vectors]:
    opened = Vectors(place)
    yield opened
    opened.close()


def units(count: int) -> list[np.ndarray]:
    rows = np.random.default_rng(7).normal(size=(count, 8)).astype(np.float32)
    return list(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def test_the_nearest_come_first_with_their_cosines(vectors: Vectors) -> None:
    rows = units(50)
    vectors.add([f"p{n}" for n in range(50)], rows, ["a"] * 50)
    found = vectors.query(rows[3], 10)
    assert found[0] == ("p3", pytest.approx(1, abs=1e-5))
    expected = sorted((float(row @ rows[3]) for row in rows), reverse=True)[:10]
    assert [cosine for _, cosine in found] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("few", [0, 1_000], ids=["by Chroma", "one by one"])
def test_only_the_passages_that_are_named_are_found(
    vectors: Vectors, place: Place, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(type(place), "few", few)
    rows = units(50)
    vectors.add([f"p{n}" for n in range(50)], rows, ["a"] * 50)
    found = vectors.query(rows[3], 10, ("p9", "p3", "p7", "unknown"))
    assert {key for key, _ in found} == {"p3", "p7", "p9"}
    assert found[0] == ("p3", pytest.approx(1, abs=1e-5))
    assert found == sorted(found, key=lambda pair: -pair[1])
    assert vectors.query(rows[3], 1, ("p9", "p3", "p7")) == [("p3", pytest.approx(1, abs=1e-5))]
    assert vectors.query(rows[3], 10, ()) == []


def test_an_empty_collection_finds_nothing(vectors: Vectors) -> None:
    assert vectors.query(units(1)[0], 5) == [] and vectors.count == 0 and vectors.ids() == set()


def test_adding_again_replaces_and_removing_passes_over_what_is_unknown(vectors: Vectors) -> None:
    first, second, third = units(3)
    vectors.add(["p1", "p2"], [first, second], ["a", "a"])
    vectors.add(["p1"], [third], ["a"])
    assert vectors.count == 2
    assert vectors.query(third, 1)[0][0] == "p1"
    vectors.remove(["p1", "unknown"])
    assert vectors.ids() == {"p2"}
    vectors.remove([])
    assert vectors.ids() == {"p2"}


def test_records_are_there_when_it_is_opened_again(place: Place) -> None:
    first = Vectors(place)
    rows = units(3)
    first.add(["p1", "p2", "p3"], rows, ["a", "a", "b"])
    first.close()
    second = Vectors(place)
    assert second.query(rows[1], 1)[0][0] == "p2"
    assert np.allclose(second.get(["p3"])["p3"], rows[2])
    second.close()


def test_all_of_many_ids_are_told(vectors: Vectors) -> None:
    ids = [f"p{n}" for n in range(700)]
    vectors.add(ids, units(700), ["a"] * 700)
    assert vectors.ids() == set(ids) and vectors.get(ids).keys() == set(ids)
    vectors.remove(ids[1:])
    assert vectors.ids() == {"p0"}


def test_the_self_check_names_what_is_not_found(vectors: Vectors) -> None:
    vectors.add([f"p{n}" for n in range(40)], units(40), ["a"] * 40)
    assert vectors.lost(["p1", "gone", "p39"]) == ("gone",)


def test_the_self_check_lets_equal_vectors_stand_behind_each_other(vectors: Vectors) -> None:
    vectors.add([f"p{n}" for n in range(60)], units(1) * 60, ["a"] * 60)
    assert vectors.lost([f"p{n}" for n in range(60)]) == ()


@pytest.mark.parametrize("content", [b"damaged" * 1_000, b""])
def test_a_damaged_collection_is_told_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    first = Vectors(Folder(tmp_path / "chroma"))
    first.add(["p1"], units(1), ["a"])
    first.close()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(content)
    if content:
        with pytest.raises(CorpusDamaged, match="onrecord rebuild"):
            Vectors(Folder(tmp_path / "chroma"))
    else:
        # An emptied file is a new collection to Chroma; the count tells it from what the catalog knows.
        second = Vectors(Folder(tmp_path / "chroma"))
        assert second.count == 0
        second.close()


# The process has read much and given it back; what Chroma then allocates lies where that was.
READ_BEFORE = """
import sys
from pathlib import Path
import numpy as np
from indexing.vectors import Vectors
from indexing.vectors.places import Folder
text = bytearray(b"The harbour was closed. " * 1_000_000)
paragraphs = [(b"%d The harbour was closed. " % number) * 60 for number in range(4_000)]
del text, paragraphs
vectors = Vectors(Folder(Path(sys.argv[1])))
vectors.add([f"p{number}" for number in range(40)], list(np.eye(40, 384, dtype=np.float32)), ["a"] * 40)
vectors.close()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told to wipe memory")
def test_what_the_process_read_before_does_not_come_into_the_files_of_the_index(tmp_path: Path) -> None:
    environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    subprocess.run([sys.executable, "-c", READ_BEFORE, tmp_path / "chroma"], check=True, env=environment)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and not [path.name for path in files if b"The harbour was closed" in path.read_bytes()]


def test_within_a_few_ids_each_is_compared_and_one_that_is_written_later_is_found(vectors: Vectors) -> None:
    rows = units(40)
    ids = [f"p{n}" for n in range(40)]
    vectors.add(ids[:-1], rows[:-1], ["a"] * 39)
    some = tuple(ids[20:])
    nearest = [f"p{n}" for n in sorted(range(20, 40), key=lambda n: -float(rows[n] @ rows[3]))]
    assert [key for key, _ in vectors.query(rows[3], 5, some)] == [key for key in nearest if key != "p39"][:5]
    vectors.add(ids[-1:], rows[-1:], ["a"])
    for _ in range(2):
        found = vectors.query(rows[39], 3, some)
        assert found[0] == ("p39", pytest.approx(1.0)) and len(found) == 3
    assert [key for key, _ in vectors.query(rows[3], 50, some)] == nearest
