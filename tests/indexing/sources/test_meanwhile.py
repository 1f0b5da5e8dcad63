import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from indexing.corpus import Corpus
from indexing.settings import IndexingSettings
from indexing.sync import sync
from indexing.sync.removal import remove

from .conftest import Site
from .test_feeds import bare, rss


@pytest.fixture
def settings(tmp_path: Path) -> IndexingSettings:
    return IndexingSettings(data_dir=tmp_path / "data", allow_private_addresses=True, fetch_rate=100)


def test_while_a_site_is_read_articles_can_be_removed_and_what_is_there_be_searched(
    site: Site, corpus: Corpus, write: Any
) -> None:
    write("harbour", "The harbour opened in May. Ships came at once.", id="harbour")
    sync(corpus, [str(write("bakery", "Bread costs more since the mill burned down.", id="bakery").parent)])
    asked, go_on = threading.Event(), threading.Event()

    def slow(handler: Any) -> None:
        asked.set()
        go_on.wait()
        handler.send(200, bare("Mill open", "mill").encode(), {"Content-Type": "text/html"})

    names = [f"/{number}" for number in range(40)]
    site.pages |= {name: bare(f"Gate {name[1:]} open", f"gate {name}") for name in names}
    site.pages |= {"/feed": rss(site, *names, "/slow"), "/slow": slow}
    with ThreadPoolExecutor(1) as others:
        reading = others.submit(sync, corpus, [site("/feed")])
        try:
            assert asked.wait(60)
            assert remove(corpus, ["bakery"]).removed == ("bakery",)
            assert corpus.catalog.counts().articles == 1 + 32
            assert not reading.done()
        finally:
            go_on.set()
        report = reading.result()
    assert len(report.added) == 41 and corpus.catalog.counts().articles == 1 + 41
