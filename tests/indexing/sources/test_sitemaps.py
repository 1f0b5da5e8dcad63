import gzip

from indexing.settings import IndexingSettings

from .conftest import Index, Site, article, held, story, told

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def sitemap(site: Site, **pages: str) -> str:
    """A sitemap of pages with the day that each was changed last, or with nothing where that is empty."""
    stamps = {path: f"<lastmod>{stamp}</lastmod>" if stamp else "" for path, stamp in pages.items()}
    rows = "".join(f"<url><loc>{site('/' + path)}</loc>{stamp}</url>" for path, stamp in stamps.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {XMLNS}>{rows}</urlset>'


def sitemaps(*addresses: str) -> str:
    rows = "".join(f"<sitemap><loc>{address}</loc></sitemap>" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex {XMLNS}>{rows}</sitemapindex>'


def news(site: Site, path: str) -> str:
    told_news = (
        "<news:news><news:publication><news:name>Harbour Post</news:name><news:language>en</news:language>"
        "</news:publication><news:publication_date>2026-05-06T08:00:00+02:00</news:publication_date>"
        "<news:title>Lock open</news:title></news:news>"
    )
    return f'<?xml version="1.0"?><urlset {XMLNS} {NEWS}><url><loc>{site(path)}</loc>{told_news}</url></urlset>'


def pages(site: Site, *names: str) -> None:
    site.pages |= {f"/{name}": article(f"The {name} opens", story(name)) for name in names}


def test_a_news_sitemap_says_what_its_pages_do_not(site: Site, index: Index, settings: IndexingSettings) -> None:
    body = "".join(f"<p>{part}</p>" for part in story("lock").split("\n\n"))
    site.pages["/lock"] = f"<html><body><article>{body}</article></body></html>"
    site.pages["/news.xml"] = news(site, "/lock")
    assert len(index(site("/news.xml"))["added"]) == 1
    fields = held(settings)["Lock open"].fields
    assert (fields.publisher, str(fields.published), fields.language) == ("Harbour Post", "2026-05-06", "en")


def test_what_left_a_news_sitemap_stays(site: Site, index: Index, settings: IndexingSettings) -> None:
    pages(site, "lock", "mill")
    site.pages["/news.xml"] = news(site, "/lock")
    index(site("/news.xml"))
    site.pages["/news.xml"] = news(site, "/mill")
    assert index(site("/news.xml"), "--prune")["removed"] == []
    assert len(held(settings)) == 2


def test_what_left_a_sitemap_is_removed_with_prune_alone(site: Site, index: Index, settings: IndexingSettings) -> None:
    pages(site, "lock", "mill")
    site.pages["/map.xml"] = sitemap(site, lock="", mill="")
    index(site("/map.xml"))
    site.pages["/map.xml"] = sitemap(site, lock="")
    assert index(site("/map.xml"), "--dry-run", "--prune")["removed"] != []
    assert index(site("/map.xml"))["removed"] == []
    site.pages["/map.xml"] = sitemap(site, lock="") + " "
    assert len(index(site("/map.xml"), "--prune")["removed"]) == 1
    assert set(held(settings)) == {"The lock opens"}


def test_nothing_is_pruned_of_a_sitemap_of_which_a_part_is_away(
    site: Site, index: Index, settings: IndexingSettings
) -> None:
    pages(site, "lock", "mill", "quay")
    site.pages |= {"/map.xml": sitemaps(site("/a.xml"), site("/b.xml"))}
    site.pages |= {"/a.xml": sitemap(site, lock="", quay=""), "/b.xml": sitemap(site, mill="")}
    index(site("/map.xml"))
    site.pages |= {"/a.xml": sitemap(site, lock=""), "/b.xml": 503}
    assert index(site("/map.xml"), "--prune")["removed"] == []
    site.pages["/b.xml"] = sitemap(site, mill="") + " "
    assert len(index(site("/map.xml"), "--prune")["removed"]) == 1
    assert set(held(settings)) == {"The lock opens", "The mill opens"}


def test_a_page_that_moved_from_one_sitemap_to_another_is_kept(site: Site, index: Index) -> None:
    pages(site, "lock", "mill")
    site.pages |= {"/map.xml": sitemaps(site("/a.xml"), site("/b.xml"))}
    site.pages |= {"/a.xml": sitemap(site, lock="", mill=""), "/b.xml": sitemap(site, lock="")}
    index(site("/map.xml"))
    site.pages |= {"/a.xml": sitemap(site, lock=""), "/b.xml": sitemap(site, mill="")}
    assert index(site("/map.xml"), "--prune")["removed"] == []


def test_a_page_that_its_sitemap_dates_before_the_last_run_is_not_asked_for(site: Site, index: Index) -> None:
    pages(site, "lock", "mill", "quay")
    site.pages["/map.xml"] = sitemap(site, lock="2026-05-06T08:00:00Z", mill="2026-05-06")
    index(site("/map.xml"))
    site.answered()
    site.pages["/map.xml"] = sitemap(site, lock="2026-05-06T08:00:00Z", mill="2026-05-07", quay="2026-05-07")
    report = index(site("/map.xml"))
    assert site.answered() == [("/map.xml", 200), ("/mill", 304), ("/quay", 200)]
    assert [len(report[part]) for part in ("added", "unchanged")] == [1, 2]


def test_sitemaps_that_name_themselves_are_read_once(site: Site, index: Index) -> None:
    pages(site, "lock")
    site.pages |= {"/map.xml": sitemaps(site("/map.xml"), site("/sub.xml"))}
    site.pages |= {"/sub.xml": sitemaps(site("/map.xml"), site("/a.xml")), "/a.xml": sitemap(site, lock="")}
    report = index(site("/map.xml"))
    assert len(report["added"]) == 1 and len(site.answered()) == 4
    assert told(report) == ["It is listed by itself, or twice; it was read once."] * 2


def test_sitemaps_in_sitemaps_without_end(site: Site, index: Index) -> None:
    for number in range(20):
        site.pages[f"/{number}.xml"] = sitemaps(site(f"/{number + 1}.xml"))
    assert told(index(site("/0.xml"))) == ["It is a list in more than 6 lists; give its own address."]
    assert len(site.answered()) == 7


def test_a_packed_sitemap(site: Site, index: Index) -> None:
    pages(site, "lock")
    site.pages["/map.xml.gz"] = gzip.compress(sitemap(site, lock="").encode())
    site.headers["/map.xml.gz"] = {"Content-Type": "application/x-gzip"}
    assert len(index(site("/map.xml.gz"))["added"]) == 1
