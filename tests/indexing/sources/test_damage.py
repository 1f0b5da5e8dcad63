"""Documents of every kind with something broken in them: an article, a list, or one sentence, never anything else."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.errors import SourceError
from indexing.readers.formats import Document, Format, articles
from indexing.readers.readings import Failure
from indexing.sources.contents import content
from indexing.sources.holding import at_hand
from indexing.sources.mapping import FieldMapping
from indexing.sources.replies import Reply

from .conftest import article, story
from .test_agencies import NITF, message, news_item, ninjs
from .test_feeds import ATOM, RSS, entry, item

POSTS = [{"id": 1, "link": "http://a/1", "title": {"rendered": "t"}, "content": {"rendered": story("lock")}}]
DOCUMENTS = {
    "page": article("Lock open", story("lock")),
    "rss": RSS.format(site="http://a", items=item("/lock")),
    "atom": ATOM.format(links='<link rel="next" href="/n"/>', entries=entry("/lock")),
    "sitemap": '<?xml version="1.0"?><urlset><url><loc>/lock</loc><lastmod>2026-05-06</lastmod></url></urlset>',
    "newsml": message(news_item("lock", NITF)),
    "ninjs": json.dumps(ninjs("lock")),
    "wordpress": json.dumps(POSTS),
}
SPLICES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([b"<", b">", b"&x;", b"&#0;", b"]]>", b"<!--", b"null", b"[[", b"{}", b"1e999", b'"', b"\xff\xfe"]),
)


@pytest.mark.parametrize("kind", DOCUMENTS)
@settings(max_examples=60, deadline=None)
@given(places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), SPLICES), min_size=1, max_size=6))
def test_a_damaged_document_is_read_or_told(kind: str, places: list[tuple[float, int, bytes]]) -> None:
    data = DOCUMENTS[kind].encode()
    for share, cut, splice in places:
        at = int(share * len(data))
        data = data[:at] + splice + data[at + cut :]
    media = {"page": "text/html", "ninjs": "application/json", "wordpress": "application/json"}
    reply = Reply("http://a/x", data, media.get(kind, "application/xml"))
    try:
        found = content(reply, FieldMapping.named("wordpress") if kind == "wordpress" else None)
        if isinstance(found, Format):
            results = list(articles(Document(reply.url, found, data), 1_000_000))
        else:
            results = [at_hand(reply.url, one) for one in found.entries if one.markup or one.text]
    except SourceError as error:
        results = [Failure(reply.url, str(error))]
    for one in results:
        assert not isinstance(one, Failure) or (one.reason[0].isupper() and one.reason.endswith("."))
