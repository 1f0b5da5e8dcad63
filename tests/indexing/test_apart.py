"""Documents that would hold a run, or end its process: they alone are refused."""

import json
import os
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from indexing.__main__ import app
from indexing.errors import SourceError
from indexing.readers.apart import Apart
from indexing.readers.formats import Document, Format
from indexing.readers.readings import Failure, Reading
from indexing.settings import IndexingSettings
from indexing.sources.holding import at_hand
from indexing.sources.listings import Entry

STORY = "The ferry to the island sails again after the storm, the harbour office said on Monday. "
SLOW = f"<html><body><article><h1>The ferry</h1><p>{'<span>The ferry</span> ' * 40_000}</p></article></body></html>"


def pdf(content: bytes, shown: bytes) -> bytes:
    """A document of one page, and a form that the page may show again and again."""
    font = b"/Resources << /Font << /F 4 0 R >>"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R %s /XObject << /X 6 0 R >> >> >>" % font,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        stream(content),
        stream(shown, b"/Type /XObject /Subtype /Form %s >>" % font),
    )
    made, places = b"%PDF-1.7\n", list[int]()
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 7\n0000000000 65535 f \n%btrailer\n<< /Size 7 /Root 1 0 R >>\n" % rows
    return made + table + b"startxref\n%d\n%%%%EOF\n" % len(made)


def stream(data: bytes, said: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    head = b"<< /Length %d /Filter /FlateDecode %b >>" % (len(packed), said)
    return b"%b\nstream\n%b\nendstream" % (head, packed)


def text(said: str) -> bytes:
    return b"BT /F 10 Tf 50 700 Td (%b) Tj ET " % said.encode()


def indexed(settings: IndexingSettings, *arguments: str) -> tuple[int, dict[str, Any]]:
    ran = CliRunner().invoke(
        app, ["index", *arguments, "--json", "--data-dir", str(settings.data_dir)], catch_exceptions=False
    )
    return ran.exit_code, json.loads(ran.stdout)


def test_what_takes_too_long_is_refused_alone_and_its_article_stays(
    settings: IndexingSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf(text(STORY), b""))
    (folder / "b.html").write_text(f"<html><body><article><h1>Ferry</h1><p>{STORY * 4}</p></article></body></html>")
    assert len(indexed(settings, str(folder))[1]["added"]) == 2
    (folder / "a.pdf").write_bytes(pdf(text(STORY) + b"/X Do " * 300_000, text("The ferry sails.") * 100))
    (folder / "b.html").write_text(SLOW)
    (folder / "c.pdf").write_bytes(pdf(text(f"The mill burned down. {STORY}"), b""))
    monkeypatch.setenv("ONRECORD_READ_SECONDS", "8")
    code, report = indexed(settings, str(folder), "--prune")
    assert code == 1 and len(report["added"]) == 1 and report["removed"] == []
    told = "It takes more than 8 seconds to read; simplify it, or raise ONRECORD_READ_SECONDS."
    assert {row["source"]: row["reason"] for row in report["failed"]} == {
        str(folder / "a.pdf"): told,
        str(folder / "b.html"): told,
    }


def test_a_large_article_in_a_list_is_read_apart_too() -> None:
    entry = Entry(key="ferry", markup=SLOW)
    apart = Apart(8)
    refused = at_hand("http://a/feed", entry, apart)
    read = at_hand("http://a/feed", replace(entry, markup=f"<p>{STORY}</p>" * 3_000), apart)
    apart.close()
    assert isinstance(refused, Failure) and refused.source == "http://a/feed#ferry"
    assert refused.reason.startswith("It takes more than 8 seconds") and isinstance(read, Reading)


def test_large_markdown_is_read_apart_too() -> None:
    apart = Apart(1)
    try:
        with pytest.raises(SourceError, match=r"^It takes more than 1 seconds"):
            list(apart.articles(Document("a.md", Format.MARKDOWN, b"a\n" * 400_000), 1_000_000))
    finally:
        apart.close()


def test_a_process_that_ends_refuses_its_document_and_another_reads_the_next() -> None:
    apart = Apart(30)
    try:
        with pytest.raises(SourceError, match=r"^The process that read it ended, perhaps for want of memory"):
            apart.read(os._exit, 1)
        assert apart.read(len, b"abc") == 3
        first = apart.read(os.getpid)
        assert first == apart.read(os.getpid) != os.getpid()
    finally:
        apart.close()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
