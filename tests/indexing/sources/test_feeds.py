import pytest

from indexing.settings import IndexingSettings

from .conftest import Index, Site, article, held, story, told

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Post</title>
<link>{site}</link><language>en-gb</language>{items}</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour Post</title><id>urn:harbour</id>{links}
{entries}</feed>"""
BARE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"


def item(link: str, title: str = "Title") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><dc:creator>Tom Bell</dc:creator>"
        "<category>Local</category><pubDate>Wed, 06 May 2026 08:00:00 +0200</pubDate></item>"
    )


def rss(site: Site, *links: str) -> str:
    return RSS.format(site=site.address, items="".join(item(link) for link in links))


def entry(link: str) -> str:
    return (
        f'<entry><title>Title</title><id>{link}</id><link href="{link}"/><updated>2026-05-07T08:00:00Z</updated>'
        "<author><name>Tom Bell</name></author></entry>"
    )


def bare(title: str, subject: str) -> str:
    text = "".join(f"<p>{part}</p>" for part in story(subject).split("\n\n"))
    return BARE.format(title=title, text=text)


def test_a_feed_gives_the_pages_that_it_lists_and_what_these_do_not_say(
    site: Site, index: Index, settings: IndexingSettings
) -> None:
    site.pages |= {"/feed": rss(site, "/lock?utm_source=rss", site("/mill")), "/lock": bare("Lock open", "lock")}
    site.pages["/mill"] = article("Mill open", story("mill"))
    report = index(site("/feed"))
    assert (len(report["added"]), report["failed"]) == (2, [])
    lock, mill = (held(settings)[title].fields for title in ("Lock open", "Mill open"))
    assert (lock.authors, str(lock.published), lock.section, lock.language) == (
        ("Tom Bell",),
        "2026-05-06",
        "Local",
        "en-gb",
    )
    assert (mill.authors, mill.url) == (("Ana Ruiz",), site("/mill"))


def test_an_unchanged_feed_costs_one_request_and_keeps_its_articles(site: Site, index: Index) -> None:
    site.pages |= {"/feed": rss(site, "/lock", "/mill"), "/lock": bare("Lock open", "lock")}
    site.pages["/mill"] = bare("Mill open", "mill")
    first = index(site("/feed"))
    site.answered()
    again = index(site("/feed"), "--prune")
    assert site.answered() == [("/feed", 304)]
    assert (sorted(again["unchanged"]), again["removed"]) == (sorted(first["added"]), [])


def test_a_feed_with_news_asks_for_the_old_pages_only_whether_they_changed(site: Site, index: Index) -> None:
    site.pages |= {"/feed": rss(site, "/lock"), "/lock": bare("Lock open", "lock"), "/mill": bare("Mill open", "mill")}
    index(site("/feed"))
    site.answered()
    site.pages["/feed"] = rss(site, "/mill", "/lock")
    report = index(site("/feed"))
    assert site.answered() == [("/feed", 200), ("/mill", 200), ("/lock", 304)]
    assert [len(report[part]) for part in ("added", "unchanged")] == [1, 1]
    site.pages |= {"/lock": bare("Lock open", "old lock"), "/feed": rss(site, "/lock", "/mill")}
    assert len(index(site("/feed"))["changed"]) == 1


def test_what_has_left_a_feed_stays(site: Site, index: Index, settings: IndexingSettings) -> None:
    site.pages |= {"/feed": rss(site, "/lock"), "/lock": bare("Lock open", "lock"), "/mill": bare("Mill open", "mill")}
    index(site("/feed"))
    site.pages["/feed"] = rss(site, "/mill")
    assert index(site("/feed"), "--prune")["removed"] == []
    assert set(held(settings)) == {"Lock open", "Mill open"}


def test_a_page_that_failed_is_tried_again_although_its_feed_is_unchanged(site: Site, index: Index) -> None:
    site.pages |= {"/feed": rss(site, "/lock", "/mill"), "/lock": bare("Lock open", "lock"), "/mill": 500}
    assert told(index(site("/feed"))) == ["Its server replied 500; try again later."]
    site.pages["/mill"] = bare("Mill open", "mill")
    assert len(index(site("/feed"))["added"]) == 1


def test_an_article_that_was_removed_comes_back_when_its_feed_is_indexed_again(
    site: Site, index: Index, settings: IndexingSettings
) -> None:
    from .conftest import command

    site.pages |= {"/feed": rss(site, "/lock"), "/lock": bare("Lock open", "lock")}
    [added] = index(site("/feed"))["added"]
    assert command(settings, "remove", added).exit_code == 0
    assert index(site("/feed"))["added"] == [added]


def test_the_pages_of_an_atom_feed_are_followed_until_they_lead_in_a_circle(site: Site, index: Index) -> None:
    first = ATOM.format(links='<link rel="next" href="/feed?page=2"/>', entries=entry("/lock"))
    second = ATOM.format(links='<link rel="next" href="/feed"/>', entries=entry("/mill"))
    site.pages |= {"/feed": first, "/feed?page=2": second}
    site.pages |= {"/lock": bare("Lock open", "lock"), "/mill": bare("Mill open", "mill")}
    report = index(site("/feed"))
    assert len(report["added"]) == 2
    assert told(report) == ["Its pages lead in a circle; each was read once."]


def test_a_feed_without_end_is_left_where_it_brings_nothing_new(site: Site, index: Index) -> None:
    for number in range(1, 9):
        more = f'<link rel="next" href="/feed?page={number + 1}"/>'
        site.pages[f"/feed?page={number}"] = ATOM.format(links=more, entries=entry("/lock"))
    site.pages["/lock"] = bare("Lock open", "lock")
    assert told(index(site("/feed?page=1"))) == ["Its further pages bring nothing new; they were not followed on."]
    assert [path for path, _ in site.answered()] == ["/feed?page=1", "/lock", "/feed?page=2"]


def test_more_documents_than_one_address_may_lead_to(site: Site, index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MAX_DOCUMENTS", "3")
    names = [f"/{number}" for number in range(9)]
    site.pages |= {
        "/feed": rss(site, *names),
        **{name: bare(f"Gate {name[1:]} open", f"gate {name}") for name in names},
    }
    report = index(site("/feed"))
    assert (len(report["added"]), len(site.answered())) == (2, 3)
    assert told(report) == ["It leads to more than 3 documents; raise ONRECORD_MAX_DOCUMENTS to read on."]


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        (RSS.format(site="", items=""), "It lists no articles; those that it listed before are kept."),
        ("<?xml version='1.0'?><rss><channel><item", "It is not a feed that can be read: its XML is damaged"),
        (503, "Its server replied 503; try again later."),
    ],
)
def test_a_feed_that_is_away_or_empty_removes_nothing(
    site: Site, index: Index, settings: IndexingSettings, feed: str | int, says: str
) -> None:
    site.pages |= {"/feed": rss(site, "/lock"), "/lock": bare("Lock open", "lock")}
    index(site("/feed"))
    site.pages["/feed"] = feed
    report = index(site("/feed"), "--prune")
    assert (report["removed"], set(held(settings))) == ([], {"Lock open"})
    assert told(report)[0].startswith(says)


def test_one_bad_link_leaves_the_rest_of_a_feed(site: Site, index: Index) -> None:
    site.pages |= {"/feed": rss(site, "http://[::1", "ftp://host/a", "/lock"), "/lock": bare("Lock open", "lock")}
    report = index(site("/feed"))
    assert len(report["added"]) == 1
    assert told(report) == ["It is no address of the web that begins with http:// or https://; check it."] * 2


def test_a_feed_may_hold_its_articles_itself(site: Site, index: Index, settings: IndexingSettings) -> None:
    body = "".join(f"<p>{part}</p>" for part in story("lock").split("\n\n"))
    told_entry = (
        f'<entry><title>Lock open</title><id>lock-1</id><content type="html"><![CDATA[{body}]]></content></entry>'
    )
    site.pages["/feed"] = ATOM.format(links="", entries=told_entry)
    assert len(index(site("/feed"))["added"]) == 1
    assert held(settings)["Lock open"].text == story("lock")


def test_a_page_in_two_lists_of_one_run_is_told_once_and_its_host_asked_for_robots_once(
    site: Site, index: Index
) -> None:
    site.pages |= {"/feed": rss(site, "/lock"), "/lock": bare("Lock open", "lock"), "/other": rss(site, "/lock")}
    report = index(site("/feed"), site("/other"), site("/lock"))
    assert [len(report[part]) for part in ("added", "changed", "unchanged", "failed")] == [1, 0, 0, 0]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1
    assert [status for path, status in site.answered() if path == "/lock"] == [200, 304, 304]
