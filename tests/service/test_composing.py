from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.articles import Fields, Passage
from indexing.search import Hit
from service.answers import Reason, Status, Verdict
from service.composing import NO_DATES, Asked, Checked, Contest, compose, refuse
from service.quotes import Quote

ASKED = Asked("id-1", "Who?", "Who?", 7)


def hit(number: int, published: date | None = None, title: str | None = None) -> Hit:
    fields = Fields(title=title, published=published)
    return Hit(Passage(f"article-{number}", "v1", 0, 10_000, "x" * 10_000), fields, 1.0)


def checked(text: str, *quotes: Quote, verdict: Verdict = Verdict.SUPPORTED) -> Checked:
    reasons = () if verdict is Verdict.SUPPORTED else (Reason(rule="r", message="m"),)
    return Checked(text, quotes, verdict, reasons)


# Texts that look like markers and leads are the hard ones.
texts = st.one_of(
    st.text(min_size=1, max_size=60), st.sampled_from(["[1]", "See [2].", "He left", "“Yes.”", "é\u0301 🙂."])
)
quotes = st.builds(
    lambda place, start, text: Quote(place, start, start + len(text), text),
    st.integers(0, 2),
    st.integers(0, 50),
    texts,
)
statements = st.lists(
    st.builds(
        lambda text, found, verdict: checked(text, *found, verdict=verdict),
        texts,
        st.lists(quotes, min_size=1, max_size=2, unique=True),
        st.sampled_from(Verdict),
    ),
    min_size=1,
    max_size=6,
)


@given(statements, st.booleans())
def test_every_offset_of_an_answer_is_exact(drafted, contested):
    hits = [hit(0, date(2025, 3, 3), "A [1] title"), hit(1), hit(2, date(2024, 1, 1))]
    contests = [Contest(tuple(drafted))] if contested else []
    answer = compose(ASKED, hits, () if contested else drafted, "m", contests=contests)
    assert [statement.text for statement in answer.statements] == [statement.text for statement in drafted]
    for statement in answer.statements:
        assert answer.text[statement.start : statement.end] == statement.text
    for citation in answer.citations:
        assert answer.text[citation.marker_start : citation.marker_end] == f"[{citation.number}]"
        assert not any(s.start <= citation.marker_start < s.end for s in answer.statements)
    used = [number for statement in answer.statements for number in statement.citations]
    assert list(dict.fromkeys(used)) == [citation.number for citation in answer.citations]
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_the_same_quote_has_one_number_and_another_quote_another():
    one, two = Quote(0, 0, 3, "One"), Quote(0, 5, 8, "Two")
    answer = compose(ASKED, [hit(0)], [checked("A.", one), checked("B.", two, one), checked("C.", one)], "m")
    assert answer.text == "A. [1] B. [2][1] C. [1]"
    assert [statement.citations for statement in answer.statements] == [(1,), (2, 1), (1,)]
    assert answer.status is Status.ANSWERED


def test_the_newest_cited_date_dates_the_answer():
    hits = [hit(0, date(2025, 3, 3)), hit(1, date(2025, 12, 30)), hit(2)]
    answer = compose(ASKED, hits, [checked("A.", Quote(0, 0, 1, "A")), checked("B.", Quote(2, 0, 1, "B"))], "m")
    assert (answer.as_of, answer.newest_source) == ("as of 3 March 2025", date(2025, 3, 3))


def test_an_answer_from_undated_articles_says_so():
    answer = compose(ASKED, [hit(0)], [checked("A.", Quote(0, 0, 1, "A"))], "m")
    assert (answer.as_of, answer.newest_source) == (NO_DATES, None)


def test_something_withheld_makes_the_answer_partial_and_is_reported():
    held = checked("B.", verdict=Verdict.CONTRADICTED)
    answer = compose(ASKED, [hit(0)], [checked("A.", Quote(0, 0, 1, "A"))], "m", withheld=[held])
    assert answer.status is Status.PARTIAL
    assert "B." not in answer.text
    assert [(one.text, one.verdict) for one in answer.withheld] == [("B.", Verdict.CONTRADICTED)]


def test_a_flagged_statement_is_marked_in_the_text():
    answer = compose(ASKED, [hit(0)], [checked("A.", verdict=Verdict.UNSUPPORTED)], "m")
    assert answer.text == "A. [unsupported]"
    assert answer.status is Status.PARTIAL


def test_both_sides_stand_with_their_dates_and_the_later_is_marked():
    hits = [hit(0, date(2024, 1, 2), "Old"), hit(1, date(2025, 3, 3), "New")]
    sides = (checked("It has 20 points.", Quote(0, 0, 1, "A")), checked("It has 28.", Quote(1, 0, 1, "B")))
    answer = compose(ASKED, hits, [], "m", contests=[Contest(sides)])
    assert answer.status is Status.CONFLICTING
    assert "“Old” (2 January 2024): It has 20 points. [1]" in answer.text
    assert "“New” (3 March 2025, later): It has 28. [2]" in answer.text
    assert [side.citations for side in answer.conflicts[0].sides] == [(1,), (2,)]


def test_a_side_without_a_date_makes_none_the_later():
    hits = [hit(0, date(2024, 1, 2), "Old"), hit(1, None, "New")]
    sides = (checked("A.", Quote(0, 0, 1, "A")), checked("B.", Quote(1, 0, 1, "B")))
    text = compose(ASKED, hits, [], "m", contests=[Contest(sides)]).text
    assert "later" not in text
    assert "“New” (no date given)" in text


def test_a_refusal_cites_nothing_and_names_each_near_article_once():
    answer = refuse(ASKED, [hit(0, title="A"), hit(1, title="B"), hit(0, title="A")])
    assert (answer.status, answer.citations, answer.statements) == (Status.NOT_IN_ARTICLES, (), ())
    assert [near.title for near in answer.nearest] == ["A", "B"]
    assert answer.text == "The articles do not say."


def test_an_answer_without_a_statement_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="refuse"):
        compose(ASKED, [], [], "m")
