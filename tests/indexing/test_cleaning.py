import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexing.cleaning import Reason, clean
from indexing.readers.markup import parse
from indexing.sentences import sentences

FIRST = "The lock on the canal reopened on Monday after a year of repairs."
LAST = "Barges that waited at both of its ends passed it before the evening."
TITLE = "Canal Lock Reopens After a Year"


def cleaned(*lines, title=None, authors=(), plain=True):
    return clean(parse("\n\n".join(lines), plain=plain).lines, title=title, authors=authors, plain=plain)


def kept(*lines, **said):
    return cleaned(*lines, **said).text.split("\n\n")


@pytest.mark.parametrize(
    ("junk", "reason"),
    [
        ("Advertisement", Reason.ADVERTISEMENT),
        ("Story continues below", Reason.ADVERTISEMENT),
        ("Subscribe to our newsletter", Reason.NEWSLETTER_PROMPT),
        ("Sign up for our daily briefing and get the news in your inbox.", Reason.NEWSLETTER_PROMPT),
        ("Read more: Council votes on the second lock", Reason.RELATED_LINKS),
        ("Click here to see all photos", Reason.RELATED_LINKS),
        ("Tags: canal, lock, council", Reason.RELATED_LINKS),
        ("Share this article", Reason.SHARE_LINKS),
        ("Share on Facebook", Reason.SHARE_LINKS),
        ("Facebook Twitter WhatsApp", Reason.SHARE_LINKS),
        ("Leave a comment", Reason.REPLY_LINKS),
        ("12 comments", Reason.REPLY_LINKS),
        ("%20(4).png)", Reason.IMAGE_RESIDUE),
        (".jpg)", Reason.IMAGE_RESIDUE),
        ("lock-at-dawn-1024x768.webp", Reason.IMAGE_RESIDUE),
        ("Photo by Li Wei/Harbour Post", Reason.IMAGE_RESIDUE),
        ("(Image credit: Harbour Post)", Reason.IMAGE_RESIDUE),
        ("We use cookies to give you the best experience on our site.", Reason.COOKIE_NOTICE),
        ("Accept all cookies", Reason.COOKIE_NOTICE),
        ("Follow us on Instagram", Reason.SITE_CHROME),
        ("© 2024 Harbour Post. All rights reserved.", Reason.SITE_CHROME),
        ("Skip to main content", Reason.SITE_CHROME),
        ("Smiley face", Reason.SITE_CHROME),
        ("4 min read", Reason.SITE_CHROME),
        ("* * *", None),
        ("CNN —", Reason.DATELINE),
        ("Hong Kong CNN Business —", Reason.DATELINE),
        ("– Ana Ruiz", Reason.BYLINE),
    ],
)
def test_a_line_of_page_junk_is_cut_wherever_it_stands(junk, reason):
    for lines in ((junk, FIRST, LAST), (FIRST, junk, LAST), (FIRST, LAST, junk)):
        result = cleaned(*lines)
        assert result.text.split("\n\n") == [FIRST, LAST]
        assert [(cut.text, cut.line, cut.reason) for cut in result.cuts] == (
            [(junk, 2 * lines.index(junk) + 1, reason)] if reason else []
        )


@pytest.mark.parametrize(
    "sentence",
    [
        "Copyright law was changed in 1998 and again last year.",
        "(c) the parties withdraw their troops.",
        "Join us or leave, he told the ministers.",
        "Like us, they want the lock to stay open.",
        "Follow the money, the prosecutor said on Monday.",
        "Share prices fell.",
        "Sharing the costs was his idea.",
        "Credit Suisse shares fell to a record low.",
        "Photos by residents show the flood at its height.",
        "Ad-libbing, the president praised the crew.",
        "Advertisements for the lock were banned in May.",
        "By using a loophole, the firm avoided the terms of the deal.",
        "Contact with the crew was lost on Friday, and an email went unanswered.",
        "Contributing to the crisis is the shortage of gas.",
        "Reporting by the agency showed that the plant was hit.",
        "Written by Petrov himself in 2021, the essay denies it.",
        "Published in 1999, the book sold 20 copies.",
        "Created in 2019 by two governments, the fund holds 30 million.",
        "Updated figures are due on 5 May.",
        "Subscribe he did not.",
        "Register to vote by Friday, officials said.",
        "Get out, he said.",
        "Comments from both sides were harsh.",
        "More than 20 people came.",
        "More: the two sides agreed to meet again in May.",
        "Related to this, the council raised the fee.",
        "Sources close to the talks confirmed it.",
        "References to the war were removed.",
        "About 40 people came.",
        "For now, the world watches. And hopes.",
        "And hopes.",
        "Home prices rose 3%.",
        "Cookies were sold at the market.",
        "We must close the menu of options, he said.",
        "In brief: no deal.",
        "Well –",
        "Rome, Italy —",
        "Acres: 281 • Containment: 92 percent • Buildings: 63",
    ],
)
def test_a_line_of_the_body_is_kept_wherever_it_stands(sentence):
    for lines in ((sentence, FIRST, LAST), (FIRST, sentence, LAST), (FIRST, LAST, sentence)):
        result = cleaned(*lines)
        assert sentence in result.text, [(cut.text, cut.reason) for cut in result.cuts]
        assert result.text.count("\n\n") == 2


def test_chrome_above_the_title_goes_and_the_title_stays_out_of_the_body():
    result = cleaned("Smiley face", "Weather     Live Markets", "World", TITLE, FIRST, LAST, "Share.", "Leave A Reply")
    assert (result.title, result.text) == (TITLE, f"{FIRST}\n\n{LAST}")
    assert [cut.text for cut in result.cuts] == [
        "Smiley face",
        "Weather     Live Markets",
        "World",
        "Share.",
        "Leave A Reply",
    ]


def test_a_declared_title_is_not_repeated_as_body_whatever_its_signs():
    assert kept("# Canal Lock: Reopens!", FIRST, LAST, title="Canal lock — reopens") == [FIRST, LAST]


def test_words_that_are_links_at_the_edges_are_words_in_the_body():
    assert kept("Menu", FIRST, "World", LAST, "Twitter") == [FIRST, "## World", LAST]


def test_an_author_box_above_and_below_goes_and_names_the_author():
    life = "Alex is a contributor to Harbour Post, with over ten years of covering canals."
    result = cleaned(TITLE, "Alex", "Editor in Chief", FIRST, LAST, "About Alex", life)
    assert (result.authors, result.text) == (("Alex",), f"{FIRST}\n\n{LAST}")
    assert [cut.reason for cut in result.cuts] == [Reason.AUTHOR_BOX] * 4


def test_a_last_section_about_a_thing_is_no_author_box():
    thing = "Aldersea is a town of forty thousand people at the mouth of the canal."
    assert kept(FIRST, LAST, "About Aldersea", thing)[-1] == thing


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ana Ruiz", ("Ana Ruiz",)),
        ("By Ana Ruiz and Tom Bell", ("Ana Ruiz", "Tom Bell")),
        ("By Ana Ruiz, Tom Bell and Li Wei", ("Ana Ruiz", "Tom Bell", "Li Wei")),
        ("By Ana Ruiz, Harbour Post", ("Ana Ruiz",)),
    ],
)
def test_a_byline_names_the_authors(byline, authors):
    result = cleaned(TITLE, byline, FIRST, LAST)
    assert (result.authors, result.text) == (authors, f"{FIRST}\n\n{LAST}")


def test_declared_authors_count_more_than_a_byline():
    assert cleaned(TITLE, "By Ana Ruiz", FIRST, authors=("Tom Bell",)).authors == ("Tom Bell",)


def test_a_reference_list_goes_until_the_next_heading_or_sentence_of_the_body():
    items = ["- “Lock open again” — Harbour Post", "- “Lock: a history” — Canal Review Canal Review+2Post+"]
    assert kept(FIRST, LAST, "✅ References", *items, "- cut of") == [FIRST, LAST]
    assert kept(FIRST, "## References", *items, "## Afterword", LAST) == [FIRST, "## Afterword", LAST]
    assert kept(FIRST, "References", *items, LAST) == [FIRST, LAST]
    assert kept(FIRST, "References", "[1] A. Ruiz. Locks. 2021.", "[2] T. Bell (2020). Canals.", LAST) == [FIRST, LAST]


def test_a_section_on_sources_that_cites_nothing_is_kept():
    said = "The water comes from three rivers in the hills above the town."
    assert kept(FIRST, "## Sources", said, LAST) == [FIRST, "## Sources", said, LAST]


def test_a_list_of_related_articles_goes():
    assert kept(FIRST, LAST, "Related articles", "- Second lock planned", "- Council votes") == [FIRST, LAST]


def test_a_name_under_a_quotation_is_kept():
    assert "Ana Ruiz" in cleaned(FIRST, "“We shall see what comes of it.”", "– Ana Ruiz", LAST).text


def test_a_line_said_twice_in_a_row_is_kept_once():
    result = cleaned(FIRST, FIRST, LAST)
    assert result.text == f"{FIRST}\n\n{LAST}"
    assert [(cut.line, cut.reason) for cut in result.cuts] == [(3, Reason.DUPLICATE_LINE)]


WORDS = st.sampled_from(
    "share the canal comments photo by ad read more about references lock source copyright home like us sign up "
    "Ana Ruiz 5 May 2024 — “so” cookies @post Twitter".split()
)
BODY_SENTENCES = st.lists(
    st.lists(WORDS, min_size=9, max_size=30).map(lambda words: "The " + " ".join(words) + "."),
    min_size=1,
    max_size=9,
    unique=True,
)


@settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(BODY_SENTENCES)
def test_no_sentence_of_the_body_is_ever_lost(body):
    assert kept("Smiley face", *body, "Share.", "Leave A Reply") == body


def test_cleaned_text_ends_in_sentences_without_markup():
    text = cleaned("## Costs", "- It cost **ten** crowns in all.", FIRST, plain=False).text
    assert [text[s.start : s.end] for s in sentences(text)] == ["It cost ten crowns in all.", FIRST]


@pytest.mark.parametrize(
    "line", ["a" * 400, "A" * 400, "(" * 400, "A b   " * 70, "20%" * 140, "x| " * 140, ". " * 200, "By " + "A " * 200]
)
def test_no_line_keeps_the_patterns_busy(line):
    for _ in range(20):
        cleaned(line, FIRST, line, LAST, line)


def test_a_long_row_of_moments_is_read_at_once():
    row = "1 May 2024, 10:00 | " * 20
    assert kept(f"{row}and more", FIRST)[0] == f"{row}and more"
    assert kept(row.rstrip(" |"), FIRST) == [FIRST]
