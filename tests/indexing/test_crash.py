import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from indexing.articles import Article
from indexing.corpus import Corpus
from indexing.settings import IndexingSettings
from indexing.sync.inspection import inspect

ARTICLES = 60
ROUNDS = 4
# Small batches, so that there are many moments to be killed at.
INDEX = """
import sys
import indexing.sync.building, indexing.sync.taking
indexing.sync.building.BATCH = indexing.sync.taking.STAGED_AT_ONCE = 7
from indexing.__main__ import app
app(sys.argv[1:])
"""


def test_a_run_that_is_killed_at_any_moment_leaves_a_working_index_and_the_next_completes_it(
    settings: IndexingSettings, tmp_path: Path, write: Any
) -> None:
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    chance = random.Random(seed)
    corrections = dict.fromkeys(range(ARTICLES), 0)
    for attempt in range(ROUNDS):
        corrections |= dict.fromkeys(chance.sample(range(ARTICLES), 20), attempt)
        for number, correction in corrections.items():
            write(f"article{number}", _text(number, correction), id=f"a{number}")
        _killed(settings, tmp_path, chance.uniform(0, 1.2))
        _works(settings)
    assert _run(settings, tmp_path).wait() == 0
    with Corpus.open(settings) as corpus:
        live = corpus.catalog.passage_ids()
        assert corpus.catalog.counts().articles == ARTICLES and corpus.catalog.counts().staged == 0
        assert corpus.vectors.ids() == live == corpus.keywords.ids()
        assert corpus.vectors.count == corpus.keywords.count == len(live) == ARTICLES
        texts = {article.text.strip() for article in corpus.catalog.articles(limit=100)}
    assert texts == {_text(number, correction) for number, correction in corrections.items()}
    _works(settings)


def test_stories_are_whole_after_the_next_run_whenever_one_is_killed(
    settings: IndexingSettings, tmp_path: Path, write: Any
) -> None:
    chance = random.Random(ROUNDS)
    carriers = {f"{paper}{number}": number for number in range(20) for paper in ("post", "herald")}
    for name, number in carriers.items():
        write(name, _report(number), id=name)
    for command in ("index", "index", "rebuild"):
        _killed(settings, tmp_path, chance.uniform(0, 0.8), command)
    assert _run(settings, tmp_path).wait() == 0
    with Corpus.open(settings) as corpus:
        found = corpus.catalog.stories.voices(carriers).stories
    assert {story: {name for name in found if found[name] == story} for story in set(found.values())} == {
        found[f"post{number}"]: {f"post{number}", f"herald{number}"} for number in range(20)
    }


@pytest.mark.parametrize("command", ["rebuild", "compact"])
def test_a_new_generation_that_is_killed_in_the_making_leaves_the_old_one_answering(
    settings: IndexingSettings, tmp_path: Path, write: Any, command: str
) -> None:
    chance = random.Random(ROUNDS)
    for number in range(ARTICLES):
        write(f"article{number}", _text(number, 0), id=f"a{number}")
    assert _run(settings, tmp_path).wait() == 0
    for _ in range(ROUNDS):
        _killed(settings, tmp_path, chance.uniform(0, 0.8), command)
        _works(settings)
    assert _run(settings, tmp_path, command).wait() == 0
    with Corpus.open(settings) as corpus:
        assert inspect(corpus).whole
        assert corpus.catalog.counts().articles == ARTICLES
    _works(settings)


def _text(number: int, correction: int) -> str:
    """A short article with words that only it has."""
    return f"Vessel v{number}x came in and was counted. Harbour h{number}x has correction c{correction}x."


def _report(number: int) -> str:
    return " ".join(
        f"Vessel v{number}x{turn} came in and was counted, said pilot p{turn}n{number}." for turn in range(6)
    )


def _run(settings: IndexingSettings, tmp_path: Path, command: str = "index") -> subprocess.Popen[bytes]:
    paths = [str(tmp_path / "articles")] if command == "index" else []
    arguments = [command, *paths, "--data-dir", str(settings.data_dir), "--json"]
    return subprocess.Popen([sys.executable, "-c", INDEX, *arguments], stdout=subprocess.DEVNULL)


def _killed(settings: IndexingSettings, tmp_path: Path, after: float, command: str = "index") -> None:
    """Kill the run `after` seconds from when it begins to write, or let it end if it is done by then."""
    before = {path.name for path in settings.data_dir.glob("generation-*")}
    process = _run(settings, tmp_path, command)
    log = settings.data_dir / "catalog.sqlite-wal"

    def writes() -> bool:
        if command == "index":
            return log.exists() and log.stat().st_size > 20_000
        return any(path.name not in before for path in settings.data_dir.glob("generation-*"))

    while process.poll() is None and not writes():
        time.sleep(0.005)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _works(settings: IndexingSettings) -> None:
    """Whatever is live answers, by both legs, with the text of its own version."""
    with Corpus.open(settings) as corpus:
        live = corpus.catalog.articles(limit=100)
        for article in live:
            number = article.id[1:]
            for query in (f"v{number}x", f"h{number}x"):
                assert article.id in _found(corpus, corpus.keywords.query(query, 10), article), article.id
        for article in live[:5]:
            assert article.id in _found(
                corpus, corpus.vectors.query(corpus.embedder.embed_query(article.text[-300:]), 300), article
            )


def _found(corpus: Corpus, ranked: list[tuple[str, float]], article: Article) -> set[str]:
    passages = corpus.catalog.passages([key for key, _ in ranked])
    for passage, _ in passages.values():
        if passage.article_id == article.id:
            assert article.text[passage.start : passage.end] == passage.text
    return {passage.article_id for passage, _ in passages.values()}
