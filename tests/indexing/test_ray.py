"""`onrecord index --engine ray` on a real Ray cluster of several nodes on this machine."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexing.corpus import Corpus
from indexing.settings import IndexingSettings
from indexing.sync import sync
from tests.chromaserver import free_port

pytestmark = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")
NODES = 3
ENOUGH = 300
# A node is started as operators start one; each has its own processes and its own memory for objects.
RAY = [sys.executable, "-m", "ray.scripts.scripts"]
SMALL = ["--num-cpus", "1", "--object-store-memory", "80000000", "--disable-usage-stats"]


def environment(**given: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    # A token that some earlier cluster left in the home folder would lock this one.
    return {**kept, "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0", "RAY_AUTH_MODE": "disabled", **given}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of three nodes with a worker each."""
    address = f"127.0.0.1:{free_port()}"
    head = ["--head", "--port", address.rpartition(":")[2], "--include-dashboard", "false"]
    nodes: list[subprocess.Popen[bytes]] = []
    for place in [head, *[["--address", address]] * (NODES - 1)]:
        command = [*RAY, "start", *place, *SMALL, "--node-ip-address", "127.0.0.1", "--block"]
        nodes.append(subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        _awaited(address, len(nodes))
    yield address
    for node in reversed(nodes):
        node.terminate()
        node.wait()


def _awaited(address: str, nodes: int) -> None:
    count = f"import ray; ray.init('{address}', log_to_driver=False); print(len(ray.nodes()))"
    for _ in range(30):
        found = subprocess.run(
            [sys.executable, "-c", count], env=environment(), capture_output=True, text=True, timeout=ENOUGH
        )
        if found.stdout.strip() == str(nodes):
            return
    raise AssertionError(found.stderr)


@pytest.fixture
def folder(write: Any) -> Path:
    for number in range(24):
        sentences = [f"Pier {number} has {number * 40 + lamp} lamps on side {lamp}. " for lamp in range(40)]
        path = write(f"pier-{number}", "\n\n".join(sentences), id=f"pier-{number}")
    return path.parent


def test_a_cluster_gives_the_same_index_as_this_machine_to_the_byte(
    cluster: str, folder: Path, settings: IndexingSettings, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "indexing", "index", str(folder), "--engine", "ray", "--json"]
    done = subprocess.run(
        [*command, "--data-dir", str(settings.data_dir)],
        env=environment(ONRECORD_RAY_ADDRESS=cluster),
        capture_output=True,
        text=True,
        timeout=ENOUGH,
    )
    assert done.returncode == 0, done.stderr
    with Corpus.open(settings) as far, Corpus.open(IndexingSettings(data_dir=tmp_path / "near")) as near:
        sync(near, [str(folder)])
        ids = sorted(near.catalog.passage_ids())
        assert len(ids) > 24
        assert far.catalog.passages(ids) == near.catalog.passages(ids) and far.catalog.counts() == near.catalog.counts()
        assert far.catalog.articles() == near.catalog.articles()
        assert far.keywords.ids() == near.keywords.ids() == set(ids)
        here, there = near.vectors.get(ids), far.vectors.get(ids)
        assert all(here[key].tobytes() == there[key].tobytes() for key in ids)


def test_a_cluster_that_is_not_there_is_told_in_a_sentence_and_the_next_run_completes(
    folder: Path, settings: IndexingSettings
) -> None:
    command = [sys.executable, "-m", "indexing", "index", str(folder), "--data-dir", str(settings.data_dir)]
    refused = subprocess.run(
        [*command, "--engine", "ray"],
        env=environment(ONRECORD_RAY_ADDRESS=f"127.0.0.1:{free_port()}"),
        capture_output=True,
        text=True,
        timeout=ENOUGH,
    )
    assert refused.returncode == 1 and "ONRECORD_RAY_ADDRESS" in refused.stderr and "Traceback" not in refused.stderr
    assert subprocess.run(command, env=environment(), capture_output=True, timeout=ENOUGH).returncode == 0


def test_without_ray_it_is_named(monkeypatch: pytest.MonkeyPatch, corpus: Corpus) -> None:
    from indexing.engines import Engine, in_bulk
    from indexing.errors import SettingsError

    monkeypatch.setitem(sys.modules, "indexing.raydata", None)
    with pytest.raises(SettingsError, match=r"pip install 'onrecord\[ray\]'"):
        in_bulk(Engine.RAY, corpus.settings, corpus.embedder)
