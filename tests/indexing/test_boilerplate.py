"""Boilerplate in a real catalog: what a publisher prints under its articles is neither found nor quoted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indexing.catalog.clustering import Clustering
from indexing.corpus import Corpus
from indexing.sync import sync
from indexing.sync.rebuilding import rebuild
from indexing.sync.removal import remove

TOLD = """
quarry: The quarry north of Aldine may stay open until 2036. Its owners had asked the county for twenty years more,
and those who live beside the pit had asked for this winter. Blasting before eight will be forbidden, and a wall of
poplars is to keep dust off Cutter Road.

choir: The cathedral's choir takes girls from Easter on. Forty of them sang before the organist in November, and
eleven were chosen. Until now they had to join the choir of the grammar school, which rehearses in a gymnasium and
gives one concert before Christmas.

ferry: Two new boats will join the islands with the mainland. They cost 41 million euros and come from Gdansk.
Islanders had waited nine years; the old vessels were built for half as many passengers and stop whenever the wind
blows from the north.

otters: Otters are back in the Neel after seventy years. A fisherman filmed three of them under the old bridge, two of
which were cubs. Biologists believe that they came down from the hills, where dams were opened and trout have returned
to the upper streams.

bakery: The oldest bakery of Lund closes on Saturday. Its oven, which was lit in 1871, goes to the museum. The baker,
who is eighty, found nobody to follow him: apprentices want to sleep at night, he says, and flour has become dearer
than butter used to be.

tram: Rails to the hospital were laid in spring and tested all summer. From Monday a tram leaves every six minutes.
Nurses on the late shift had asked for it since the last bus was cut, and a car park behind the clinic becomes a
garden with benches.
"""
MATTERS = {name: " ".join(text.split()) for name, text in (one.split(": ", 1) for one in TOLD.strip().split("\n\n"))}
LINE = "Lantern readers get our walking maps by post every Thursday."
MORE = "Meanwhile a second sentence follows here, with something else that happened on that day in the town."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where articles are written to."""
    return tmp_path / "articles"


@pytest.fixture
def paper(corpus: Corpus, write: Callable[..., Path]) -> Corpus:
    """Five articles of the Lantern, each with the line between its paragraphs."""
    for name, text in list(MATTERS.items())[:5]:
        told = f"{text}\n\n{LINE.upper() if name == 'choir' else LINE}\n\n{MORE}"
        write(name, told, id=name, publisher="Lantern", published="2026-03-03")
    return synced(corpus, write)


def synced(corpus: Corpus, write: Callable[..., Path]) -> Corpus:
    sync(corpus, [str(write("tram", MATTERS["tram"], id="tram", publisher="Lantern").parent)], prune=True)
    return corpus


def found(corpus: Corpus, question: str = "Who gets walking maps by post?") -> list[str]:
    return [hit.passage.text for hit in corpus.search(question)]


def says(corpus: Corpus) -> bool:
    return any("walking maps" in text.lower() for text in found(corpus))


def test_a_line_that_a_publisher_prints_whatever_it_tells_is_not_found(paper: Corpus) -> None:
    assert not says(paper)
    assert any("quarry" in text for text in found(paper, "How long may the quarry stay open?"))


def test_what_stands_around_it_is_found_where_it_stands(paper: Corpus) -> None:
    hits = paper.search("How long may the quarry stay open, and what followed in the town on that day?")
    for hit in hits:
        article = paper.catalog.article(hit.passage.article_id)
        assert article and article.text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert {hit.passage.text for hit in hits if hit.passage.article_id == "quarry"} == {MATTERS["quarry"], MORE}


def test_an_article_that_says_nothing_else_is_found_once_by_its_title(
    paper: Corpus, write: Callable[..., Path]
) -> None:
    write("zoo", LINE, id="zoo", title="Kiwi at the zoo ruffles diplomats", publisher="Lantern")
    hits = synced(paper, write).search("Why does a kiwi ruffle diplomats?")
    assert hits[0].passage.article_id == "zoo"
    assert [(hit.passage.article_id, hit.passage.start, hit.passage.end) for hit in hits if hit.is_bare] == [
        ("zoo", 0, 0)
    ]


def test_the_text_that_readers_open_keeps_it(paper: Corpus) -> None:
    article = paper.catalog.article("quarry")
    assert article and LINE in article.text


def test_where_fewer_articles_are_left_it_is_text_again(paper: Corpus) -> None:
    remove(paper, ["ferry"])
    assert says(paper)


def test_where_the_others_are_corrected_it_is_text_again(paper: Corpus, write: Callable[..., Path]) -> None:
    write("ferry", f"{MATTERS['ferry']}\n\n{MORE}", id="ferry", publisher="Lantern", published="2026-03-03")
    assert says(synced(paper, write))


def test_ids_stay_the_same_and_a_rebuild_knows_it_again(paper: Corpus) -> None:
    before = paper.catalog.passage_ids()
    rebuild(paper)
    assert paper.catalog.passage_ids() == before == paper.vectors.ids()
    assert not says(paper)


def _nothing(*_: object) -> None:
    """A crash before the articles are compared."""


@pytest.mark.parametrize("lost", ["the last articles", "all", "another scheme"])
def test_what_a_crash_or_an_older_version_left_is_completed_by_the_next_run(
    corpus: Corpus,
    write: Callable[..., Path],
    lost: str,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    if lost == "the last articles":
        monkeypatch.setattr(Clustering, "take_in", _nothing)
    request.getfixturevalue("paper")
    assert says(corpus) is (lost == "the last articles")
    monkeypatch.undo()
    if lost == "all":
        Clustering(corpus.catalog.database).forget()
        assert says(corpus)
    elif lost == "another scheme":
        monkeypatch.setattr("indexing.sync.mending.ASIDES", "another one")
    assert not says(synced(corpus, write))


def test_who_names_no_publisher_is_known_by_the_host_of_the_address(corpus: Corpus, write: Callable[..., Path]) -> None:
    for number, (name, text) in enumerate(MATTERS.items()):
        host = "https://www.lantern.example/" if number < 4 else "http://[bad/"
        write(name, f"{text}\n\n{LINE}", id=name, url=f"{host}{name}")
    assert says(synced(corpus, write))
    write("bakery", f"{MATTERS['bakery']}\n\n{LINE}", id="bakery", url="https://lantern.example/bakery")
    assert not says(synced(corpus, write))


def test_a_stretch_below_the_line_keeps_the_heading_that_it_stands_under(
    corpus: Corpus, write: Callable[..., Path]
) -> None:
    for name, text in MATTERS.items():
        write(name, f"{text}\n\n{LINE}\n\n## After the news\n\n{MORE}", id=name, publisher="Lantern")
    sync(corpus, [str(write("tram", f"{MATTERS['tram']}\n\n{LINE}", id="tram", publisher="Lantern").parent)])
    hits = corpus.search("What happened in the town on that day?")
    assert {hit.passage.heading for hit in hits if hit.passage.text == MORE} == {"After the news"}
    assert {hit.passage.heading for hit in hits if hit.passage.text in MATTERS.values()} == {None}


STAYS = {
    "background": "Our tram drivers began their strike over night shifts.",
    "a stock sentence": "Nobody was injured, and an investigation continues.",
    "words of somebody else": "“We were all astonished to receive your signatures,” read the letter.",
    "a heading": "## Everything you should know on Thursday about our walking tours",
    "other figures": "Lantern readers sent us {number} postcards.",
}
STRIKE = "The strike of tram drivers over their night shifts, which began in May, goes on."


@pytest.mark.parametrize("kind", STAYS)
def test_what_an_article_tells_stays_however_often_it_stands(
    corpus: Corpus, folder: Path, write: Callable[..., Path], kind: str
) -> None:
    line, lead = STAYS[kind], f"{STRIKE}\n\n" if kind == "background" else ""
    for number, (name, text) in enumerate(MATTERS.items()):
        told = f"{lead}{text}\n\n{line.format(number=number + 20)}\n\n{MORE}"
        write(name, told, id=name, publisher="Lantern", published="2026-03-03")
    sync(corpus, [str(folder)])
    assert corpus.catalog.stories.counts().copies == 0
    wanted = line.format(number=21).removeprefix("## ")
    assert any(wanted in f"{hit.passage.heading}\n{hit.passage.text}" for hit in corpus.search(wanted))


def test_what_several_publishers_print_is_none(corpus: Corpus, write: Callable[..., Path]) -> None:
    for number, (name, text) in enumerate(MATTERS.items()):
        paper = "Lantern" if number % 2 else "Herald"
        write(name, f"{text}\n\nReaders of this article get our walking maps by post.", id=name, publisher=paper)
    sync(corpus, [str(write("tram", MATTERS["tram"], id="tram", publisher="Lantern").parent)])
    assert says(corpus)


def test_copies_of_one_report_are_one_voice(corpus: Corpus, folder: Path, write: Callable[..., Path]) -> None:
    report = "\n\n".join(MATTERS.values())
    for number in range(6):
        write(f"copy{number}", f"{report}\n\n{LINE}", id=f"copy{number}", publisher="Lantern")
    sync(corpus, [str(folder)])
    assert corpus.catalog.stories.counts().copies == 5
    assert says(corpus)
