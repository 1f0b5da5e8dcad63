"""Readiness that means it."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.settings import IndexingSettings
from indexing.sync import sync
from service.archive import Archive
from service.web.health import Opening, Service


def test_a_service_that_opens_says_what_it_waits_for(listening_client) -> None:
    opening = Opening()
    opening.say("The service is opening the index and loading the models.")
    with listening_client(opening) as client:
        reply = client.get("/readyz")
        assert client.get("/livez").status_code == 200
    assert (reply.status_code, reply.headers["retry-after"]) == (503, "2")
    assert reply.json()["detail"] == "The service is opening the index and loading the models."


@pytest.mark.parametrize(("file", "table"), [("catalog.sqlite", "articles"), ("answers.sqlite", "answers")])
def test_a_store_that_can_no_longer_be_read_is_not_ready(
    service: Service, settings: IndexingSettings, listening_client, file: str, table: str
) -> None:
    with (
        Corpus.open(settings) as corpus,
        closing(Archive(f"sqlite:///{settings.data_dir / 'answers.sqlite'}")) as archive,
        listening_client(Opening(replace(service, corpus=corpus, archive=archive))) as client,
    ):
        assert client.get("/readyz").status_code == 200
        with closing(sqlite3.connect(settings.data_dir / file)) as database:
            database.execute(f"DROP TABLE {table}")
        reply = client.get("/readyz")
        assert client.get("/livez").status_code == 200
    assert (reply.status_code, reply.headers["content-type"]) == (503, "application/problem+json")
    assert file in reply.json()["detail"]


def test_an_index_that_lost_its_passages_is_not_ready(
    service: Service, settings: IndexingSettings, published: Path, listening_client
) -> None:
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(published)])
    shutil.rmtree(settings.data_dir / "generation-1" / "chroma")
    with Corpus.open(settings) as corpus, listening_client(Opening(replace(service, corpus=corpus))) as client:
        reply = client.get("/readyz")
    assert reply.status_code == 503 and "onrecord rebuild" in reply.json()["detail"]
