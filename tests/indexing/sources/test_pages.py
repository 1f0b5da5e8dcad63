import json

import pytest

from indexing.settings import IndexingSettings

from ..test_word import document, run
from .conftest import Index, Site, article, held, story

BODY = (
    "The lock on the canal reopened on Monday after a year of repairs, the harbour authority said.\n\n"
    "Twelve gates were replaced at a cost of four million euros, and the ferries run again from Tuesday."
)


def test_a_page_is_indexed_by_its_address(site: Site, index: Index, settings: IndexingSettings) -> None:
    site.pages["/news/lock"] = article("Lock open again", BODY)
    report = index(site("/news/lock?utm_source=mail#top"))
    assert (len(report["added"]), report["failed"]) == (1, [])
    found = held(settings)["Lock open again"]
    assert found.text == BODY and found.source == site("/news/lock") and found.id.startswith("lock-")
    fields = found.fields
    assert (str(fields.published), fields.authors, fields.publisher) == ("2026-05-06", ("Ana Ruiz",), "Harbour Post")
    assert fields.url == site("/news/lock")
    assert {agent.partition("/")[0] for agent in site.agents} == {"OnRecord"}


def test_an_unchanged_page_costs_one_reply_without_a_body(site: Site, index: Index) -> None:
    site.pages["/lock"] = article("Lock open again", BODY)
    first = index(site("/lock"))
    assert site.answered() == [("/lock", 200)]
    again = index(site("/lock"))
    assert site.answered() == [("/lock", 304)]
    assert (again["unchanged"], again["added"], again["changed"]) == (first["added"], [], [])


def test_files_of_every_format_are_read_by_their_address(site: Site, index: Index, settings: IndexingSettings) -> None:
    rows = [{"id": name, "title": name.capitalize(), "text": story(name)} for name in ("mill", "quay")]
    site.pages |= {
        "/lock.docx": document("".join(f"<w:p>{run(text)}</w:p>" for text in ["Lock", *story("lock").split("\n\n")])),
        "/rows.jsonl": "\n".join(json.dumps(one) for one in rows),
        "/ferry.md": f"---\ntitle: Ferry\n---\n\n{story('ferry')}",
        "/gate.txt": f"---\ntitle: Gate\n---\n\n{story('gate')}",
    }
    site.headers |= {path: {"Content-Type": "application/octet-stream"} for path in ("/lock.docx", "/rows.jsonl")}
    site.headers["/ferry.md"] = {"Content-Type": "text/markdown; charset=utf-8"}
    addresses = [site(path) for path in ("/lock.docx", "/rows.jsonl", "/ferry.md", "/gate.txt")]
    report = index(*addresses)
    assert (len(report["added"]), report["failed"]) == (5, [])
    assert {held(settings)[title].text for title in ("Mill", "Quay", "Ferry", "Gate")} == {
        story(name) for name in ("mill", "quay", "ferry", "gate")
    }
    site.answered()
    again = index(*addresses)
    assert (sorted(again["unchanged"]), [status for _, status in site.answered()]) == (
        sorted(report["added"]),
        [304] * 4,
    )


def test_a_page_that_moved_is_read_where_it_is(site: Site, index: Index, settings: IndexingSettings) -> None:
    site.pages["/old"] = lambda handler: handler.send(301, b"", {"Location": "/new"})
    site.pages["/new"] = article("Lock open again", BODY)
    assert len(index(site("/old"))["added"]) == 1
    assert held(settings)["Lock open again"].source == site("/old")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_a_feed_in_another_encoding(site: Site, index: Index, encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    feed = (
        f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel><title>Café</title>'
        "<item><title>Café</title><link>/a</link></item></channel></rss>"
    )
    site.pages |= {"/feed": feed.encode(encoding), "/a": article("Café open", story("café"))}
    site.headers["/feed"] = {"Content-Type": "application/rss+xml"}
    assert len(index(site("/feed"))["added"]) == 1
