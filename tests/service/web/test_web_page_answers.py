"""An answer on the chat page while it comes, and what a reader may do with it, in a real Chromium."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from indexing.sync import sync
from service import wiring
from service.drafting.prompted import PromptedDrafter
from service.models.messages import Message
from service.models.reply import Reply
from service.settings import Drafting, ServiceSettings
from service.web.health import Opening, Service

ARMY = "How many troops may the army have?"
POINTS = "How many points does the peace plan have?"
FIRST = "The army would be limited to 600,000 troops [1]."
MOST_BYTES = 100_000
Ask = Callable[[Page, str], Locator]


class Halting:
    """A model that writes one sentence, and the rest when it may; or fails then."""

    name = "halting"

    def __init__(self, *, fails: bool = False) -> None:
        self.go = threading.Event()
        self.fails = fails

    def write(self, messages: list[Message]) -> Reply:
        return Reply(self._pieces())

    def _pieces(self) -> Iterator[str]:
        yield f"{FIRST} The delegates met "  # a sentence stands once two words follow it
        self.go.wait(20)
        if self.fails:
            raise RuntimeError("the machine is gone")
        yield "in the old town hall on Sunday [1]."


def drafted_by(service: Service, model: Any) -> Opening:
    return Opening(replace(service, answerer=replace(service.answerer, drafter=PromptedDrafter(model))))


def begin(page: Page, question: str) -> Locator:
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    return page.locator("#exchanges > li .reply").last


def test_a_statement_is_shown_while_the_model_writes_the_next(browser: Browser, service: Service, listening_on):
    model = Halting()
    with listening_on(drafted_by(service, model)) as address, browser.new_page() as page:
        page.goto(address)
        reply = begin(page, ARMY)
        expect(reply.locator(".statement")).to_contain_text("600,000")
        expect(reply).to_have_attribute("aria-busy", "true")
        expect(page.get_by_role("button", name="Stop")).to_be_visible()
        reply.locator(".cite").first.focus()
        model.go.set()
        expect(reply).not_to_have_attribute("aria-busy", "true")
        expect(reply.locator(".cite").first).to_be_focused()
        expect(reply.locator(".footing")).to_be_visible()


def test_an_answer_can_be_stopped_and_what_stood_stays(browser: Browser, service: Service, listening_on):
    model = Halting()
    with listening_on(drafted_by(service, model)) as address, browser.new_page() as page:
        page.goto(address)
        reply = begin(page, ARMY)
        expect(reply.locator(".statement")).to_contain_text("600,000")
        page.get_by_role("button", name="Stop").click()
        expect(reply).to_contain_text("You stopped this answer.")
        expect(reply.locator(".statement")).to_contain_text("600,000")
        expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
        model.go.set()


def test_a_fault_in_mid_stream_keeps_what_stood_and_can_be_tried_again(
    browser: Browser, service: Service, listening_on
):
    model = Halting(fails=True)
    with listening_on(drafted_by(service, model)) as address, browser.new_page() as page:
        page.goto(address)
        reply = begin(page, ARMY)
        expect(reply.locator(".statement")).to_contain_text("600,000")
        model.go.set()
        expect(reply.get_by_role("alert")).to_be_visible()
        expect(reply.locator(".statement")).to_contain_text("600,000")
        model.fails = False
        reply.get_by_role("button", name="Try again").click()
        expect(reply.locator(".footing")).to_be_visible()
        expect(reply.get_by_role("alert")).to_have_count(0)


def test_a_connection_that_breaks_in_mid_stream_is_no_normal_end(page: Page, ask: Ask, client: httpx.Client):
    whole = client.post("/v1/answers", json={"question": ARMY, "stream": True}).text
    broken = whole[: whole.index("event: answer")]
    page.route("**/v1/answers", lambda route: route.fulfill(body=broken, content_type="text/event-stream"))
    reply = ask(page, ARMY)
    expect(reply.locator(".statement").first).to_contain_text("600,000")
    expect(reply.get_by_role("alert")).to_contain_text("broke off before the answer was whole")
    page.unroute("**/v1/answers")
    reply.get_by_role("button", name="Try again").click()
    expect(reply.locator(".footing")).to_be_visible()
    expect(reply.get_by_role("alert")).to_have_count(0)


def test_what_is_wrong_with_an_answer_reaches_the_newsroom(page: Page, ask: Ask, service: Service):
    reply = ask(page, ARMY)
    reply.get_by_role("button", name="Something is wrong").click()
    reply.get_by_label("What is wrong? (optional)").fill("It was 800,000.")
    reply.get_by_role("button", name="Send").click()
    expect(reply.get_by_role("status")).to_contain_text("Thank you")
    assert service.feedback.latest(1)[0].comment == "It was 800,000."


def test_dates_that_are_chosen_hold_for_the_conversation_and_are_told(page: Page, ask: Ask):
    page.locator("#dates summary").click()
    page.get_by_label("Published until").fill("2025-12-01")
    first = ask(page, POINTS)
    expect(first.locator("..").locator(".scope")).to_have_text("Only articles published until 1 December 2025")
    expect(first.locator(".statement").first).to_contain_text("28 points")
    expect(first.locator(".conflict")).to_have_count(0)
    page.get_by_role("button", name="Clear the dates").click()
    expect(ask(page, POINTS).locator(".side")).to_have_count(2)


def test_an_answer_is_copied_with_its_sources(browser: Browser, address: str, ask: Ask):
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(address)
        ask(page, ARMY).get_by_role("button", name="Copy with sources").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert "600,000 troops. [1]" in copied
    assert "[1] What is on the table in Geneva, The Meridian · 24 November 2025, https://meridian.example" in copied
    assert "“The army would be limited to 600,000 troops.”" in copied


def test_questions_that_the_articles_answer_are_offered(browser: Browser, listening_on, tmp_path: Path):
    article = tmp_path / "bridge.md"
    article.write_text("The new bridge is strong. “It will stand for a century,” said Ana Ruiz on Monday.\n", "utf-8")
    built = wiring.build(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE))
    assert sync(built.corpus, [str(article)]).added
    with listening_on(Opening(built)) as address, browser.new_page() as page:
        page.goto(address)
        page.get_by_role("button", name="What did Ana Ruiz say?").click()
        expect(page.locator(".statement").first).to_contain_text("It will stand for a century")
    built.close()


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
        assert page.evaluate("() => document.documentElement.scrollWidth") == width
        reply.locator(".cite").first.click()
        expect(page.locator("mark.current")).to_be_visible()
        assert faults(page) == []
        for path in ("/verify", "/docs"):
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            assert faults(page) == []


def faults(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found]


def test_the_whole_journey_goes_by_the_keyboard(page: Page):
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips to the question
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type(ARMY)
    page.keyboard.press("Enter")
    reply = page.locator("#exchanges .reply")
    expect(reply.locator(".footing")).to_be_visible()
    expect(page.get_by_label("Your question")).to_be_focused()
    reply.locator(".cite").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#article")).to_be_focused()
    page.keyboard.press("Escape")
    expect(reply.locator(".cite").first).to_be_focused()
