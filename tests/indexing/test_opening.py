"""An article answers from the end of its embargo on, until it expires, whatever the state of its index."""

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from indexing.corpus import Corpus
from indexing.search import Scope
from indexing.settings import IndexingSettings
from indexing.status import status
from indexing.sync import sync
from indexing.sync.inspection import inspect

TEXT = "The ferry to Aldersea sails at seven in the morning and takes ninety cars."
QUESTION = "When does the ferry to Aldersea sail?"
Clock = Callable[[str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Sets the clock, in UTC."""

    def set_to(moment: str) -> None:
        monkeypatch.setattr("indexing.catalog.opening.now", lambda: datetime.fromisoformat(moment))

    return set_to


def seen(corpus: Corpus) -> bool:
    """Whether readers see the ferry, the same everywhere."""
    (passage,) = corpus.catalog.passage_ids()
    ways = {
        bool(corpus.search(QUESTION)),
        bool(corpus.search(QUESTION, scope=Scope(published_after=date(2026, 1, 1)))),
        bool(corpus.search(QUESTION, scope=Scope(article_ids=("ferry",)))),
        corpus.catalog.article("ferry") is not None,
        bool(corpus.catalog.articles()),
        bool(corpus.catalog.latest(1)),
        bool(corpus.catalog.passages([passage])),
        bool(corpus.catalog.scopes.owners([passage])),
        corpus.catalog.scopes.matching(Scope(article_ids=("ferry",))) == {"ferry"},
        corpus.catalog.newest() is not None,
    }
    assert len(ways) == 1
    return ways.pop()


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"embargo": "2026-05-06T10:00+02:00"}, [False, True, True]),
        ({"expires": "2026-05-06T08:00"}, [True, False, False]),
        ({"embargo": "2026-05-06T08:00Z", "expires": "2026-05-07"}, [False, True, False]),
    ],
)
def test_it_is_seen_from_its_embargo_on_and_until_it_expires(
    corpus: Corpus, write: Callable[..., Path], clock: Clock, fields: dict[str, str], days: list[bool]
) -> None:
    sync(corpus, [str(write("ferry", TEXT, id="ferry", published="2026-05-01", **fields))])
    found: list[bool] = []
    states: set[tuple[int, ...]] = set()
    for moment in ("2026-05-06T07:59:59", "2026-05-06T08:00:00", "2026-05-07T00:00:00"):
        clock(moment)
        found.append(seen(corpus))
        states.add(corpus.catalog.state)
    assert found == days
    assert len(states) == 1 + sum(one != other for one, other in pairwise(days))


def test_a_clock_that_jumps_back_and_forth_loses_nothing_and_publishes_nothing_early(
    corpus: Corpus, write: Callable[..., Path], clock: Clock
) -> None:
    terms = {"id": "ferry", "published": "2026-05-01", "embargo": "2026-05-06T08:00Z"}
    folder = write("ferry", TEXT, **terms).parent
    clock("2036-01-01T00:00:00")  # a clock that runs ahead
    sync(corpus, [str(folder)])
    assert seen(corpus)
    clock("1970-01-01T00:00:00")  # and one that has stopped
    assert not seen(corpus) and status(corpus.settings).embargoed == 1
    write("ferry", TEXT.replace("seven", "nine"), **terms)
    assert sync(corpus, [str(folder)]).changed == ("ferry",) and not seen(corpus)
    clock("2026-05-06T08:00:00")
    assert sync(corpus, [str(folder)]).unchanged == ("ferry",) and seen(corpus)
    assert "at nine" in corpus.search(QUESTION)[0].passage.text and inspect(corpus).whole


def test_no_earlier_version_is_seen_of_an_article_that_has_expired(
    corpus: Corpus, write: Callable[..., Path], clock: Clock
) -> None:
    sync(corpus, [str(write("ferry", TEXT, id="ferry"))])
    first = corpus.catalog.articles()[0].version
    sync(corpus, [str(write("ferry", TEXT.replace("seven", "nine"), id="ferry", expires="2026-05-06"))])
    clock("2026-05-05T00:00:00")
    assert corpus.catalog.article("ferry", first) is not None
    clock("2026-05-06T00:00:00")
    assert corpus.catalog.article("ferry", first) is None


def test_the_status_counts_both(corpus: Corpus, write: Callable[..., Path], clock: Clock) -> None:
    write("ferry", TEXT, embargo="2026-05-06")
    write("mill", "The mill of Aldersea burned down in the night of Sunday.", expires="2026-05-01")
    sync(corpus, [str(write("lock", "The lock of Aldersea opens again in June, said Ana Ruiz.").parent)])
    clock("2026-05-05T00:00:00")
    told = status(corpus.settings)
    assert (told.articles, told.embargoed, told.expired) == (3, 1, 1)


@pytest.mark.parametrize("name", ["embargo", "expires"])
@pytest.mark.parametrize("said", ["soon", "9999-12-31T23:59-12:00"])
def test_a_moment_that_cannot_be_read_keeps_the_article_out(
    corpus: Corpus, write: Callable[..., Path], name: str, said: str
) -> None:
    (failure,) = sync(corpus, [str(write("ferry", TEXT, **{name: said}))]).failed
    assert f"Its {name} '{said}' cannot be read, so it is not indexed" in failure.reason
    assert corpus.catalog.articles() == []


def test_an_index_that_was_made_before_there_were_embargoes_is_opened_and_takes_them(
    settings: IndexingSettings, write: Callable[..., Path], clock: Clock
) -> None:
    path = write("ferry", TEXT, id="ferry", published="2026-05-01")
    with Corpus.open(settings) as corpus:
        sync(corpus, [str(path)])
    with sqlite3.connect(settings.data_dir / "catalog.sqlite") as catalog:
        for index in ("ix_versions_embargo", "ix_versions_expires", "versions_filtered"):
            catalog.execute(f"DROP INDEX {index}")
        for column in ("embargo", "expires"):
            catalog.execute(f"ALTER TABLE versions DROP COLUMN {column}")
    with Corpus.open(settings) as corpus:
        assert seen(corpus)
        sync(corpus, [str(write("ferry", TEXT, id="ferry", published="2026-05-01", expires="2026-05-06"))])
        clock("2026-05-05T00:00:00")
        assert seen(corpus)
        clock("2026-05-06T00:00:00")
        assert not seen(corpus)
