import gzip
import json
from datetime import date

import pytest

from indexing.articles import digest
from indexing.readers import Failure, Reading, Skipped, read

LIMIT = 1_000_000
BODY = "The lock on the canal reopened on Monday after a year of repairs. Twelve gates were replaced."


def readings(path, limit=LIMIT):
    found = list(read(str(path), max_bytes=limit))
    assert all(isinstance(one, Reading) for one in found), found
    return found


def only(path):
    [reading] = readings(path)
    return reading


def written(tmp_path, name, text, encoding="utf-8"):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


def test_front_matter_gives_the_fields_of_a_markdown_file(tmp_path):
    front = """---
id: canal-lock
title: "Canal lock: open again"
publisher: Harbour Post
authors: [Ana Ruiz, Tom Bell]
date: 2024-05-06
updated: 2024-05-07T10:30:00+02:00
section: Local
url: https://example.org/lock
---
"""
    reading = only(written(tmp_path, "a.md", front + "\n# Canal lock: open again\n\n" + BODY))
    assert (reading.article.id, reading.article.text, reading.notes) == ("canal-lock", BODY, ())
    fields = reading.article.fields
    assert (fields.title, fields.publisher) == ("Canal lock: open again", "Harbour Post")
    assert (fields.section, fields.url) == ("Local", "https://example.org/lock")
    assert fields.authors == ("Ana Ruiz", "Tom Bell")
    assert (fields.published, fields.modified) == (date(2024, 5, 6), date(2024, 5, 7))


def test_authors_may_be_one_line(tmp_path):
    reading = only(written(tmp_path, "a.md", f"---\nauthor: Ana Ruiz and Tom Bell\n---\n{BODY}"))
    assert reading.article.fields.authors == ("Ana Ruiz", "Tom Bell")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2022-01-31", date(2022, 1, 31)),
        ("2022/1/31", date(2022, 1, 31)),
        ("2022-01-31T23:59:59Z", date(2022, 1, 31)),
        ("31 January 2022", date(2022, 1, 31)),
        ("January 31, 2022", date(2022, 1, 31)),
        ("Mon, 31 Jan 2022 10:00:00 +0100", date(2022, 1, 31)),
        ("02/03/2022", None),
        ("2022-02-31", None),
        ("last Tuesday", None),
        ("2022", None),
    ],
)
def test_a_date_is_read_as_written_or_is_missing_and_noted(tmp_path, said, meant):
    reading = only(written(tmp_path, "a.md", f"---\npublished: {said}\n---\n{BODY}"))
    assert reading.article.fields.published == meant
    assert (reading.notes == ()) == (meant is not None)
    assert all(said in note for note in reading.notes)


def test_without_a_declared_date_there_is_none_whatever_the_text_says(tmp_path):
    text = f"Published long ago? On 5 May 2021 the council met.\n\n{BODY}\n\nUpdated 6 May 2021, 10:00"
    for name in ("2021-05-05-report.md", "2021-05-05-report.txt"):
        assert only(written(tmp_path, name, text)).article.fields.published is None


def test_markdown_marks_give_way_to_the_words(tmp_path):
    text = f"""Canal news
==========

{BODY}

**What changed**

The *mayor* said the [new gates](https://example.org/x) cost `ten` million &amp; more. ![Gate](gate%20(4).png)

### **1. Gates**

* **North:** replaced
* south
  side repaired

1. First the pumps.
2. Then the gates.

**Q: When did it open?**

A: On Monday.

| Lane | Open |
|------|------|
| north | yes |
"""
    reading = only(written(tmp_path, "a.md", text))
    assert reading.article.fields.title == "Canal news"
    assert reading.article.text.split("\n\n") == [
        BODY,
        "### What changed",
        "The mayor said the new gates cost ten million & more.",
        "### 1. Gates",
        "- North: replaced",
        "- south side repaired",
        "1. First the pumps.",
        "2. Then the gates.",
        "Q: When did it open?",
        "A: On Monday.",
        "Lane | Open",
        "north | yes",
    ]
    assert [(cut.line, cut.reason) for cut in reading.cuts] == [(8, "image_residue")]


def test_comments_and_tags_between_paragraphs_of_markdown_are_not_words_of_it(tmp_path):
    text = (
        f"<div>\n<!-- a note --> <b>{BODY}</b> <!-- another\nnote -->\n</div>\n\n<div>\nFour < five <!-- no end\n</div>"
    )
    assert only(written(tmp_path, "a.md", text)).article.text == f"{BODY}\n\nFour < five <!-- no end"


def test_plain_text_keeps_signs_that_markdown_would_take(tmp_path):
    text = f"{BODY}\n\nIt cost 5 * 3 < 20 and a_b_c, in <tag> and \\n terms [1].\n\n    Indented words stay words."
    assert only(written(tmp_path, "a.txt", text)).article.text == (
        f"{BODY}\n\nIt cost 5 * 3 < 20 and a_b_c, in <tag> and \\n terms [1].\n\nIndented words stay words."
    )


def test_paragraphs_wrapped_at_a_fixed_width_are_joined(tmp_path):
    text = (
        "The lock on the canal reopened on Monday after a year of repairs that\n"
        "cost ten million crowns and took twice as long as the council had said\n"
        "it would.\n\n"
        "Barges waited at both ends.\n"
    )
    assert only(written(tmp_path, "a.txt", text)).article.text == (
        "The lock on the canal reopened on Monday after a year of repairs that cost ten million crowns and took twice "
        "as long as the council had said it would.\n\nBarges waited at both ends."
    )


def test_each_long_line_is_a_paragraph_without_blank_lines_between(tmp_path):
    long = f"The lock on the {'long and busy ' * 5}canal reopened on Monday after a year of repairs, as planned."
    text = "\n".join(
        [long + " One followed.", "What Came Next", "- Barges passed.", long + " Two followed.", long + " Three came."]
    )
    assert only(written(tmp_path, "a.txt", text)).article.text.split("\n\n") == [
        long + " One followed.",
        "## What Came Next",
        "- Barges passed.",
        long + " Two followed.",
        long + " Three came.",
    ]


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("Canal Lock Reopens After a Year", "Canal Lock Reopens After a Year"),
        ("# Canal lock", "Canal lock"),
        ("The lock reopened on Monday, the council said in a long statement.", None),
        ("Closed", None),
    ],
)
def test_the_title_of_a_text_is_its_headline_or_missing(tmp_path, first, title):
    article = only(written(tmp_path, "a.txt", f"{first}\n\n{BODY}")).article
    assert article.fields.title == title
    assert (first.lstrip("# ") in article.text) == (title is None)


def test_a_list_of_short_lines_is_no_row_of_headings(tmp_path):
    text = f"{BODY}\n\nAldersea\n\nBrinmouth\n\nCorve\n\nDunholt\n\n{BODY} Again."
    assert "#" not in only(written(tmp_path, "a.txt", text)).article.text


def test_the_id_of_a_file_stays_and_differs_between_folders(tmp_path):
    one = written(tmp_path, "x/Über Lock_1.txt", BODY)
    two = written(tmp_path, "y/Über Lock_1.txt", BODY)
    assert only(one).article.id == f"ber-lock-1-{digest(str(one))[:8]}"
    assert only(one).article.id != only(two).article.id
    assert only(one).article.source == str(one)
    assert digest(only(one).article.text) == digest(only(two).article.text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "windows-1252"])
def test_other_encodings_are_read_as_written(tmp_path, encoding):
    text = f"Café “Zürich” — naïve.\n\n{BODY}"
    assert only(written(tmp_path, "a.txt", text, encoding)).article.text == text


def test_line_ends_and_odd_spaces_become_plain_ones_and_letters_stay(tmp_path):
    text = (
        "The  quay\u00a0\u00a0was \tcle\u0301aned by \U0001f469\u200d\U0001f467.\u200b\r\n\r\n"
        "It is 5\u00a0km long.\u2028Nobody minded."
    )
    assert only(written(tmp_path, "a.txt", text)).article.text == (
        "The quay was cle\u0301aned by \U0001f469\u200d\U0001f467.\n\nIt is 5 km long.\n\nNobody minded."
    )


def test_json_lines_give_an_article_each(tmp_path):
    rows = [
        {"doc_id": "a-1", "title": "Canal lock", "published": "2022/01/01", "authors": ["Ana Ruiz"], "text": BODY},
        {"id": 7, "url": "https://example.org/7", "publisher": "Harbour Post", "section": "Local", "text": BODY},
        {"text": f"CNN —\n\n{BODY}", "published": "soon"},
    ]
    path = written(tmp_path, "news.jsonl", "\n".join(json.dumps(row) for row in rows) + "\n\n")
    first, second, third = readings(path)
    assert (first.article.id, first.article.source, first.article.text) == ("a-1", f"{path}#a-1", BODY)
    assert (first.article.fields.title, first.article.fields.authors) == ("Canal lock", ("Ana Ruiz",))
    assert first.article.fields.published == date(2022, 1, 1)
    assert (second.article.id, second.article.fields.publisher, second.article.fields.section) == (
        "7",
        "Harbour Post",
        "Local",
    )
    assert third.article.source == f"{path}#3" and third.article.id.startswith("news-")
    assert third.article.text == BODY and third.notes
    packed = tmp_path / "news.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert [one.article.text for one in readings(packed)] == [BODY] * 3


def test_json_lines_are_read_one_at_a_time(tmp_path):
    path = written(tmp_path, "news.jsonl", (json.dumps({"id": "a", "text": BODY}) + "\n") + "not json\n" * 3)
    stream = read(path, max_bytes=LIMIT)
    assert isinstance(next(stream), Reading)
    assert isinstance(next(stream), Failure)


def test_half_a_character_from_json_does_no_harm(tmp_path):
    path = written(tmp_path, "news.jsonl", '{"text": "The lock \\ud800 reopened on Monday after a year."}')
    assert only(path).article.text == "The lock \ufffd reopened on Monday after a year."


def test_a_folder_is_read_in_order_without_readme_hidden_and_unknown_files(tmp_path):
    for name in ("b.md", "a.txt", "sub/c.html", "README.md", "sub/readme.txt", ".hidden.md", ".git/x.md", "photo.jpg"):
        written(tmp_path, name, f"<html><body><p>{BODY}</p></body></html>" if name.endswith("html") else BODY)
    found = list(read(tmp_path, max_bytes=LIMIT))
    assert [one.article.source.removeprefix(f"{tmp_path}/") for one in found if isinstance(one, Reading)] == [
        "a.txt",
        "b.md",
        "sub/c.html",
    ]
    assert [one for one in found if not isinstance(one, Reading)] == [Skipped(str(tmp_path / "photo.jpg"))]
    assert only(tmp_path / "README.md").article.text == BODY
