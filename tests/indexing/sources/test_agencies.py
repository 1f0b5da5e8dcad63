"""Wire copy as agencies send it: NewsML-G2 and ninjs, over the web and as files."""

import json
from pathlib import Path
from typing import Any

import pytest

from indexing.corpus import Corpus
from indexing.settings import IndexingSettings

from .conftest import Index, Site, held, story, told

GUID = "urn:newsml:harbour.example:20260506:lock"
NITF = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
<head><title>Slug</title></head><body><body.head><hedline><hl1>{title}</hl1></hedline><byline>By Ana Ruiz</byline>
</body.head><body.content>{body}<hl2>What comes next</hl2><p>The mill is to follow in the summer, said the mayor.</p>
</body.content></body></nitf></inlineXML>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>Slug</title></head><body>{body}</body></html></inlineXML>"""
PLAIN = '<inlineData contenttype="text/plain">{text}</inlineData>'


def news_item(subject: str, content: str, *, guid: str = GUID, version: int = 1, more: str = "") -> str:
    body = "".join(f"<p>{part}</p>" for part in story(subject).split("\n\n"))
    title = f"{subject.capitalize()} open"
    inner = content.format(body=body, title=title, text=story(subject))
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="{version}"
 standard="NewsML-G2" standardversion="2.31" conformance="power">
<rightsInfo><copyrightHolder><name>Harbour Press</name></copyrightHolder></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:HP"><name>Harbour Press</name></provider>
<versionCreated>2026-05-07T09:00:00+02:00</versionCreated><firstCreated>2026-05-06T08:00:00+02:00</firstCreated>
{more or '<pubStatus qcode="stat:usable"/>'}</itemMeta>
<contentMeta><contentCreated>2026-05-06T07:45:00+02:00</contentCreated><by>By Ana Ruiz and Tom Bell</by>
<headline>{title}</headline><language tag="en-GB"/><subject type="cpnat:abstract"><name>Transport</name></subject>
</contentMeta><contentSet>{inner}</contentSet></newsItem>"""


def message(*items: str) -> str:
    inner = "".join(items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">'
        f"<header><sent>2026-05-07T09:00:00Z</sent></header><itemSet>{inner}</itemSet></newsMessage>"
    )


@pytest.mark.parametrize("content", [NITF, XHTML, PLAIN], ids=["nitf", "xhtml", "plain"])
def test_a_news_item_gives_its_text_and_its_fields(
    site: Site, index: Index, settings: IndexingSettings, content: str
) -> None:
    site.pages["/wire/1.xml"] = news_item("lock", content)
    assert index(site("/wire/1.xml"))["added"] == [GUID]
    lock = held(settings)["Lock open"]
    assert lock.text.startswith(story("lock"))
    assert lock.text.endswith("said the mayor.") is (content is NITF) and ("## What comes next" in lock.text) is (
        content is NITF
    )
    fields = lock.fields
    assert (fields.authors, fields.publisher, fields.section) == (
        ("Ana Ruiz", "Tom Bell"),
        "Harbour Press",
        "Transport",
    )
    assert (str(fields.published), str(fields.modified), fields.language) == ("2026-05-06", "2026-05-07", "en-GB")


def test_an_item_that_is_opinion_says_so(site: Site, index: Index, settings: IndexingSettings) -> None:
    item = news_item("lock", NITF)
    site.pages["/1.xml"] = item.replace("<language", '<genre qcode="genre:Opinion"/><language')
    site.pages["/2.xml"] = item.replace("<language", '<genre qcode="g:7"><name>Op-Ed</name></genre><language')
    for page in ("/1.xml", "/2.xml"):
        index(site(page))
        assert held(settings)["Lock open"].fields.is_opinion


def test_of_a_message_the_newest_version_of_each_item_counts(
    site: Site, index: Index, settings: IndexingSettings
) -> None:
    picture = news_item("quay", PLAIN, guid="urn:picture").replace("ninat:text", "ninat:picture")
    site.pages["/wire.xml"] = message(
        news_item("lock", NITF, version=2), news_item("mill", NITF, guid="urn:b"), news_item("old", NITF), picture
    )
    assert set(index(site("/wire.xml"))["added"]) == {GUID, "urn:b"}
    assert set(held(settings)) == {"Lock open", "Mill open"}


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_what_an_agency_takes_back_is_removed_at_once(
    site: Site, index: Index, settings: IndexingSettings, status: str
) -> None:
    site.pages["/wire.xml"] = message(news_item("lock", NITF), news_item("mill", NITF, guid="urn:b"))
    index(site("/wire.xml"))
    kill = news_item("lock", NITF, version=2, more=f'<pubStatus qcode="stat:{status}"/>')
    site.pages["/kill.xml"] = message(kill)
    report = index(site("/kill.xml"))
    assert (report["removed"], report["failed"], set(held(settings))) == ([GUID], [], {"Mill open"})
    assert told(report, "notes") == [f"Its publisher marks it as {status}, so it is not shown."]


def test_an_item_under_embargo_is_indexed_and_waits(site: Site, index: Index, settings: IndexingSettings) -> None:
    ahead = '<embargoed>2199-01-01T06:00:00Z</embargoed><pubStatus qcode="stat:usable"/>'
    over = ahead.replace("2199", "2026")
    site.pages["/wire.xml"] = message(
        news_item("lock", NITF, more=ahead), news_item("mill", NITF, guid="urn:b", more=over)
    )
    report = index(site("/wire.xml"))
    assert (set(held(settings)), report["failed"], len(report["added"])) == ({"Mill open"}, [], 2)
    with Corpus.open(settings) as corpus:
        assert corpus.catalog.counts().embargoed == 1


def test_an_embargo_that_cannot_be_read_keeps_its_item_out(
    site: Site, index: Index, settings: IndexingSettings
) -> None:
    site.pages["/wire.xml"] = message(news_item("lock", NITF, more="<embargoed>noon</embargoed>"))
    (reason,) = told(index(site("/wire.xml")))
    assert held(settings) == {} and "embargo 'noon' cannot be read, so it is not indexed" in reason


def ninjs(subject: str, **more: Any) -> dict[str, Any]:
    body = "".join(f"<p>{part}</p>" for part in story(subject).split("\n\n"))
    return {
        "uri": f"urn:newsml:harbour.example:20260506:{subject}",
        "type": "text",
        "pubStatus": "usable",
        "contentCreated": "2026-05-06T07:45:00+02:00",
        "versionCreated": "2026-05-07T09:00:00+02:00",
        "language": "en",
        "copyrightHolder": "Harbour Press",
        "by": "By Ana Ruiz",
        "headlines": [{"role": "short", "value": "Open"}, {"role": "main", "value": f"{subject.capitalize()} open"}],
        "subjects": [{"name": "Transport", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000337"}],
        "bodies": [
            {"role": "main", "contentType": "text/plain", "value": story(subject).replace("\n\n", " ")},
            {"role": "richtext", "contentType": "application/xhtml+xml", "value": body},
        ],
        **more,
    }


def first_generation(subject: str) -> dict[str, Any]:
    return {
        "uri": f"http://wire.example/items/{subject}",
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": "2026-05-07T09:00:00Z",
        "byline": "Ana Ruiz",
        "headline": f"{subject.capitalize()} open",
        "body_text": story(subject),
    }


def test_ninjs_of_the_third_generation(site: Site, index: Index, settings: IndexingSettings) -> None:
    site.pages["/lock.json"] = json.dumps(ninjs("lock"))
    assert index(site("/lock.json"))["added"] == ["urn:newsml:harbour.example:20260506:lock"]
    lock = held(settings)["Lock open"]
    fields = lock.fields
    assert lock.text == story("lock")
    assert (fields.authors, fields.publisher, fields.section) == (("Ana Ruiz",), "Harbour Press", "Transport")
    assert (str(fields.published), str(fields.modified), fields.language) == ("2026-05-06", "2026-05-07", "en")


def test_ninjs_of_the_first_generation_in_a_list(site: Site, index: Index, settings: IndexingSettings) -> None:
    site.pages["/items"] = json.dumps({"items": [first_generation("lock"), first_generation("mill")]})
    assert len(index(site("/items"))["added"]) == 2
    lock = held(settings)["Lock open"]
    assert (lock.text, lock.fields.url) == (story("lock"), "http://wire.example/items/lock")
    assert lock.fields.published is None


def test_an_item_whose_time_lies_before_all_years_is_read(site: Site, index: Index) -> None:
    site.pages["/lock.json"] = json.dumps({**first_generation("lock"), "versioncreated": "0001-01-01T00:00:00+14:00"})
    report = index(site("/lock.json"))
    assert len(report["added"]) == 1 and report["failed"] == []


def test_an_item_in_an_item_is_part_of_it(site: Site, index: Index) -> None:
    inner = news_item("mill", NITF, guid="urn:newsml:harbour.example:20260506:mill")
    site.pages["/lock.xml"] = news_item("lock", NITF).replace("</newsItem>", f"{inner}</newsItem>")
    assert index(site("/lock.xml"))["added"] == [GUID]


def test_ninjs_that_is_taken_back_is_removed_wherever_it_comes_from(
    site: Site, index: Index, settings: IndexingSettings
) -> None:
    site.pages["/items"] = json.dumps([first_generation("lock"), first_generation("mill")])
    index(site("/items"))
    site.pages["/kill"] = json.dumps({**first_generation("lock"), "pubstatus": "canceled"})
    assert len(index(site("/kill"))["removed"]) == 1
    assert set(held(settings)) == {"Mill open"}


def test_wire_files_in_a_folder_beside_other_xml_and_json(
    index: Index, settings: IndexingSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "1.xml").write_text(news_item("lock", NITF), "utf-8")
    (folder / "2.json").write_text(json.dumps(ninjs("mill")), "utf-8")
    (folder / "package.json").write_text('{"name": "site"}', "utf-8")
    (folder / "pom.xml").write_text("<project/>", "utf-8")
    (folder / "broken.xml").write_text("<newsItem", "utf-8")
    report = index(str(folder))
    assert set(held(settings)) == {"Lock open", "Mill open"}
    assert [Path(path).name for path in report["skipped"]] == ["package.json", "pom.xml"]
    assert told(report) == ["It is not XML that can be read: it is damaged; have it mended."]
    (folder / "1.xml").unlink()
    assert index(str(folder), "--prune")["removed"] == [GUID]


def test_of_the_files_of_an_agency_the_last_edition_counts_in_whatever_order(
    index: Index, settings: IndexingSettings, tmp_path: Path
) -> None:
    for name, subject, version in (("a", "second gate", 2), ("b", "first gate", 1), ("c", "third gate", 3)):
        (tmp_path / f"{name}.xml").write_text(news_item(subject, NITF, version=version), "utf-8")
    report = index(str(tmp_path))
    assert (report["added"], report["failed"], set(held(settings))) == ([GUID], [], {"Third gate open"})
    again = index(str(tmp_path))
    assert [again[part] for part in ("added", "changed", "unchanged", "passages")] == [[], [], [GUID], 0]
    kill = news_item("lock", NITF, version=4, more='<pubStatus qcode="stat:canceled"/>')
    (tmp_path / "d.xml").write_text(kill, "utf-8")
    assert index(str(tmp_path))["removed"] == [GUID]
    assert index(str(tmp_path))["added"] == [] and held(settings) == {}
    (tmp_path / "0.xml").write_text(news_item("fifth gate", NITF, version=5), "utf-8")
    assert index(str(tmp_path))["added"] == [GUID] and set(held(settings)) == {"Fifth gate open"}
