"""What a reader may do with an answer on the chat page, in a real Chromium."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from indexing.sync import sync
from indexing.sync.removal import remove
from service import wiring
from service.settings import Drafting, ServiceSettings
from service.web.health import Opening, Service

ARMY = "How many troops may the army have?"
POINTS = "How many points does the peace plan have?"
Ask = Callable[[Page, str], Locator]


def test_what_is_wrong_with_an_answer_reaches_the_newsroom(page: Page, ask: Ask, service: Service):
    reply = ask(page, ARMY)
    reply.get_by_role("button", name="Something is wrong").click()
    reply.get_by_label("What is wrong? (optional)").fill("It was 800,000.")
    reply.get_by_role("button", name="Send").click()
    expect(reply.get_by_role("status")).to_contain_text("Thank you")
    assert service.feedback.latest(1)[0].comment == "It was 800,000."


def test_a_comment_is_optional_and_the_thanks_take_the_focus(page: Page, ask: Ask, service: Service):
    reply = ask(page, ARMY)
    wrong = reply.get_by_role("button", name="Something is wrong")
    wrong.click()
    expect(reply.get_by_label("What is wrong? (optional)")).to_be_focused()
    wrong.click()
    expect(reply.get_by_role("textbox")).to_have_count(0)
    reply.get_by_role("button", name="Helpful").click()
    expect(reply.get_by_role("status")).to_be_focused()
    said = service.feedback.latest(1)[0]
    assert (said.rating, said.comment) == ("helpful", None)


def test_dates_that_are_chosen_hold_for_the_conversation_and_are_told(page: Page, ask: Ask):
    page.locator("#dates summary").click()
    page.get_by_label("Published until").fill("2025-12-01")
    first = ask(page, POINTS)
    expect(first.locator("..").locator(".scope")).to_have_text("Only articles published until 1 December 2025")
    expect(first.locator(".statement").first).to_contain_text("28 points")
    expect(first.locator(".conflict")).to_have_count(0)
    page.locator("#dates summary").click()  # folded away again, they still hold
    expect(page.locator("#dates summary")).to_have_text("Only articles published until 1 December 2025")
    expect(ask(page, POINTS).locator(".conflict")).to_have_count(0)
    page.get_by_role("button", name="Clear the dates").click()
    expect(page.locator("#dates summary")).to_have_text("Any date")
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


def test_who_else_carries_a_quote_is_named_and_what_was_withdrawn_since_is_told(
    browser: Browser, listening_on, ask: Ask, tmp_path: Path
):
    for publisher in ("Aldersea Post", "Coast Herald"):
        front = f"---\ntitle: The storm\nid: {publisher.split()[0]}\npublisher: {publisher}\n---\n\n"
        text = "The storm broke the wall on Sunday, and 340 people slept in the town hall of Aldersea.\n"
        (tmp_path / f"{publisher}.md").write_text(front + text, "utf-8")
    built = wiring.build(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE))
    sync(built.corpus, [str(tmp_path)])
    with listening_on(Opening(built)) as address, browser.new_page() as page:
        page.goto(address)
        reply = ask(page, "How many people slept in the town hall of Aldersea?")
        expect(reply.locator(".sources li")).to_have_count(1)
        expect(reply.locator(".sources li")).to_contain_text("Also in ")
        expect(reply.locator(".sources .since")).to_have_count(0)
        link = reply.get_by_role("link", name="Link to this answer").get_attribute("href")
        remove(built.corpus, ["Aldersea", "Coast"])
        page.goto(f"{address}/{link}")
        page.reload()
        expect(page.locator(".sources .since")).to_have_text("The article was withdrawn since.")
    built.close()


def test_opinion_and_corrections_are_told_where_they_are_cited(
    browser: Browser, listening_on, ask: Ask, tmp_path: Path
):
    terms = "genre: opinion\ncorrection: It was closed on Sunday.\ncorrected: 2026-05-07"
    front = f"---\ntitle: The wall\nid: wall\nauthor: Ana Ruiz\n{terms}\n---\n\n"
    (tmp_path / "wall.md").write_text(
        f"{front}The sea wall of Aldersea was closed far too late, with 340 stones.\n", "utf-8"
    )
    built = wiring.build(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE))
    sync(built.corpus, [str(tmp_path)])
    with listening_on(Opening(built)) as address, browser.new_page() as page:
        page.goto(address)
        reply = ask(page, "With how many stones was the sea wall of Aldersea closed?")
        expect(reply.locator(".lead")).to_have_text("In an opinion piece by Ana Ruiz:")
        expect(reply.locator(".statement")).to_contain_text("(opinion)")
        expect(reply.locator(".sources .since")).to_have_text("Corrected on 7 May 2026: It was closed on Sunday.")
        reply.locator("button.from").click()
        expect(page.locator("#article .publisher")).to_contain_text("Opinion")
        expect(page.locator("#article .correction")).to_have_text("Correction of 7 May 2026: It was closed on Sunday.")
    built.close()


def test_who_else_carries_a_quote_is_named_with_a_link(browser: Browser, listening_on, tmp_path: Path):
    text = (
        "The new bridge of Aldersea will stand for 120 years, said its builder Ana Ruiz on Monday. It rests on nine "
        "pillars of granite, has two lanes for carts and one for bicycles, and was opened by a choir of the town's "
        "three schools."
    )
    papers = ("Post", "https://post.example/1"), ("Herald", "javascript:alert(1)"), ("Wave", "https://wave.example/")
    for day, (name, url) in enumerate(papers, start=1):
        front = f"---\ntitle: Bridge\npublisher: {name}\nurl: {url}\npublished: 2026-01-0{day}\n---\n\n"
        (tmp_path / f"{name}.md").write_text(f"{front}{text}\n", "utf-8")
    built = wiring.build(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE))
    assert len(sync(built.corpus, [str(path) for path in tmp_path.glob("*.md")]).added) == 3
    with listening_on(Opening(built)) as address, browser.new_page() as page:
        page.goto(address)
        page.get_by_label("Your question").fill("How long will the bridge of Aldersea stand?")
        page.get_by_label("Your question").press("Enter")
        expect(page.locator(".sources li")).to_have_count(1)
        expect(page.locator(".sources .from .source")).to_contain_text("Post")
        expect(page.locator(".sources .also")).to_have_text("Also in Herald, Wave")
        expect(page.locator(".sources .also a")).to_have_attribute("href", "https://wave.example/")
    built.close()


def test_questions_that_come_late_do_not_move_an_article_from_under_the_pointer(page: Page, address: str):
    found: list[str] = []
    page.route("**/v1/suggestions", lambda route: route.fulfill(json={"questions": found}))
    page.clock.install()
    page.goto(address)
    article = page.locator("#shelf button").first
    article.hover()
    stood = article.bounding_box()
    found.append("What did Ana Ruiz say?")
    with page.expect_response("**/v1/suggestions"):
        page.clock.run_for(3_000)
    assert article.bounding_box() == stood
    page.get_by_label("Your question").hover()
    page.clock.run_for(3_000)
    expect(page.get_by_role("button", name="What did Ana Ruiz say?")).to_be_visible()


def test_no_date_is_both_too_early_and_too_late(page: Page):
    page.locator("#dates summary").click()
    page.get_by_label("Published until").fill("2025-11-01")
    page.get_by_label("Published from").fill("2025-12-01")
    expect(page.get_by_label("Published until")).to_have_value("2025-12-01")


def test_the_number_of_a_source_stays_on_the_line_of_its_sentence(page: Page, ask: Ask):
    reply = ask(page, "What does the draft peace plan say?")
    expect(reply.locator(".prose .statement")).to_have_count(2)
    lines = "(one) => new Set([...one.getClientRects()].map((part) => part.top)).size"
    for width in range(320, 700, 4):
        page.set_viewport_size({"width": width, "height": 800})
        assert reply.locator(".last").first.evaluate(lines) == 1, width
