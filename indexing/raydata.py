"""Passages embedded by all machines of a Ray cluster, with Ray Data: the only file that knows Ray."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

# Set before Ray is imported: it tells its makers nothing, and writes nothing between our lines.
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ["RAY_DATA_DISABLE_PROGRESS_BARS"] = "1"
os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")

import numpy as np
import ray
import ray.data
from numpy.typing import NDArray
from ray.exceptions import RayError

from indexing.embedding import Embedder, embedder
from indexing.errors import ModelError
from indexing.faults import brief
from indexing.settings import IndexingSettings

# Texts of one job: so many that loading the models is a small part, and their vectors fit in memory (31 MB).
AT_ONCE: Final = 20_000
_BATCH: Final = 32
_SECONDS: Final = 5.0
_Batch = dict[str, NDArray[Any]]


class RayEmbedder:
    """The embedder of a corpus, with its bulk work done by a cluster. A text has the same vector on every machine."""

    def __init__(self, settings: IndexingSettings, local: Embedder) -> None:
        """Join the cluster of the settings, or start one on this machine. Raises ModelError."""
        self._settings = settings
        self._local = local
        self.name = local.name
        if not ray.is_initialized():
            _join(settings)

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        return self._local.dimensions

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector of a question, made here."""
        return self._local.embed_query(text)

    def embed_passages(self, texts: Iterable[str]) -> Iterator[NDArray[np.float32]]:
        """One vector per text, in order. Raises ModelError where the cluster fails."""
        remaining = iter(texts)
        while block := list(islice(remaining, AT_ONCE)):
            yield from self._embedded(block)

    def _embedded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        rows = [{"place": place, "text": text.encode("utf-8", "surrogatepass")} for place, text in enumerate(texts)]
        try:
            workers = max(1, int(ray.cluster_resources().get("CPU", 1)))
            job = ray.data.from_items(rows, override_num_blocks=-(-len(rows) // _BATCH)).map_batches(
                _Worker,
                fn_constructor_args=(self._settings.model_copy(update={"workers": 1}),),
                batch_size=_BATCH,
                num_cpus=1,
                compute=ray.data.ActorPoolStrategy(min_size=1, max_size=workers),
            )
            for batch in job.iter_batches(batch_format="numpy"):
                vectors[batch["place"]] = batch["vector"]
        except RayError as error:
            raise ModelError(
                f"The Ray cluster failed ({brief(error)}): look at its logs and run the command again; what was "
                "indexed before is kept."
            ) from error
        return vectors


class _Worker:
    """A process of the cluster with a model of its own."""

    def __init__(self, settings: IndexingSettings) -> None:
        self._embedder = embedder(settings)

    def __call__(self, batch: _Batch) -> _Batch:
        texts = [bytes(text).decode("utf-8", "surrogatepass") for text in batch["text"]]
        return {"place": batch["place"], "vector": np.stack(list(self._embedder.embed_passages(texts)))}


def _join(settings: IndexingSettings) -> None:
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    try:
        if settings.ray_address:
            _knock(settings.ray_address)
            ray.init(settings.ray_address, **quiet)
        else:
            ray.init(num_cpus=settings.workers, include_dashboard=False, **quiet)
    except (RayError, OSError, RuntimeError, ValueError) as error:
        raise ModelError(
            f"The Ray cluster cannot be reached ({brief(error)}): start it, or check ONRECORD_RAY_ADDRESS, and "
            "RAY_AUTH_MODE=token where it asks for one."
        ) from error


def _knock(address: str) -> None:
    """Raise OSError where nobody listens at an address that names a host: Ray itself asks on for many minutes."""
    named = urlsplit(address if "://" in address else f"ray://{address}")
    if named.hostname and named.port:
        socket.create_connection((named.hostname, named.port), timeout=_SECONDS).close()
