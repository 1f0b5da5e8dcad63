"""Servers that lead inward, never end, lie, or are away for a day: one sentence each, and the rest is done."""

import gzip
import io
import socket
import zipfile
import zlib
from typing import Any

import pytest

from indexing.settings import IndexingSettings
from indexing.sources.addresses import is_public

from .conftest import Index, Site, article, command, held, story, told
from .test_feeds import bare, rss

PRIVATE = "ONRECORD_ALLOW_PRIVATE_ADDRESSES=true."


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "169.254.169.254"])
def test_a_private_address_is_not_connected_to(settings: IndexingSettings, site: Site, host: str) -> None:
    port = site.address.rpartition(":")[2]
    result = command(settings, "index", f"http://{host}:{port}/")
    assert result.exit_code == 1 and PRIVATE in result.stdout and site.asked == []


def test_a_name_that_turns_private_between_looking_and_connecting(
    settings: IndexingSettings, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address that is connected to is the one that was looked at: a name is resolved once for each connection."""
    answers = iter(["93.184.215.14", "127.0.0.1", "127.0.0.1", "127.0.0.1"])
    connected: list[str] = []

    def resolve(_host: str, port: int, *_args: Any, **_more: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(address: tuple[str, int], *_args: Any, **_more: Any) -> Any:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    result = command(settings, "index", "http://rebinding.example/")
    assert result.exit_code == 1 and connected == ["93.184.215.14"] and site.asked == []


def test_a_redirect_to_a_private_address_is_not_followed(
    site: Site, index: Index, settings: IndexingSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site of the test may be reached by its own name; where it leads to may not."""
    from indexing.sources import addresses

    public = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or public(address))
    monkeypatch.setenv("ONRECORD_ALLOW_PRIVATE_ADDRESSES", "false")
    for number, inward in enumerate(
        ["http://169.254.169.254/latest/meta-data", "http://[::1]:22/", "http://10.0.0.1/"]
    ):
        site.pages[f"/{number}"] = lambda handler, to=inward: handler.send(302, b"", {"Location": to})
    site.pages |= {"/feed": rss(site, "/0", "/1", "/2", "/lock"), "/lock": bare("Lock open", "lock")}
    report = index(site("/feed"))
    assert len(report["added"]) == 1
    assert [sentence.endswith(PRIVATE) for sentence in told(report)] == [True] * 3


def test_other_schemes_and_passwords_in_addresses_are_refused(site: Site, index: Index) -> None:
    site.pages["/a"] = lambda handler: handler.send(302, b"", {"Location": "file:///etc/passwd"})
    password = site.address.replace("//", "//user:secret@")
    report = index(site("/a"), "ftp://127.0.0.1/a", f"{password}/b", "http://")
    assert "name or a password" in told(report)[2] and "secret" not in " ".join(told(report))
    assert [sentence.startswith("It is no address of the web") for sentence in told(report)] == [
        True,
        True,
        False,
        True,
    ]


def test_redirects_without_end(site: Site, index: Index) -> None:
    site.pages["/a"] = lambda handler: handler.send(302, b"", {"Location": "/a"})
    assert told(index(site("/a"))) == ["It redirects more than 5 times; give the address that it leads to."]
    assert len(site.answered()) == 12


def test_a_redirect_that_does_not_say_where_to_leaves_the_rest(site: Site, index: Index) -> None:
    site.pages |= {"/a": 302, "/feed": rss(site, "/a", "/lock"), "/lock": bare("Lock open", "lock")}
    report = index(site("/feed"))
    assert told(report) == ["Its server replied 302; check the address."] and len(report["added"]) == 1


def head(handler: Any, *headers: str) -> None:
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html", "Connection: close", *headers]
    handler.wfile.write(("\r\n".join(lines) + "\r\n\r\n").encode())


def test_a_page_that_never_ends_is_left_at_the_limit(site: Site, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MAX_FILE_MB", "1")
    sent = 0

    def endless(handler: Any) -> None:
        nonlocal sent
        head(handler)
        try:
            while sent < 500_000_000:
                handler.wfile.write(b"<p>On and on it goes, word after word.</p>" * 1_000)
                sent += 42_000
        except OSError:
            pass

    site.pages["/a"] = endless
    assert told(index(site("/a"))) == ["It has more than the 1 MB that are read; raise ONRECORD_MAX_FILE_MB."]
    assert sent < 50_000_000


def test_two_gigabytes_are_not_read(site: Site, index: Index) -> None:
    def large(handler: Any) -> None:
        head(handler, "Content-Length: 2000000000")
        handler.wfile.write(b"a" * 1_000)

    site.pages["/a"] = large
    assert told(index(site("/a"))) == ["It has 2000 MB, more than the 50 MB that are read; raise ONRECORD_MAX_FILE_MB."]


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_sends_a_byte_now_and_then_is_left_when_the_time_is_up(
    site: Site, index: Index, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    import time

    monkeypatch.setenv("ONRECORD_FETCH_TIMEOUT", "1")

    def slow(handler: Any) -> None:
        if part == "body":
            head(handler, "Content-Length: 100000")
        try:
            for byte in b"HTTP/1.1 200 OK " * 500:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    site.pages |= {"/slow": slow, "/feed": rss(site, "/slow", "/lock"), "/lock": bare("Lock open", "lock")}
    report = index(site("/feed"))
    assert told(report) == ["It took more than 1 seconds; try again later."]
    assert len(report["added"]) == 1


def test_less_than_was_announced_is_no_page(site: Site, index: Index) -> None:
    def short(handler: Any) -> None:
        head(handler, "Content-Length: 100000")
        handler.wfile.write(article("Lock open", story("lock")).encode())

    site.pages["/a"] = short
    [sentence] = told(index(site("/a")))
    assert sentence.startswith("Its server broke off")


@pytest.mark.parametrize(
    "lengths", [["-5"], ["many"], ["99999999999999999999999"], ["5", "900"]], ids="negative word huge two".split()
)
def test_a_length_that_cannot_be_leaves_the_rest(site: Site, index: Index, lengths: list[str]) -> None:
    def lying(handler: Any) -> None:
        head(handler, *(f"Content-Length: {length}" for length in lengths))
        handler.wfile.write(article("Gate open", story("gate")).encode())

    site.pages |= {"/lie": lying, "/feed": rss(site, "/lie", "/lock"), "/lock": bare("Lock open", "lock")}
    report = index(site("/feed"))
    [sentence] = told(report)
    assert sentence.startswith("Its server broke off or speaks no HTTP") and len(report["added"]) == 1


def test_what_comes_after_the_announced_length_is_no_part_of_the_page(
    site: Site, index: Index, settings: IndexingSettings
) -> None:
    page = article("Lock open", story("lock")).encode()

    def longer(handler: Any) -> None:
        head(handler, f"Content-Length: {len(page)}")
        handler.wfile.write(page + b"<p>The mill burned down, and nobody was hurt.</p>")

    site.pages["/a"] = longer
    assert len(index(site("/a"))["added"]) == 1 and held(settings)["Lock open"].text == story("lock")


@pytest.mark.parametrize(
    "named", ["no-such-charset", "hex", "rot13", "idna", "utf-16", "utf-7", "punycode", "undefined"]
)
def test_an_encoding_that_there_is_not_or_that_is_none_of_text(
    site: Site, index: Index, settings: IndexingSettings, named: str
) -> None:
    page = article("Café open", story("café")).replace('<meta charset="utf-8">', "")
    site.pages |= {"/utf-8": page, "/latin": page.replace("open", "shut").encode("latin-1")}
    site.headers |= {path: {"Content-Type": f"text/html; charset={named}"} for path in ("/utf-8", "/latin")}
    assert len(index(site("/utf-8"), site("/latin"))["added"]) == 2
    assert held(settings)["Café open"].text == story("café") and "café" in held(settings)["Café shut"].text


def test_an_encoding_that_is_not_the_one_announced(site: Site, index: Index, settings: IndexingSettings) -> None:
    page = article("Café open", story("café")).replace('<meta charset="utf-8">', "")
    site.pages |= {"/utf-8": page, "/latin": page.replace("open", "shut").encode("latin-1")}
    site.headers |= {"/utf-8": {"Content-Type": "text/html; charset=ISO-8859-1"}}
    site.headers |= {"/latin": {"Content-Type": "text/html; charset=UTF-8"}}
    assert len(index(site("/utf-8"), site("/latin"))["added"]) == 2
    assert held(settings)["Café open"].text == story("café") and "café" in held(settings)["Café shut"].text


def test_gzip_that_never_ends_and_never_says_anything(
    site: Site, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_FETCH_TIMEOUT", "1")

    def endless(handler: Any) -> None:
        head(handler, "Content-Encoding: gzip")
        packer = zlib.compressobj(wbits=31)
        handler.wfile.write(packer.compress(b"<p>Well, ") + packer.flush(zlib.Z_SYNC_FLUSH))
        try:
            while True:
                handler.wfile.write(b"\x00\x00\x00\xff\xff" * 1_000)  # blocks of gzip that hold nothing
        except OSError:
            pass

    site.pages |= {"/a": endless, "/feed": rss(site, "/a", "/lock"), "/lock": bare("Lock open", "lock")}
    report = index(site("/feed"))
    assert told(report) == ["It took more than 1 seconds; try again later."] and len(report["added"]) == 1


@pytest.mark.parametrize("packing", ["transport", "file"])
def test_gzip_that_unpacks_to_gigabytes(
    site: Site, index: Index, monkeypatch: pytest.MonkeyPatch, packing: str
) -> None:
    monkeypatch.setenv("ONRECORD_MAX_FILE_MB", "5")
    bomb = io.BytesIO()
    with gzip.open(bomb, "wb", compresslevel=9) as packed:
        packed.write(b"<urlset>")
        for _ in range(300):
            packed.write(b" " * 1_000_000)
    site.pages["/map.xml.gz"] = bomb.getvalue()
    if packing == "transport":
        site.headers["/map.xml.gz"] = {"Content-Encoding": "gzip"}
    assert told(index(site("/map.xml.gz"))) == ["It has more than the 5 MB that are read; raise ONRECORD_MAX_FILE_MB."]


def test_a_packing_that_was_not_asked_for_and_one_that_is_damaged(site: Site, index: Index) -> None:
    page = article("Lock open", story("lock"))
    site.pages |= {"/a": page, "/b": gzip.compress(page.encode())[:-20], "/c": b"\x1f\x8bno gzip at all"}
    site.headers |= {"/a": {"Content-Encoding": "br"}, "/b": {"Content-Encoding": "gzip"}}
    assert [sentence.partition(";")[0] for sentence in told(index(site("/a"), site("/b"), site("/c")))] == [
        "Its server packs it as 'br', which it was not asked for",
        "It is not whole gzip data",
        "It is not whole gzip data",
    ]


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">'
    '<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f SYSTEM "{site}/secret">]>'
)


@pytest.mark.parametrize(
    "document",
    [
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{site}/&e;&f;</loc></url></urlset>',
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="a"><headline>&e;&f;</headline></newsItem>',
    ],
)
def test_entities_that_grow_or_reach_elsewhere_are_refused(site: Site, index: Index, document: str) -> None:
    site.pages["/a.xml"] = (ENTITIES + document).replace("{site}", site.address)
    assert told(index(site("/a.xml"))) == [
        "Its XML declares entities of its own, which may be made to grow; leave them out."
    ]
    assert site.answered() == [("/a.xml", 200)]


def test_entities_in_a_feed_neither_grow_nor_reach_elsewhere(site: Site, index: Index) -> None:
    feed = "<rss version='2.0'><channel><title>&e;&f;</title><item><link>/lock</link></item></channel></rss>"
    site.pages |= {"/feed": (ENTITIES + feed).replace("{site}", site.address), "/lock": bare("Lock open", "lock")}
    index(site("/feed"))
    assert "/secret" not in [path for path, _ in site.answered()]


def test_a_word_document_that_unpacks_to_gigabytes(site: Site, index: Index) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b" " * 100_000_000)
    site.pages["/a.docx"] = bomb.getvalue()
    site.headers["/a.docx"] = {
        "Content-Type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    }
    [sentence] = told(index(site("/a.docx")))
    assert sentence.startswith("It unpacks to more text than any")


def test_dates_that_no_article_can_have_are_left_out_and_noted(
    site: Site, index: Index, settings: IndexingSettings
) -> None:
    said = {"Future": "2199-01-01", "Zero": "1970-01-01T00:00:00Z", "Nil": "1900-01-01", "Old": "1851-09-18"}
    said |= {"Endless": "Mon, 1 Jan 99999999999 10:00:00 GMT"}
    for title, published in said.items():
        site.pages[f"/{title}"] = article(f"{title} gate opens", story(title), published=published)
    report = index(*(site(f"/{title}") for title in said))
    dates = {title.partition(" ")[0]: one.fields.published for title, one in held(settings).items()}
    assert {title: str(day) for title, day in dates.items() if day} == {"Old": "1851-09-18"}
    assert [note.partition(" and is left out")[0] for note in told(report, "notes")] == [
        "Its published date 2199-01-01 lies in the future",
        "Its published date 1970-01-01 is what programs write where they know none",
        "Its published date 1900-01-01 is what programs write where they know none",
        "Its published date 'Mon, 1 Jan 99999999999 10:00:00 GMT' cannot be read",
    ]


def test_a_host_that_is_away_is_asked_three_times_and_then_left_alone(site: Site, index: Index) -> None:
    names = [f"/{number}" for number in range(9)]
    site.pages |= {"/feed": rss(site, *names), **dict.fromkeys(names, 503)}
    report = index(site("/feed"), "--prune")
    assert len(site.answered()) == 4 and len(told(report)) == 4
    assert told(report)[3].endswith("failed 3 times in a row; try again later.")


def test_a_server_that_is_not_there(index: Index) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        [sentence] = told(index(f"http://127.0.0.1:{unused.getsockname()[1]}/a", "http://no-such-host.invalid/"))[:1]
    assert "cannot be reached" in sentence


@pytest.mark.parametrize(
    ("data", "media", "says"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "image/png", "It is image/png, which is not read"),
        (b"", "text/html", "It is empty"),
        (b"{}", "application/json", "It is JSON, but no ninjs"),
        (b"<html><body><nav>Home</nav></body></html>", "text/html", "It is a page without an article's text"),
        (b"%PDF-1.7 no more", "application/pdf", "It is damaged, or no PDF"),
    ],
)
def test_what_is_no_article_is_one_sentence(site: Site, index: Index, data: bytes, media: str, says: str) -> None:
    site.pages["/a"] = data
    site.headers["/a"] = {"Content-Type": media}
    [sentence] = told(index(site("/a")))
    assert sentence.startswith(says)
