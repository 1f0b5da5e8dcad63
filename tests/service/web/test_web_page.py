"""The chat page in a real Chromium, against the real service."""

from dataclasses import replace

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from indexing.sync import sync
from service import wiring
from service.drafting.prompted import PromptedDrafter
from service.settings import Drafting, ServiceSettings
from service.web.health import Opening, Service


def test_a_citation_opens_its_article_with_the_quote_marked(ask, page: Page):
    reply = ask(page, "How many troops may the army have?")
    expect(reply.locator(".statement").first).to_contain_text("600,000")
    reply.get_by_role("button", name="Source 1: What is on the table in Geneva").first.click()
    panel = page.get_by_role("complementary", name="What is on the table in Geneva")
    expect(panel.locator("mark.current")).to_have_text("The army would be limited to 600,000 troops.")
    expect(panel.locator("mark.current")).to_be_in_viewport()
    expect(panel).to_contain_text("The Meridian")
    expect(panel).to_contain_text("By Ana Ruiz, Tom Byrne · Published: 24 November 2025 · Changed: 25 November 2025")
    expect(panel).to_contain_text("Correction: An earlier version gave 27 points.")
    expect(panel.locator(".text")).to_contain_text("the old town hall 🏛️ on Sunday")


def test_a_quote_after_an_emoji_is_marked_to_the_letter(ask, page: Page):
    reply = ask(page, "Why did café owners close early?")
    reply.locator(".statement").first.click()
    expect(page.locator("mark.current")).to_have_text("Café owners nearby closed early — for once.")


def test_the_link_to_the_source_leads_to_the_quote(ask, page: Page):
    ask(page, "How many troops may the army have?").locator(".cite").first.click()
    link = page.get_by_role("link", name="Read at meridian.example")
    expect(link).to_have_attribute(
        "href",
        "https://meridian.example/geneva?edition=1#:~:text=The%20army%20would%20be%20limited%20to%20600%2C000%20troops.",
    )


def test_escape_closes_the_article_and_returns_to_the_citation(ask, page: Page):
    cite = ask(page, "How many troops may the army have?").locator(".cite").first
    cite.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#article")).to_be_focused()
    expect(cite).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#article")).to_be_hidden()
    expect(cite).to_be_focused()
    expect(cite).to_have_attribute("aria-expanded", "false")


def test_on_a_narrow_screen_the_article_covers_the_conversation(ask, page: Page):
    page.set_viewport_size({"width": 390, "height": 800})
    ask(page, "How many troops may the army have?").locator(".cite").first.click()
    expect(page.locator("mark.current")).to_be_in_viewport()
    assert page.locator("#article").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 800}
    page.set_viewport_size({"width": 390, "height": 500})
    page.locator("#article").evaluate("panel => panel.scrollTo(0, panel.scrollHeight)")
    assert page.locator("#article").evaluate("panel => panel.scrollTop") > 0
    expect(page.locator("#article .publisher")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="What is on the table in Geneva")).to_be_in_viewport(ratio=1)
    expect(page.locator("#conversation")).to_have_attribute("inert", "")
    page.get_by_role("button", name="Close the article").click()
    expect(page.locator("#conversation")).not_to_have_attribute("inert", "")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390


def test_a_refusal_is_shown_as_one_with_the_nearest_articles(ask, page: Page):
    reply = ask(page, "Who won the world chess championship?")
    expect(reply.locator(".verdict")).to_have_text("The articles do not say.")
    expect(reply.locator(".cite")).to_have_count(0)
    reply.locator(".near").first.click()
    expect(page.locator("#article .text")).to_be_visible()
    expect(page.locator("mark")).to_have_count(0)


def test_both_sides_of_a_conflict_stand_side_by_side(ask, page: Page):
    reply = ask(page, "How many points does the peace plan have?")
    expect(reply.get_by_role("heading", name="The articles give more than one answer")).to_be_visible()
    sides = reply.locator(".side")
    expect(sides).to_have_count(2)
    expect(sides.nth(0)).to_contain_text("28 points")
    expect(sides.nth(0)).to_contain_text("24 November 2025")
    expect(sides.nth(1)).to_contain_text("20 points")
    expect(sides.nth(1)).to_contain_text("10 December 2025 · later")
    left, right = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert left and right and left["y"] == right["y"] and left["x"] < right["x"]


def test_markup_in_an_article_is_shown_as_text(ask, page: Page):
    reply = ask(page, "What was the attack string?")
    reply.locator(".cite").first.click()
    expect(page.locator("mark.current").first).to_contain_text("<script>document.title='taken'</script>")
    expect(page.locator("#article .text")).to_contain_text("<img src=x onerror=document.title='taken'>")
    expect(page.locator("#article .text img, #article .text script, #exchanges script")).to_have_count(0)
    expect(page).to_have_title("On Record")
    expect(page.locator("#article .dates")).to_contain_text("undated")


def test_markup_in_a_question_is_shown_as_text(ask, page: Page):
    ask(page, "Who said <img src=x onerror=alert(1)>?")
    expect(page.locator(".asked")).to_have_text("Who said <img src=x onerror=alert(1)>?")
    expect(page.locator(".asked img")).to_have_count(0)


def test_an_error_is_shown_as_an_error_and_can_be_tried_again(ask, page: Page):
    reply = ask(page, "Wer hat das gesagt und wann war es?")
    expect(reply.get_by_role("alert")).to_contain_text("ask in English")
    expect(reply.get_by_role("button", name="Try again")).to_have_count(0)
    page.said.clear()  # type: ignore[attr-defined] - the browser logs the refused request
    page.route("**/v1/answers", lambda route: route.abort())
    reply = ask(page, "How many troops may the army have?")
    expect(reply.get_by_role("alert")).to_contain_text("cannot be reached")
    page.said.clear()  # type: ignore[attr-defined]
    page.unroute("**/v1/answers")
    reply.get_by_role("button", name="Try again").click()
    expect(reply.locator(".statement").first).to_contain_text("600,000")


def test_a_follow_up_is_understood_and_the_page_says_how_it_was_read(ask, page: Page):
    first = ask(page, "How many troops may the army have?")
    expect(first.locator(".answer")).not_to_contain_text("Read as")
    further = ask(page, "What about the army of Aldersea?")
    again = ask(page, "And how many troops may it have?")
    expect(again.locator(".lead").first).to_contain_text("Read as")
    assert further.locator(".answer").count() == 1


def test_a_conversation_that_is_gone_is_begun_anew(ask, page: Page, client: httpx.Client):
    with page.expect_response("**/v1/conversations") as begun:
        ask(page, "How many troops may the army have?")
    assert client.delete(f"/v1/conversations/{begun.value.json()['id']}").status_code == 204
    reply = ask(page, "How many troops may the army have?")
    expect(reply.locator(".statement").first).to_contain_text("600,000")
    assert all("404" in said for said in page.said)  # type: ignore[attr-defined]
    page.said.clear()  # type: ignore[attr-defined]


def test_the_link_to_an_answer_shows_it_again(ask, page: Page, browser: Browser, address: str):
    reply = ask(page, "How many troops may the army have?")
    given = reply.locator(".prose").inner_text()
    link = reply.get_by_role("link", name="Link to this answer").get_attribute("href")
    with browser.new_context() as context:
        again = context.new_page()
        again.goto(f"{address}/{link}")
        expect(again.locator(".asked")).to_have_text("How many troops may the army have?")
        assert again.locator(".prose").inner_text() == given


def test_the_page_lists_the_articles_to_start_from(page: Page):
    expect(page.locator("#shelf li")).to_have_count(3)
    page.get_by_role("button", name="Peace plan shrinks in London").click()
    expect(page.locator("#article")).to_contain_text("Published: 10 December 2025")


def style(page: Page, selector: str, name: str) -> str:
    return page.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name)


def test_a_sentence_that_is_pointed_at_looks_other_than_one_that_is_opened(ask, page: Page):
    page.emulate_media(reduced_motion="reduce")
    reply = ask(page, "How many troops may the army have?")
    plain = style(page, ".statement", "backgroundColor")
    reply.locator(".statement").first.hover()
    page.wait_for_timeout(400)  # the colour fades in
    pointed_at = style(page, ".statement", "backgroundColor")
    reply.locator(".statement .cite").first.click()
    page.wait_for_timeout(400)
    opened = style(page, ".statement", "backgroundColor")
    assert len({plain, pointed_at, opened}) == 3


def test_the_nearest_articles_look_like_links(ask, page: Page):
    ask(page, "Who won the world chess championship?")
    assert "underline" in style(page, ".nearest .near", "textDecorationLine")
    assert style(page, ".nearest .near", "color") != style(page, ".verdict", "color")


def test_an_article_without_a_title_goes_by_its_id_wherever_it_is_named(
    ask, browser: Browser, listening_on, tmp_path_factory: pytest.TempPathFactory
):
    folder = tmp_path_factory.mktemp("untitled")
    (folder / "quarry.txt").write_text("the quarry above the village closed in 1987, after a hundred years.\n", "utf-8")
    settings = ServiceSettings(data_dir=folder / "data", drafting=Drafting.EXTRACTIVE)
    built = wiring.build(settings)
    [article_id] = sync(built.corpus, [str(folder / "quarry.txt")]).added
    with listening_on(Opening(built)) as address, browser.new_page() as page:
        page.goto(address)
        expect(page.locator("#shelf .title")).to_have_text(article_id)
        reply = ask(page, "When did the quarry close?")
        expect(reply.locator(".sources .title")).to_have_text(article_id)
        reply.locator(".cite").first.click()
        expect(page.locator("#article h2")).to_have_text(article_id)
        page.keyboard.press("Escape")
        expect(ask(page, "Who won the world chess championship?").locator(".near")).to_have_text(article_id)
        expect(page.get_by_text("Untitled")).to_have_count(0)
    built.close()


def test_what_a_model_made_up_is_withheld_behind_a_disclosure(
    ask, browser: Browser, service: Service, listening_on, liar
):
    answerer = replace(service.answerer, drafter=PromptedDrafter(liar))
    with listening_on(Opening(replace(service, answerer=answerer))) as address, browser.new_page() as page:
        page.goto(address)
        reply = ask(page, "How many troops may the army have?")
        expect(reply.locator(".prose")).to_contain_text("600,000")
        expect(reply.locator(".prose")).not_to_contain_text("900,000")
        summary = reply.get_by_text("1 sentence was withheld")
        expect(reply.get_by_text("900,000").first).to_be_hidden()
        summary.click()
        expect(reply.locator(".withheld q")).to_have_text("The army would be limited to 900,000 troops.")
        expect(reply.locator(".author")).to_contain_text("AI-written by liar from the articles")


def test_while_the_service_opens_the_page_says_so_and_goes_on_by_itself(
    browser: Browser, service: Service, listening_on
):
    opening = Opening()
    opening.say("The service waits: the data folder is in use.")
    with listening_on(opening) as address, browser.new_page() as page:
        page.goto(address)
        expect(page.locator("#shelf")).to_contain_text("the data folder is in use")
        opening.ready(service)
        expect(page.locator("#shelf li")).to_have_count(3)


def test_the_api_page_describes_every_operation_offline(page: Page, address: str):
    page.goto(f"{address}/docs#shape-Answer")
    paths = page.request.get(f"{address}/openapi.json").json()["paths"]
    expect(page.locator(".operation")).to_have_count(sum(len(methods) for methods in paths.values()))
    expect(page.locator("#shape-Answer")).to_have_attribute("open", "")
    page.locator(".operation summary").first.click()
    expect(page.locator(".operation pre").first).to_contain_text("curl")


def test_a_premise_that_no_article_tells_stands_before_the_answer(ask, page: Page):
    reply = ask(page, "Why did Geneva close early?")
    told = "No sentence found says in these words that Geneva did close early"
    expect(reply.locator(".lead").first).to_contain_text(told)
