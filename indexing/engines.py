"""What embeds in bulk: the processes of this machine, or a Ray cluster."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from indexing.errors import SettingsError

if TYPE_CHECKING:  # the command line names the engines, and does not wait for what they need
    from indexing.embedding import Embedder
    from indexing.settings import IndexingSettings


class Engine(StrEnum):
    """Where the passages of a run of `index` are embedded; the vectors are the same."""

    LOCAL = "local"
    RAY = "ray"


def in_bulk(engine: Engine, settings: IndexingSettings, embedder: Embedder) -> Embedder:
    """The embedder for a run. Raises SettingsError where Ray is not installed, ModelError where it is not reached."""
    match engine:
        case Engine.LOCAL:
            return embedder
        case Engine.RAY:
            try:
                from indexing.raydata import RayEmbedder  # seconds of imports
            except ModuleNotFoundError as error:
                raise SettingsError("--engine ray needs Ray: pip install 'onrecord[ray]'.") from error
            return RayEmbedder(settings, embedder)
