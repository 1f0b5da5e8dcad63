"""The chat page for everyone: light on the wire, by the keyboard, with a screen reader, on a phone, in the dark."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from service.drafting.prompted import PromptedDrafter
from service.web.health import Opening, Service

ARMY = "How many troops may the army have?"
POINTS = "How many points does the peace plan have?"
MOST_BYTES = 100_000
Ask = Callable[[Page, str], Locator]


def test_the_page_loads_less_than_a_hundred_kilobytes_and_nothing_from_elsewhere(browser: Browser, address: str):
    loaded: dict[str, int] = {}
    with browser.new_page() as page:
        page.on("response", lambda response: loaded.update({response.url: len(response.body())}))
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert all(url.startswith(address) for url in loaded)
    assert any(url.endswith("/page.js") for url in loaded)
    assert sum(size for url, size in loaded.items() if "/v1/" not in url) < MOST_BYTES


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, address: str, ask: Ask, scheme: Any, width: int):
    size = {"width": width, "height": 860}
    # axe is put into the page, which its policy forbids.
    with browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(address)
        expect(page.locator("#shelf li")).to_have_count(3)
        assert faults(page) == []
        ask(page, POINTS)
        ask(page, "Who won the world chess championship?")
        reply = ask(page, ARMY)
        reply.get_by_role("button", name="Something is wrong").click()
        page.locator("#dates summary").click()
        assert faults(page) == []
        assert_no_sideways_scroll(page)
        reply.locator(".cite").first.click()
        expect(page.locator("mark.current")).to_be_visible()
        assert faults(page) == []
        for path in ("/verify", "/docs"):
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            assert faults(page) == []


def assert_no_sideways_scroll(page: Page) -> None:
    """The document and what scrolls in it are no wider than they show."""
    for scrolling in (page.locator("html"), page.locator("#conversation")):
        shown, whole = scrolling.evaluate("(one) => [one.clientWidth, one.scrollWidth]")
        assert whole == shown


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_of_the_conversation_is_cut_off_on_a_narrow_screen(page: Page, ask: Ask, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    assert_no_sideways_scroll(page)
    ask(page, POINTS)
    ask(page, "Who said " + "a" * 300 + "?")
    reply = ask(page, ARMY)
    reply.get_by_role("button", name="Something is wrong").click()
    page.locator("#dates summary").click()
    page.get_by_label("Published until").fill("2025-12-01")
    page.get_by_label("Published from").fill("2025-11-01")
    assert_no_sideways_scroll(page)


def faults(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_a_model_wrote_nor_on_an_outage(
    browser: Browser, service: Service, listening_on, ask: Ask, liar: Any, scheme: Any
):
    drafted = replace(service, answerer=replace(service.answerer, drafter=PromptedDrafter(liar)))
    with (
        listening_on(Opening(drafted)) as address,
        browser.new_context(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce") as context,
    ):
        page = context.new_page()
        page.goto(address)
        reply = ask(page, ARMY)
        reply.locator("summary").click()
        expect(reply.locator(".author")).to_contain_text("AI-written")
        page.route("**/v1/answers", lambda route: route.abort())
        expect(ask(page, ARMY).get_by_role("alert")).to_be_visible()
        assert faults(page) == []


def press_until_focused(page: Page, key: str, wanted: Locator) -> None:
    for _ in range(40):
        if wanted.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press(key)
    expect(wanted).to_be_focused()


def test_the_whole_journey_goes_by_the_keyboard(page: Page, service: Service):
    question = page.get_by_label("Your question")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the question
    expect(question).to_be_focused()
    page.keyboard.type(ARMY)
    page.keyboard.press("Enter")
    reply = page.locator("#exchanges .reply").first
    expect(reply.locator(".footing")).to_be_visible()
    expect(question).to_be_focused()
    press_until_focused(page, "Shift+Tab", reply.locator(".cite").first)
    page.keyboard.press("Enter")
    expect(page.locator("#article")).to_be_focused()
    expect(page.locator("mark.current")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(reply.locator(".cite").first).to_be_focused()
    press_until_focused(page, "Tab", reply.get_by_role("button", name="Something is wrong"))
    page.keyboard.press("Enter")
    page.keyboard.type("By the keyboard.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(reply.get_by_role("status")).to_be_focused()
    assert service.feedback.latest(1)[0].comment == "By the keyboard."
    press_until_focused(page, "Tab", page.locator("#dates summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Published from")).to_be_visible()
    press_until_focused(page, "Tab", question)
    page.keyboard.type("Who won the world chess championship?")
    page.keyboard.press("Enter")
    near = page.locator("#exchanges .near").first
    expect(near).to_be_visible()
    press_until_focused(page, "Shift+Tab", near)
    page.keyboard.press("Enter")
    expect(page.locator("#article")).to_be_focused()
