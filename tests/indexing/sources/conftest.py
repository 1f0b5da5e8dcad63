"""`onrecord index` on sites of this machine, and pages as publishers write them."""

import json
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from indexing.__main__ import app
from indexing.articles import Article
from indexing.corpus import open_catalog
from indexing.settings import IndexingSettings

from ...conftest import Site

__all__ = ["Site"]


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sites of the tests are on this machine, and need no care."""
    monkeypatch.setenv("ONRECORD_ALLOW_PRIVATE_ADDRESSES", "true")
    monkeypatch.setenv("ONRECORD_FETCH_RATE", "100")


Index = Callable[..., dict[str, Any]]


@pytest.fixture
def index(settings: IndexingSettings, near: None) -> Index:
    """Runs `onrecord index` and gives its report."""

    def indexed(*arguments: str) -> dict[str, Any]:
        return json.loads(command(settings, "index", *arguments, "--json").stdout)

    return indexed


def command(settings: IndexingSettings, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--data-dir", str(settings.data_dir)], catch_exceptions=False)


def told(report: dict[str, Any], part: str = "failed") -> list[str]:
    """The sentences of a report, each of which is one."""
    sentences = [row["reason" if part == "failed" else "note"] for row in report[part]]
    for sentence in sentences:
        assert sentence[0].isupper() and sentence.endswith(".") and "\n" not in sentence, sentence
    return sentences


def article(title: str, body: str, *, published: str = "2026-05-06T08:00:00+02:00", **more: str) -> str:
    """A page as a newspaper's content system writes it."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": published,
        "author": [{"@type": "Person", "name": "Ana Ruiz"}],
        "publisher": {"@type": "Organization", "name": "Harbour Post"},
        **more,
    }
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body.split("\n\n"))
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title} | Harbour Post</title>
<script type="application/ld+json">{json.dumps(data)}</script></head>
<body><header><nav><a href="/">Home</a> <a href="/politics">Politics</a></nav></header>
<main><article><h1>{title}</h1><p class="byline">By Ana Ruiz</p>{paragraphs}</article>
<aside class="related"><h2>More on this</h2><a href="/other">The ferry that never came</a></aside></main>
<footer>© Harbour Post. <a href="/newsletter">Sign up for our newsletter</a></footer></body></html>"""


def held(settings: IndexingSettings) -> dict[str, Article]:
    """The articles of a data folder by their titles."""
    with closing(open_catalog(settings)) as catalog:
        return {one.fields.title or "": one for one in catalog.articles()}


def story(subject: str) -> str:
    return (
        f"The {subject} reopened on Monday after a year of repairs, the harbour authority said in the evening.\n\n"
        f"Work on the {subject} cost four million euros, and the ferries run again from Tuesday, weather permitting."
    )
