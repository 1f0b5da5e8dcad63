import gc
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from indexing.errors import ModelError
from service.warming import warm


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_the_embedder_is_loaded_and_the_collector_leaves_alone_what_is() -> None:
    asked: list[str] = []
    warm(SimpleNamespace(embedder=SimpleNamespace(embed_query=asked.append)))
    assert len(asked) == 1 and gc.get_freeze_count() > 10_000


def test_an_endpoint_that_is_away_is_no_reason_not_to_start() -> None:
    def away(_: str) -> None:
        raise ModelError("It is away.")

    warm(SimpleNamespace(embedder=SimpleNamespace(embed_query=away)))
    assert gc.get_freeze_count() > 10_000
