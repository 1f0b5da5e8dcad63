"""The page that checks drafts in a real Chromium, against the real service."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from service.verdicts import LARGEST
from service.web.app import STATIC

DRAFT = (
    "# Our piece 🏛️\n\nHello readers! The army may have 600,000 troops. The army may have 900,000 troops.\n\n"
    "Penguins govern the southern ocean. The attack string was <script>document.title='taken'</script>."
)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page on a wide screen; what it logs as an error fails the test, unless the test takes it from `said`."""
    with browser.new_context(viewport={"width": 1280, "height": 860}) as context:
        opened = context.new_page()
        opened.said = []  # type: ignore[attr-defined]
        opened.asked = []  # type: ignore[attr-defined]
        opened.on("console", lambda message: opened.said.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: opened.said.append(str(error)))
        opened.on("request", lambda request: opened.asked.append(request))
        opened.goto(f"{address}/verify")
        yield opened
        assert opened.said == []


def check(page: Page, draft: str = DRAFT) -> Locator:
    page.get_by_label("Your draft").fill(draft)
    page.get_by_role("button", name="Check the draft").click()
    expect(page.locator("#summary")).to_be_visible()
    return page.locator("#marked")


def test_each_claim_is_marked_where_it_stands_with_a_sign_and_a_word(page: Page):
    text = check(page)
    expect(text.get_by_role("button", name="Supported: The army may have 600,000 troops.")).to_be_visible()
    expect(text.get_by_role("button", name="Contradicted: The army may have 900,000 troops.")).to_be_visible()
    expect(text.get_by_role("button", name="Unsupported: Penguins govern the southern ocean.")).to_be_visible()
    expect(text.locator(".contradicted .sign")).to_have_text(re.compile("✗"))
    expect(text.locator(".contradicted .fault")).to_have_text("900,000")
    expect(
        page.get_by_role("heading", name=re.compile(r"4 claims: 1.contradicted, 1.unsupported, 2.supported"))
    ).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"4 claims: 1.contradicted"))


def test_a_chosen_claim_shows_why_and_the_quote_with_its_article(page: Page):
    check(page).locator(".supported").first.click()
    beside = page.get_by_role("complementary", name="Supported")
    expect(beside).to_be_focused()
    expect(beside.locator("blockquote").first).to_have_text("The army would be limited to 600,000 troops.")
    expect(beside).to_contain_text("What is on the table in Geneva")
    expect(beside).to_contain_text("The Meridian · 24 November 2025")
    link = beside.get_by_role("link", name="Read at meridian.example").first
    expect(link).to_have_attribute(
        "href", re.compile(r"^https://meridian\.example/geneva\?edition=1#:~:text=The%20army")
    )
    page.locator("#marked .contradicted").click()
    expect(page.get_by_role("complementary", name="Contradicted")).to_contain_text("The claim says 900,000")


def test_a_quote_opens_in_its_article_and_escape_closes_one_thing_at_a_time(page: Page):
    check(page).locator(".supported").first.click()
    show = page.get_by_role("button", name="Show in the article").first
    show.click()
    expect(page.locator("#article mark.current")).to_have_text("The army would be limited to 600,000 troops.")
    page.keyboard.press("Escape")
    expect(page.locator("#article")).to_be_hidden()
    expect(show).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#claim")).to_be_hidden()
    expect(page.locator("#marked .supported").first).to_be_focused()


def test_all_of_it_works_with_the_keyboard(page: Page):
    page.get_by_label("Your draft").fill(DRAFT)
    page.get_by_label("Your draft").press("Control+Enter")
    expect(page.locator("#summary")).to_be_focused()
    for _ in range(6):  # edit, four filters, the first claim
        page.keyboard.press("Tab")
    expect(page.locator("#marked .claim").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#claim")).to_be_focused()
    expect(page.get_by_role("button", name="Previous claim")).to_be_disabled()
    page.get_by_role("button", name="Next claim").press("Enter")
    expect(page.get_by_role("complementary", name="Contradicted")).to_be_visible()
    expect(page.get_by_role("button", name="Next claim")).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Contradicted: The army may have 900,000 troops.")
    expect(page.locator("#marked [aria-pressed=true]")).to_have_count(1)


def test_going_through_the_claims_keeps_each_in_sight(page: Page):
    check(page, "The army may have 600,000 troops.\n\n" * 40)
    page.locator("#marked .claim").nth(20).click()
    for at in (21, 22, 23):
        page.get_by_role("button", name="Next claim").click()
        expect(page.locator("#marked .claim").nth(at)).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#marked .claim").nth(at)).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("button", name="Next claim")).to_be_in_viewport()


def test_a_filter_leaves_one_verdict_marked(page: Page):
    text = check(page)
    page.get_by_role("button", name=re.compile("^Supported 2")).click()
    expect(text.locator(".claim")).to_have_count(2)
    expect(text).to_contain_text("The army may have 900,000 troops.")
    expect(page.get_by_role("status")).to_have_text("2 supported shown")
    expect(page.locator("#claim")).to_contain_text("1 of 2")
    page.get_by_role("button", name=re.compile("All 4")).click()
    expect(text.locator(".claim")).to_have_count(4)


def test_markup_in_a_draft_is_text_and_nothing_is_asked_of_other_hosts(page: Page, address: str):
    text = check(page)
    expect(text).to_contain_text("<script>document.title='taken'</script>")
    expect(text.locator("script")).to_have_count(0)
    expect(page).to_have_title("Check a draft · On Record")
    asked: list[Request] = page.asked  # type: ignore[attr-defined]
    assert {request.url.startswith(address) for request in asked} == {True}
    assert "script-src 'self'" in asked[0].response().headers["content-security-policy"]  # type: ignore[union-attr]


def test_a_draft_survives_every_failure_and_a_reload(page: Page):
    page.get_by_role("button", name="Check the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no draft yet")
    page.route("**/v1/verify", lambda route: route.abort())
    page.get_by_label("Your draft").fill(DRAFT)
    page.get_by_role("button", name="Check the draft").click()
    expect(page.get_by_role("alert")).to_have_text(
        "The service cannot be reached. Is it still running? The draft is still here."
    )
    page.said.clear()  # type: ignore[attr-defined] - the browser logs the refused request
    page.reload()
    expect(page.get_by_label("Your draft")).to_have_value(DRAFT)
    page.unroute("**/v1/verify")
    page.get_by_role("button", name="Check the draft").click()
    page.get_by_role("button", name="Edit the draft").click()
    expect(page.get_by_label("Your draft")).to_have_value(DRAFT)
    expect(page.get_by_label("Your draft")).to_be_focused()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_draft_that_is_too_long_is_told_so_before_it_is_sent(page: Page):
    page.get_by_label("Your draft").fill("a" * (LARGEST + 1))
    page.get_by_role("button", name="Check the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("200,001 characters, more than the 200,000")
    assert f"LARGEST = {LARGEST};" in (STATIC / "verify.js").read_text("utf-8")


def test_a_check_that_takes_long_can_be_stopped(page: Page):
    page.route("**/v1/verify", lambda _route: None)  # never answered
    page.get_by_label("Your draft").fill(DRAFT)
    page.get_by_role("button", name="Check the draft").click()
    expect(page.get_by_role("status")).to_have_text("Checking the draft against the articles")
    expect(page.get_by_role("button", name="Checking")).to_be_disabled()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Check the draft")).to_be_enabled()
    expect(page.get_by_label("Your draft")).to_have_value(DRAFT)
    expect(page.get_by_role("alert")).to_have_count(0)
    page.unroute_all(behavior="ignoreErrors")


def test_on_a_phone_the_claim_lies_below_the_text_and_nothing_runs_over(page: Page):
    page.set_viewport_size({"width": 390, "height": 800})
    text = check(page)
    expect(page.locator("#claim")).to_be_hidden()
    text.locator(".contradicted").click()
    expect(page.locator("#claim h2")).to_be_in_viewport()
    mark, claim = text.locator(".contradicted").bounding_box(), page.locator("#claim").bounding_box()
    assert mark and claim and mark["y"] >= 0 and mark["y"] + mark["height"] <= claim["y"]
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_ends_where_its_content_ends(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    check(page, "The army may have 600,000 troops.\n\n" * 40)
    page.mouse.move(width / 3, 500)
    page.mouse.wheel(0, 100_000)
    page.evaluate("() => window.scrollTo(0, 1e6)")
    assert page.evaluate("() => [document.documentElement.scrollHeight, scrollY]") == [800, 0]
    # What scrolls is the conversation, and it scrolls on: to the end of the draft, which is in sight then.
    page.locator("#conversation").evaluate("element => element.scrollTo(0, 1e6)")
    expect(page.locator("#marked .claim").last).to_be_in_viewport(ratio=1)


def test_text_and_signs_can_be_read_in_light_and_dark(page: Page):
    check(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for selector in (".contradicted", ".unsupported", ".supported"):
            for part in (f"#marked .claim{selector}", f"#marked .claim{selector} .sign"):
                assert page.locator(part).first.evaluate(CONTRAST) >= 4.5, (scheme, part)


# WCAG's contrast of an element's colour with the nearest background behind it.
CONTRAST = """element => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const bytes = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const linear = (v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = (colour) => {
    const [r, g, b] = [...bytes(colour)].map((v) => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  let behind = element;
  while (bytes(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const [a, b] = [light(getComputedStyle(element).color), light(getComputedStyle(behind).backgroundColor)];
  return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
}"""


def test_the_pages_lead_to_each_other(page: Page, address: str):
    page.get_by_role("navigation").get_by_role("link", name="Ask").click()
    expect(page).to_have_title("On Record")
    page.get_by_role("navigation").get_by_role("link", name="Check a draft").click()
    expect(page).to_have_url(f"{address}/verify")
