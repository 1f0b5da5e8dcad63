"""The articles as they were found, which lie beside the project where it is developed."""

import re
from pathlib import Path

import pytest

from indexing.readers import Reading, read
from indexing.sentences import sentences
from indexing.splitting import split

FOLDER = Path(__file__).parents[3] / "shared" / "seeds"
JUNK = ("Smiley face", "Live Markets", "Share.", "Leave A Reply", ".png", ".jpg", "Editor in Chief", "About Alex")
MORE_JUNK = ("AmericanPulse", "References", "AP News", "CGTN", "euronews")


@pytest.fixture(scope="module")
def found():
    if not FOLDER.is_dir():
        pytest.skip(f"{FOLDER} is not here")
    found = list(read(FOLDER, max_bytes=1_000_000))
    assert all(isinstance(one, Reading) for one in found)
    return found


def test_all_are_read_and_none_has_a_date(found):
    assert len(found) == 5
    assert {one.article.fields.published for one in found} == {None}
    assert [bool(one.article.fields.title) for one in found] == [True, False, False, True, True]
    assert [one.article.fields.authors for one in found] == [(), (), (), (), ("Alex",)]


@pytest.mark.parametrize("junk", JUNK + MORE_JUNK)
def test_no_page_junk_is_left(found, junk):
    assert [one.article.source for one in found for p in split(one.article) if junk in p.text] == []
    assert any(junk in cut.text for one in found for cut in one.cuts)


def test_every_word_stands_in_the_title_the_text_or_the_audit(found):
    for one in found:
        original = words(Path(one.article.source).read_text(encoding="utf-8"))
        accounted = words(" ".join((one.article.fields.title or "", one.article.text, *(cut.text for cut in one.cuts))))
        assert sorted(original) == sorted(accounted)


def test_no_line_that_holds_a_sentence_is_cut_but_in_boxes_and_lists(found):
    for one in found:
        long = [cut for cut in one.cuts if len(cut.text.split()) > 8]
        assert {cut.reason for cut in long} <= {"author_box", "reference_list"}


def test_every_sentence_is_in_exactly_one_passage(found):
    for one in found:
        passages = split(one.article)
        for span in sentences(one.article.text):
            assert sum(p.start <= span.start and span.end <= p.end for p in passages) == 1


def words(text):
    return re.findall(r"\w+", text)
