"""PDF and Word files as articles: PDFs printed by a real browser, and files made to do harm."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from indexing.corpus import Corpus
from indexing.readers import Failure, Reading, read
from indexing.sync import sync

from .test_word import document, run

PARAGRAPHS = [
    f"The lock number {number} on the canal reopened on Monday after a year of repairs that the harbour authority "
    "had ordered. Twelve gates were replaced, and the long-term costs came to four million euros, said the mayor. "
    f"The difficult reconstruction of the northern chamber {number} is to be undertaken in the spring of next year."
    for number in range(12)
]
STYLE = "body { font: 12pt serif } h1 { font-size: 24pt } h2 { font-size: 15pt }"


def printed(browser: Browser, path: Path, style: str = "", *, running: bool = False) -> Path:
    parts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    parts.insert(6, "<h2>What comes next</h2>")
    page = browser.new_page()
    page.set_content(
        f"<html lang=en><head><title>layout-7</title><style>{STYLE} {style}</style></head><body>"
        f"<h1>The canal opens again after a year of repairs</h1><p>By Ana Ruiz</p>{''.join(parts)}</body></html>"
    )
    edge = '<div style="font-size:9px">Harbour Post, <span class="pageNumber"></span> of 9</div>'
    page.pdf(path=path, format="A5", display_header_footer=running, header_template=edge, footer_template="<p></p>")
    page.close()
    return path


def reading(path: Path) -> Reading:
    [found] = read(path, max_bytes=10_000_000)
    assert isinstance(found, Reading), found
    return found


def reason(path: Path) -> str:
    [found] = read(path, max_bytes=10_000_000)
    assert isinstance(found, Failure)
    return found.reason


@pytest.mark.parametrize(
    "style",
    ["", "body { columns: 2; text-align: justify }", "p { margin: 0; text-indent: 1.5em }"],
    ids=["blocks", "columns", "indents"],
)
def test_a_printed_page_gives_its_paragraphs_its_headings_and_its_author(
    browser: Browser, tmp_path: Path, style: str
) -> None:
    article = reading(printed(browser, tmp_path / "canal.pdf", style)).article
    expected = [*PARAGRAPHS[:6], "## What comes next", *PARAGRAPHS[6:]]
    assert article.text.split("\n\n") == expected
    assert article.fields.title == "The canal opens again after a year of repairs"
    assert (article.fields.authors, article.fields.published) == (("Ana Ruiz",), None)


def test_words_broken_at_the_end_of_a_row_are_whole_again(browser: Browser, tmp_path: Path) -> None:
    style = "body { columns: 3; hyphens: auto; text-align: justify }"
    article = reading(printed(browser, tmp_path / "canal.pdf", style)).article
    assert "long-term" in article.text
    assert {word for word in article.text.split() if word.endswith("-")} == set()
    words = set(" ".join(PARAGRAPHS).split())
    assert set(article.text.replace("## What comes next", "").split()) <= words


def test_running_titles_and_page_numbers_are_left_out_and_told(browser: Browser, tmp_path: Path) -> None:
    style = "@page { margin: 25mm }"
    found = reading(printed(browser, tmp_path / "canal.pdf", style, running=True))
    assert "Harbour Post" not in found.article.text
    assert sum(cut.text.startswith("Harbour Post") for cut in found.cuts) >= 3


def test_a_word_document_is_an_article(corpus: Corpus, tmp_path: Path) -> None:
    heading = f'<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr>{run("The canal opens again after repairs")}</w:p>'
    body = "".join(f"<w:p>{run(text)}</w:p>" for text in PARAGRAPHS[:2])
    (tmp_path / "canal.docx").write_bytes(document(heading + body))
    report = sync(corpus, [str(tmp_path / "canal.docx")])
    [added] = report.added
    article = corpus.catalog.article(added)
    assert article and article.fields.title == "The canal opens again after repairs"
    assert article.text.split("\n\n") == PARAGRAPHS[:2]


def pdf(*objects: str, trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1."""
    data, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} {trailer} >>\n".encode()
    return data + f"startxref\n{start}\n%%EOF\n".encode()


CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"


def test_a_pdf_without_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(
        pdf(CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    )
    assert reason(path) == "It holds pictures of text, not text; put a text layer into it (OCR) first."


@pytest.mark.parametrize(
    "objects",
    [
        (CATALOG, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        (CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R >>"),
        (CATALOG,),
        ("<< /Type /Catalog /Pages 1 0 R >>",),
        ("null",),
    ],
    ids=["its own page", "two that hold each other", "no pages", "a catalog of itself", "nothing"],
)
def test_a_pdf_that_leads_in_circles_is_told(tmp_path: Path, objects: tuple[str, ...]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(*objects))
    assert reason(path)[-1] == "."


def test_a_pdf_that_unpacks_to_gigabytes_is_told(tmp_path: Path) -> None:
    import zlib

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"(a) Tj " * 1_000_000) for _ in range(30)) + packer.flush()
    stream = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed.decode('latin-1')}\nendstream"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>"
    path = tmp_path / "bomb.pdf"
    path.write_bytes(pdf(CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream))
    assert path.stat().st_size < 1_000_000
    assert reason(path)[-1] == "."
