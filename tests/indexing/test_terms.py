"""What sources say of the kind of a piece, of its correction, and of how much of it may be quoted."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from indexing.articles import Fields, Genre
from indexing.corpus import Corpus
from indexing.readers import Failure, Reading, read
from indexing.sync import sync

BODY = "The lock of Aldersea opens again in June, said Ana Ruiz. Nine thousand boats are expected to pass it."
TOLD = Fields(correction="It opens in June.", corrected=date(2026, 5, 7), genre=Genre.OPINION, quote_limit=40)
LINKED = {
    "@type": "OpinionNewsArticle",
    "correction": {"@type": "CorrectionComment", "text": "It opens in June.", "datePublished": "2026-05-07T10:00Z"},
}
FRONT = "correction: It opens in June.\ncorrected: 2026-05-07\ngenre: Op-ed\nquote_limit: 40\n"
RECORD = {"correction": "It opens in June.", "corrected_at": "2026-05-07", "kind": "opinion", "quote_limit": 40}
NINJS = {"uri": "urn:lock", "type": "text", "genres": [{"name": "Opinion"}], "body_text": BODY}


def fields(tmp_path: Path, name: str, text: str) -> Fields:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (reading,) = read(str(path), max_bytes=1_000_000)
    assert isinstance(reading, Reading), reading
    return reading.article.fields


def terms(found: Fields) -> tuple[object, ...]:
    return found.correction, found.corrected, found.genre, found.quote_limit


def test_front_matter_and_records_give_them_all(tmp_path: Path) -> None:
    assert terms(fields(tmp_path, "a.md", f"---\n{FRONT}---\n\n{BODY}\n")) == terms(TOLD)
    assert terms(fields(tmp_path, "a.jsonl", json.dumps({"text": BODY, **RECORD}))) == terms(TOLD)


def test_a_page_gives_its_kind_and_its_correction_by_schema_org(tmp_path: Path) -> None:
    linked = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    body = f"<article><h1>Lock</h1><p>{BODY}</p></article>"
    page = f"<html><head><title>Lock</title>{linked}</head><body>{body}</body></html>"
    assert terms(fields(tmp_path, "a.html", page)) == (*terms(TOLD)[:3], None)
    report = page.replace("OpinionNewsArticle", "ReportageNewsArticle")
    assert fields(tmp_path, "b.html", report).genre is Genre.NEWS
    assert fields(tmp_path, "c.html", page.replace("OpinionNewsArticle", "NewsArticle")).genre is None


def test_ninjs_gives_its_genre(tmp_path: Path) -> None:
    assert fields(tmp_path, "a.json", json.dumps(NINJS)).genre is Genre.OPINION


@pytest.mark.parametrize(
    ("said", "is_opinion"),
    [
        (Fields(section="Opinion"), True),
        (Fields(section="Opinion", genre=Genre.NEWS), False),
        (Fields(section="Politics"), False),
        (Fields(genre=Genre.OPINION), True),
        (Fields(), False),
    ],
)
def test_a_section_of_opinion_says_it_where_nothing_else_does(said: Fields, is_opinion: bool) -> None:
    assert said.is_opinion is is_opinion


@pytest.mark.parametrize("limit", ["many", "-5", "1.5", "40 words", "9" * 5_000], ids=lambda limit: limit[:9])
def test_a_limit_that_cannot_be_read_keeps_the_article_out(tmp_path: Path, limit: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\nquote_limit: {limit}\n---\n\n{BODY}\n", encoding="utf-8")
    (found,) = read(str(path), max_bytes=1_000_000)
    assert isinstance(found, Failure) and "so it is not indexed" in found.reason


def test_they_are_kept_and_an_article_without_them_keeps_the_version_that_it_had(
    corpus: Corpus, write: Callable[..., Path]
) -> None:
    sync(corpus, [str(write("lock", BODY, id="lock", **{k: str(v) for k, v in RECORD.items()}))])
    kept = corpus.catalog.article("lock")
    assert kept and terms(kept.fields) == terms(TOLD)
    assert "genre" not in Fields(title="Lock").as_json() and "quote_limit" not in Fields(title="Lock").as_json()
