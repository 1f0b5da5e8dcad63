"""Documents on which a reader fails in a way that nobody foresaw: they alone are refused, and nothing is removed."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from indexing.__main__ import app
from indexing.catalog.fetched import Fetched
from indexing.corpus import Corpus
from indexing.readers import Failure, Reading, read, records
from indexing.settings import IndexingSettings
from indexing.sync import sync

from ..conftest import Site

STORY = "The ferry to the island sails again after the storm, the harbour office said on Monday. "
# The parser reads lists in lists that are this deep; what walks them does not.
NESTED = "[" * 600 + '"Ana Ruiz"' + "]" * 600
# Python reads no number of more than 4,300 digits.
LONG_NUMBER = "9" * 5_000


def page(said: str = "", authors: str = '"Ana Ruiz"') -> str:
    data = f'{{"@type": "NewsArticle", "headline": "The ferry", "author": {authors}}}'
    body = "".join(f"<p>{STORY * 4}{said}</p>" for _ in range(3))
    script = f'<script type="application/ld+json">{data}</script>'
    return f"<html><head>{script}</head><body><article><h1>The ferry</h1>{body}</article></body></html>"


def item(version: str) -> str:
    return json.dumps({"uri": "ferry", "type": "text", "version": version, "headline": "The ferry", "body_text": STORY})


def indexed(settings: IndexingSettings, *arguments: str) -> tuple[int, dict[str, Any]]:
    ran = CliRunner().invoke(
        app, ["index", *arguments, "--json", "--data-dir", str(settings.data_dir)], catch_exceptions=False
    )
    return ran.exit_code, json.loads(ran.stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "a.md").write_text(f"---\nid: a\n---\n\n{STORY}\n")
    (made / "z.md").write_text(f"---\nid: z\n---\n\n{STORY} The crew was glad.\n")
    return made


@pytest.mark.parametrize(
    ("name", "good", "bad", "fault"),
    [
        ("ferry.html", page(), page("It is late. ", NESTED), "RecursionError: maximum recursion depth exceeded"),
        ("ferry.json", item("1"), item(LONG_NUMBER), "ValueError: Exceeds the limit"),
    ],
)
def test_a_file_that_no_reader_was_made_for_is_refused_alone_and_its_article_stays(
    settings: IndexingSettings, folder: Path, name: str, good: str, bad: str, fault: str
) -> None:
    (folder / name).write_text(good)
    assert indexed(settings, str(folder))[0] == 0
    (folder / name).write_text(bad)
    (folder / "z.md").write_text(f"---\nid: z\n---\n\n{STORY} The crew was tired.\n")
    code, report = indexed(settings, str(folder), "--prune")
    [failed] = report["failed"]
    assert code == 1 and failed["source"] == str(folder / name)
    assert failed["reason"].startswith(f"Its reader failed on it, as nobody foresaw ({fault}")
    assert failed["reason"].endswith("save it in another form, and report the fault.")
    assert report["removed"] == [] and report["changed"] == ["z"] and report["unchanged"] == ["a"]
    (folder / name).write_text(good)
    assert len(indexed(settings, str(folder))[1]["unchanged"]) == 3


def test_a_record_is_refused_alone_for_want_of_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = records.parse

    def parse(text: str, *, plain: bool) -> object:
        if "greedy" in text:
            raise MemoryError
        return usual(text, plain=plain)

    monkeypatch.setattr(records, "parse", parse)
    rows = [
        {"id": "one", "text": STORY},
        {"id": "two", "text": f"A greedy one. {STORY}"},
        {"id": "three", "text": STORY},
    ]
    path = folder / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    one, two, three = read(path, max_bytes=1_000_000)
    assert isinstance(one, Reading) and isinstance(three, Reading)
    assert two == Failure(f"{path}#2", "Line 2: There is not enough memory to read it; split it.")


def test_a_page_of_the_web_is_refused_alone_and_its_article_stays(
    settings: IndexingSettings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setenv("ONRECORD_FETCH_RATE", "100")
    urls = "".join(f"<url><loc>{site(path)}</loc></url>" for path in ("/ferry", "/lock"))
    site.pages = {"/map.xml": f"<urlset>{urls}</urlset>", "/ferry": page(), "/lock": page("The lock too. ")}
    assert indexed(settings, site("/map.xml"))[0] == 0
    site.pages |= {
        "/map.xml": f"<urlset>{urls} </urlset>",
        "/ferry": page(authors=NESTED),
        "/lock": page("It is shut. "),
    }
    code, report = indexed(settings, site("/map.xml"), "--prune")
    [failed] = report["failed"]
    assert code == 1 and failed["source"] == site("/ferry") and "RecursionError" in failed["reason"]
    assert len(report["changed"]) == 1 and report["removed"] == []


def test_an_article_in_a_feed_is_refused_alone(
    settings: IndexingSettings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setenv("ONRECORD_FETCH_RATE", "100")
    items = "".join(
        f"<item><guid>{name}</guid><description><![CDATA[{markup}]]></description></item>"
        for name, markup in (("bad", page(authors=NESTED)), ("good", page()))
    )
    site.pages = {"/feed": f'<rss version="2.0"><channel>{items}</channel></rss>'}
    code, report = indexed(settings, site("/feed"))
    [failed] = report["failed"]
    assert code == 1 and failed["source"] == f"{site('/feed')}#bad" and "RecursionError" in failed["reason"]
    assert len(report["added"]) == 1


def test_a_robots_txt_that_no_reader_was_made_for_leaves_the_rest(
    settings: IndexingSettings, site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_ALLOW_PRIVATE_ADDRESSES", "true")

    def parse(_text: str) -> object:
        raise IndexError("list index out of range")

    monkeypatch.setattr("indexing.sources.robots.Protego.parse", parse)
    code, report = indexed(settings, site("/ferry"), str(folder))
    [failed] = report["failed"]
    assert code == 1 and "robots.txt could not be read" in failed["reason"] and "IndexError" in failed["reason"]
    assert report["added"] == ["a", "z"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_who_stops_a_run_stops_it(folder: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]) -> None:
    def parse(*_: object, **__: object) -> object:
        raise stop

    monkeypatch.setattr("indexing.readers.texts.parse", parse)
    with pytest.raises(stop):
        list(read(folder, max_bytes=1_000_000))


def test_a_fault_beside_the_reading_ends_the_run(corpus: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def note(*_: object) -> None:
        raise RuntimeError("the catalog is not there")

    monkeypatch.setattr(Fetched, "note_file", note)
    with pytest.raises(RuntimeError, match="the catalog is not there"):
        sync(corpus, [str(folder)])
