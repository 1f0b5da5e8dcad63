from datetime import date

import pytest

from indexing.readers import Failure, read

SENTENCES = [
    "The bridge over the harbour reopened on Monday after eleven months of work.",
    "Workers replaced twelve cables, the mayor said.",
    "It is safe, said the engineer who led the work.",
    "Trams cross it again from next week.",
]
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Bridge reopens | Harbour Post</title>{head}</head>
<body><nav><ul><li><a href="/">Home</a></li><li>Smiley face</li></ul></nav>
<div class="cookie-banner">We use cookies to improve your experience. <button>Accept all</button></div>
<article>
<h1>Bridge reopens after repairs</h1>
<p class="byline">By Ana Ruiz</p>{time}
<p>The bridge over the harbour reopened on Monday after <b>eleven</b> months of work.</p>
<h2>What changed</h2>
<p>Workers replaced twelve cables, the <a href="/mayor">mayor</a> said.
<br>It is safe, said the engineer who led the work.</p>
<ul><li>Two lanes stay shut.</li><li>Cyclists have a lane.</li></ul>
<table><tr><th>Lane</th><th>Open</th></tr><tr><td>North</td><td>yes</td></tr></table>
<figure><img src="a.jpg"><figcaption>Photo by Li Wei</figcaption></figure>
<p>Trams cross it again from next week.</p>
<div class="share">Share this</div></article>
<footer>© 2021 Harbour Post. All rights reserved.</footer></body></html>"""


def page(tmp_path, head="", time="", name="a.html"):
    path = tmp_path / name
    path.write_text(PAGE.format(head=head, time=time), encoding="utf-8")
    return path


def only(path):
    [reading] = read(path, max_bytes=1_000_000)
    assert not isinstance(reading, Failure), reading
    return reading


def test_a_page_gives_its_article_without_its_chrome(tmp_path):
    reading = only(page(tmp_path))
    assert reading.article.fields.title == "Bridge reopens after repairs"
    assert reading.article.fields.authors == ("Ana Ruiz",)
    assert reading.article.text.split("\n\n") == [
        SENTENCES[0],
        "## What changed",
        SENTENCES[1],
        SENTENCES[2],
        "- Two lanes stay shut.",
        "- Cyclists have a lane.",
        "Lane | Open",
        "North | yes",
        SENTENCES[3],
    ]


def test_the_audit_of_a_page_names_each_cut_and_its_line(tmp_path):
    cuts = {cut.text: (cut.line, cut.reason) for cut in only(page(tmp_path)).cuts}
    assert cuts["Smiley face"] == (2, "site_chrome")
    assert cuts["We use cookies to improve your experience."] == (3, "cookie_notice")
    assert cuts["By Ana Ruiz"] == (6, "byline")
    assert cuts["Photo by Li Wei"] == (13, "image_residue")
    assert cuts["Share this"] == (15, "share_links")


LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "X"},
{"@type": "NewsArticle", "headline": "Bridge open again", "datePublished": "2021-05-06T08:00:00+02:00", "dateModified":
"2021-05-07", "author": [{"@type": "Person", "name": "Tom Bell"}], "publisher": {"name": "Harbour Post"},
"articleSection": "Local"}]}</script><link rel="canonical" href="https://example.org/bridge">"""


def test_linked_data_gives_the_fields_that_it_declares(tmp_path):
    fields = only(page(tmp_path, LINKED)).article.fields
    assert (fields.title, fields.authors, fields.publisher) == ("Bridge open again", ("Tom Bell",), "Harbour Post")
    assert (fields.published, fields.modified) == (date(2021, 5, 6), date(2021, 5, 7))
    assert (fields.section, fields.url) == ("Local", "https://example.org/bridge")


@pytest.mark.parametrize(
    ("head", "time"),
    [
        ('<meta property="article:published_time" content="2021-05-06T01:00:00Z">', ""),
        ('<meta itemprop="datePublished" content="2021-05-06">', ""),
        ("", '<time pubdate datetime="2021-05-06">6 May</time>'),
        ("", '<time itemprop="datePublished" datetime="2021-05-06">6 May</time>'),
    ],
)
def test_a_declared_date_is_taken(tmp_path, head, time):
    assert only(page(tmp_path, head, time)).article.fields.published == date(2021, 5, 6)


@pytest.mark.parametrize(
    ("head", "time"),
    [
        ("", "<p>Posted on 6 May 2021</p>"),
        ("", '<time datetime="2021-05-06">6 May 2021</time>'),
        ('<link rel="canonical" href="https://example.org/2021/05/06/bridge">', ""),
        ('<script>var d = "2021-05-06"</script>', ""),
        ('<script type="application/ld+json">{"@type": "WebSite", "datePublished": "2021-05-06"}</script>', ""),
        ('<script type="application/ld+json">{broken</script>', ""),
    ],
)
def test_a_date_is_never_guessed(tmp_path, head, time):
    fields = only(page(tmp_path, head, time, "2021-05-06-bridge.html")).article.fields
    assert (fields.published, fields.modified) == (None, None)


def test_the_publisher_is_declared_or_missing(tmp_path):
    assert only(page(tmp_path)).article.fields.publisher is None
    head = '<meta property="og:site_name" content="Harbour Post">'
    assert only(page(tmp_path, head)).article.fields.publisher == "Harbour Post"


def test_no_sentence_of_a_long_article_is_lost(tmp_path):
    said = [
        f"Sentence {n} of the report on the {word} of the harbour." for n, word in enumerate(["walls", "cranes"] * 20)
    ]
    blocks = [
        f"<div>{one}</div>" if n % 5 == 0 else f"<section><p>{one}</p></section>" if n % 7 == 0 else f"<p>{one}</p>"
        for n, one in enumerate(said)
    ]
    path = tmp_path / "long.html"
    path.write_text(
        f"<html><body><main><h1>Report</h1>{''.join(blocks)}</main><div id=comments><p>Nice read, all.</p></div>"
    )
    text = only(path).article.text
    assert [one for one in said if one not in text] == []
    assert "Nice read" not in text


def test_a_declared_charset_is_used(tmp_path):
    path = tmp_path / "a.html"
    text = "Мост через гавань снова открыт после ремонта, сообщил мэр в понедельник."
    path.write_bytes(
        f'<html><head><meta charset="windows-1251"></head><body><p>{text}</p></body></html>'.encode("cp1251")
    )
    assert only(path).article.text == text


def test_schema_org_gives_section_and_language_and_the_page_stands_in(tmp_path):
    data = '{"@type": ["ReportageNewsArticle"], "headline": "H", "articleSection": ["Local", "Ports"], %s "x": 1}'
    script = '<script type="application/ld+json">%s</script>'
    said = only(page(tmp_path, script % (data % '"inLanguage": "en-GB",'))).article.fields
    assert (said.section, said.language) == ("Local", "en-GB")
    locale = '<meta property="og:locale" content="en_US">'
    assert only(page(tmp_path, locale + script % (data % ""))).article.fields.language == "en-US"
    odd = '<meta property="og:locale" content="English (all)">'
    assert only(page(tmp_path, odd)).article.fields.language is None
