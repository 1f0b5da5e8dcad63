"""An answer on the chat page while it comes, in a real Chromium."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from service.drafting.prompted import PromptedDrafter
from service.models.messages import Message
from service.models.reply import Reply
from service.web.health import Opening, Service

ARMY = "How many troops may the army have?"
FOLLOW_UP = "And how many troops may it have?"
FIRST = "The army would be limited to 600,000 troops."
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
        yield f"{FIRST[:-1]} [1]. The delegates met "  # a sentence stands once two words follow it
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


class Relay:
    """Stands between the page and the service, as the network does; it can be cut."""

    def __init__(self, address: str) -> None:
        self._target = ("127.0.0.1", int(address.rpartition(":")[2]))
        self._door = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def run(self) -> None:
        with suppress(OSError):
            while True:
                ends = (self._door.accept()[0], socket.create_connection(self._target))
                self._ends += ends
                for here, there in (ends, ends[::-1]):
                    threading.Thread(target=self._carry, args=(here, there)).start()

    def _carry(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError):
            while piece := here.recv(65_536):
                there.sendall(piece)
            there.shutdown(socket.SHUT_WR)

    def cut(self) -> None:
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends.clear()

    def close(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.cut()


@contextmanager
def relayed(address: str) -> Iterator[Relay]:
    relay = Relay(address)
    thread = threading.Thread(target=relay.run)
    thread.start()
    try:
        yield relay
    finally:
        relay.close()
        thread.join()


def test_an_outage_in_mid_stream_keeps_what_stood_and_says_so(browser: Browser, service: Service, listening_on):
    model = Halting()
    with listening_on(drafted_by(service, model)) as address, relayed(address) as relay, browser.new_page() as page:
        page.goto(relay.address)
        reply = begin(page, ARMY)
        expect(reply.locator(".statement")).to_contain_text("600,000")
        relay.cut()
        expect(reply.get_by_role("alert")).to_contain_text("broke off before the answer was whole")
        expect(reply.locator(".statement")).to_contain_text("600,000")
        model.go.set()
        reply.get_by_role("button", name="Try again").click()
        expect(reply.locator(".footing")).to_be_visible()
        expect(reply.get_by_role("alert")).to_have_count(0)


def test_nothing_that_stands_moves_or_is_lost_when_the_answer_is_whole(
    browser: Browser, service: Service, listening_on
):
    model = Halting()
    model.go.set()
    with listening_on(drafted_by(service, model)) as address, browser.new_page() as page:
        page.goto(address)
        expect(begin(page, ARMY).locator(".footing")).to_be_visible()
        model.go.clear()
        reply = begin(page, FOLLOW_UP)
        statement = reply.locator(".statement").first
        expect(reply.locator(".lead")).to_contain_text("Read as")
        expect(reply.locator(".author")).to_contain_text("AI-written by halting")
        reply.locator(".cite").first.click()
        expect(page.locator("mark.current")).to_be_visible()
        statement.evaluate("(one) => getSelection().selectAllChildren(one)")
        selected, stood = page.evaluate("String(getSelection())"), statement.bounding_box()
        model.go.set()
        expect(reply.locator(".footing")).to_be_visible()
        assert statement.bounding_box() == stood
        assert page.evaluate("String(getSelection())") == selected != ""
        page.keyboard.press("Escape")
        expect(reply.locator(".cite").first).to_be_focused()


def test_a_question_after_one_that_was_stopped_waits_its_turn(browser: Browser, service: Service, listening_on):
    model = Halting()
    with listening_on(drafted_by(service, model)) as address, browser.new_page() as page:
        page.goto(address)
        reply = begin(page, ARMY)
        expect(reply.locator(".statement")).to_contain_text("600,000")
        page.get_by_role("button", name="Stop").click()
        # The first answer is still being ended: the page is refused, and asks again by itself.
        with page.expect_request("**/v1/answers"):
            reply.get_by_role("button", name="Ask again").click()
        with page.expect_request("**/v1/answers"):
            pass
        model.go.set()
        expect(reply.locator(".footing")).to_be_visible()
        expect(reply.get_by_role("alert")).to_have_count(0)


def told(page: Page) -> list[str]:
    return page.get_by_role("log").locator("p").all_text_contents()


def test_each_sentence_is_read_aloud_once_when_it_is_verified(browser: Browser, service: Service, listening_on):
    model = Halting()
    with listening_on(drafted_by(service, model)) as address, browser.new_page() as page:
        page.goto(address)
        reply = begin(page, ARMY)
        expect(reply.locator(".statement")).to_have_count(1)
        assert told(page) == ["AI-written.", FIRST]
        model.go.set()
        expect(reply.locator(".footing")).to_be_visible()
        count = reply.locator(".statement").count()
        assert told(page)[:2] == ["AI-written.", FIRST]
        assert len(told(page)) == 1 + count + 1 and told(page)[-1].startswith("End of the answer, with ")


@pytest.mark.parametrize(
    ("question", "first", "count"),
    [
        ("How many points does the peace plan have?", "The articles give more than one answer.", 4),
        ("Who won the world chess championship?", "The articles do not say.", 1),
    ],
)
def test_a_conflict_and_a_refusal_are_read_aloud_as_such(page: Page, ask: Ask, question: str, first: str, count: int):
    ask(page, question)
    assert told(page)[0] == first and len(told(page)) == count
    assert page.locator("[aria-live], [role=log] *:is(button, a)").count() == 0
