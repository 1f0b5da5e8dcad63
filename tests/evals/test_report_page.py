"""The report's page in a real Chromium, opened from disk."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from evals.cases import Case
from evals.floors import Floors
from evals.gate import judge
from evals.report import write
from evals.run import run
from evals.scorers import Sources
from indexing.articles import Article, Fields

QUOTE = "The council approved 12 new tram stops."
ATTACK = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title='taken'\">"
TEXT = (
    f"Heading\n\nRain fell on the hills for most of that week, and nobody minded it much. {QUOTE} {ATTACK}\n\nThe end."
)


@pytest.fixture
def address(tmp_path: Path, world: Any) -> str:
    article = Article("trams", "trams.md", Fields(title=f"Trams {ATTACK}"), TEXT)
    start = TEXT.index(QUOTE)
    answer = world.answer((QUOTE, "Work begins in 2025."))
    moved = {"title": article.fields.title, "article_version": article.version, "published_at": None}
    cited = answer.citations[0].model_copy(update={**moved, "quote": QUOTE, "start": start, "end": start + len(QUOTE)})
    answer = answer.model_copy(update={"citations": (cited,), "newest_source": None})
    given = {"kind": "number", "articles": ("trams",), "status": ("answered",)}
    cases = (
        Case(id="right", question="How many stops?", facts=(("12",),), **given),  # type: ignore[arg-type]
        Case(id="wrong", question=f"Who? {ATTACK}", facts=(("99",),), forbidden=("tram stops",), **given),  # type: ignore[arg-type]
    )
    done = run(lambda _: answer, cases, Sources({"trams": article}.get))
    floors = Floors(cases="", right=0.5, baseline={"right": True, "wrong": True})
    write(tmp_path / "report", done, judge(done, floors), floors)
    return (tmp_path / "report" / "report.html").as_uri()


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the page in a browser of some kind. Whatever it logs, or fetches besides itself, fails the test."""
    contexts: list[BrowserContext] = []
    said: list[str] = []
    fetched: list[str] = []

    def open_page(fragment: str = "", **kind: Any) -> Page:
        contexts.append(browser.new_context(**kind))
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: fetched.append(request.url.partition("#")[0]))
        page.goto(address + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
    assert set(fetched) == {address}


def test_an_article_with_a_script_in_it_is_only_read(opened: Open):
    page = opened()
    expect(page).to_have_title("Evals failed: 1 of 2 right")
    expect(page.locator("img")).to_have_count(0)
    page.get_by_role("button", name="Open all").click()
    expect(page.locator("#case-right blockquote")).to_contain_text("onerror")


def test_a_marker_leads_to_its_span_in_the_paragraph_and_back(opened: Open):
    page = opened("#case-wrong")
    page.locator("#case-wrong .marker").click()
    span = page.locator("#case-wrong-cite-1")
    expect(span).to_have_text(QUOTE)
    expect(span).to_be_in_viewport()
    expect(page.locator("#case-wrong blockquote")).to_contain_text("and nobody minded it much.")
    page.get_by_role("link", name="Back to [1] in the answer").first.click()
    expect(page.locator("#case-wrong .marker")).to_be_in_viewport()


def test_the_fault_is_marked_where_it_stands(opened: Open):
    page = opened()
    fault = page.locator("#case-wrong mark.fault")
    expect(fault).to_have_text("tram stops")
    expect(fault).to_have_attribute("title", "forbidden: the trap of this case")


@pytest.mark.parametrize("script", [True, False])
def test_a_link_opens_the_fold_that_it_leads_into_with_and_without_script(opened: Open, script: bool):
    page = opened("#case-right", java_script_enabled=script)
    expect(page.locator("#case-right .answer")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_the_filter_works_by_keyboard_with_and_without_script(opened: Open, script: bool):
    page = opened(java_script_enabled=script)
    expect(page.locator(".case:visible")).to_have_count(2)
    page.get_by_label("all 2").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("wrong 1")).to_be_checked()
    expect(page.locator(".case:visible")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("changed 1")).to_be_checked()
    expect(page.locator(".case.wrong")).to_be_visible()


def test_a_finding_leads_to_its_case(opened: Open):
    page = opened()
    page.locator(".changes").get_by_role("link", name="wrong").click()
    expect(page.locator("#case-wrong .answer")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_cut_off(opened: Open, scheme: str, width: int):
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_is_told_to_a_screen_reader(opened: Open):
    page = opened()
    told = page.locator("body").aria_snapshot()
    assert 'heading "Failed. 1 of 2 cases right" [level=1]' in told
    assert 'img "50 %, 95 % interval' in told
    assert 'radio "all 2" [checked]' in told
    assert 'heading "By kind of question" [level=2]' in told


def test_it_prints_light_without_what_is_only_for_screens(opened: Open):
    page = opened(color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator(".show")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
