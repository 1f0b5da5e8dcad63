from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.errors import SourceError
from service.manuscripts import Manuscript, read


@given(st.text("ab\n🏛", min_size=1).flatmap(lambda text: st.tuples(st.just(text), st.integers(0, len(text) - 1))))
def test_line_and_column_lead_back_to_the_character(given: tuple[str, int]) -> None:
    text, offset = given
    place = Manuscript("draft.md", text).place(offset)
    line = text.split("\n")[place.line - 1] + "\n"
    assert line[place.column - 1] == text[offset]


def test_windows_line_ends_leave_lines_and_columns_as_an_editor_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes("One.\r\nTwo, then three.\r\n".encode("utf-8-sig"))
    manuscript = read(str(path), max_file_mb=1)
    place = manuscript.place(manuscript.text.index("then"))
    assert (place.line, place.column) == (2, 6)


@pytest.mark.parametrize("name", ["draft.rtf", "draft.pdf", "draft.DOC", "draft.odt", "draft.pages"])
def test_formats_that_are_not_read_are_named_with_the_way_out(name: str) -> None:
    with pytest.raises(SourceError, match=r"save the \.\w+ as \.docx or as text first\.$"):
        read(name, max_file_mb=1)


def test_an_html_draft_is_its_text_and_one_without_text_says_so(tmp_path: Path) -> None:
    page = tmp_path / "draft.html"
    body = "The bridge cost 20 million euros, the council said on Tuesday after a long debate. " * 4
    page.write_text(f"<html><body><article><h1>Bridge</h1><p>{body}</p></article></body></html>", "utf-8")
    assert "The bridge cost 20 million euros" in read(str(page), max_file_mb=1).text
    page.write_text("", "utf-8")
    with pytest.raises(SourceError, match=r"^The draft \S+ cannot be read: it is empty"):
        read(str(page), max_file_mb=1)


def test_a_file_beyond_the_limit_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(b"a" * 1_000_001)
    with pytest.raises(SourceError, match="more than 1 MB"):
        read(str(path), max_file_mb=1)
