import time

import pytest

from indexing.settings import IndexingSettings
from indexing.sources.pacing import Pace

from .conftest import Index, Site, article, command, story, told
from .test_feeds import bare, rss

FORBIDDEN = "The site's robots.txt forbids this address; allow it there for the user agent OnRecord."


def test_what_robots_forbid_is_not_asked_for_and_the_rest_is(site: Site, index: Index) -> None:
    site.pages["/robots.txt"] = (
        "User-agent: *\nDisallow: /members/\nDisallow: /*?print=\n\nUser-agent: Other\nDisallow: /"
    )
    site.pages["/feed"] = rss(site, "/members/lock", "/mill?print=1", "/mill")
    site.pages |= {path: bare("Mill open", "mill") for path in ("/members/lock", "/mill?print=1", "/mill")}
    report = index(site("/feed"))
    assert told(report) == [FORBIDDEN] * 2 and len(report["added"]) == 1
    assert [path for path, _ in site.answered()] == ["/feed", "/mill"]


def test_robots_may_let_on_record_in_by_name(site: Site, index: Index) -> None:
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nAllow: /"
    site.pages["/lock"] = article("Lock open", story("lock"))
    assert len(index(site("/lock"))["added"]) == 1


def test_robots_are_asked_for_once(site: Site, index: Index) -> None:
    site.pages |= {"/feed": rss(site, "/lock", "/mill")}
    site.pages |= {"/lock": bare("Lock open", "lock"), "/mill": bare("Mill open", "mill")}
    index(site("/feed"))
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


@pytest.mark.parametrize("status", [500, 503, 429])
def test_where_robots_cannot_be_read_nothing_else_is(site: Site, index: Index, status: int) -> None:
    site.pages |= {"/robots.txt": status, "/lock": article("Lock open", story("lock"))}
    [sentence] = told(index(site("/lock")))
    assert sentence.startswith("The site's robots.txt could not be read, so nothing else is: ")
    assert site.answered() == []


def test_a_host_whose_robots_stay_away_is_left_alone_after_three_tries(
    site: Site, elsewhere: Site, index: Index
) -> None:
    site.pages["/robots.txt"] = 503
    links = [site(f"/{number}") for number in range(9)]
    elsewhere.pages["/feed"] = rss(elsewhere, *links)
    assert len(told(index(elsewhere("/feed")))) == 4 and len(site.asked) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_where_there_are_no_robots_all_is_open(site: Site, index: Index, status: int) -> None:
    site.pages |= {"/robots.txt": status, "/lock": article("Lock open", story("lock"))}
    assert len(index(site("/lock"))["added"]) == 1


def test_a_redirect_is_judged_by_the_robots_of_where_it_leads(site: Site, elsewhere: Site, index: Index) -> None:
    site.pages["/lock"] = lambda handler: handler.send(301, b"", {"Location": elsewhere("/lock")})
    elsewhere.pages |= {"/robots.txt": "User-agent: *\nDisallow: /", "/lock": article("Lock open", story("lock"))}
    assert told(index(site("/lock"))) == [FORBIDDEN] and elsewhere.answered() == []


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were to be waited, without waiting."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", lambda seconds: waited.append(seconds))
    monkeypatch.setattr(time, "monotonic", lambda: 1_000.0)
    return waited


def test_one_host_is_asked_once_a_second_and_others_meanwhile(waits: list[float]) -> None:
    pace = Pace(1.0)
    for host in ("a", "a", "b", "a"):
        pace.wait(host)
    assert waits == [0, 1, 0, 2]


def test_a_host_may_want_more_time_between_requests(waits: list[float]) -> None:
    pace = Pace(2.0)
    for _ in range(3):
        pace.wait("a", apart=5.0)
    assert waits == [0, 5, 10]


def test_a_server_that_names_a_time_is_asked_again_then(
    site: Site, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("indexing.sources.fetching.time.sleep", waited.append)
    page = article("Lock open", story("lock"))

    def busy(handler: object) -> None:
        site.pages["/lock"] = page
        handler.send(503, b"", {"Retry-After": "7"})  # type: ignore[attr-defined]

    site.pages["/lock"] = busy
    assert len(index(site("/lock"))["added"]) == 1
    assert 7.0 in waited


def test_one_request_a_second_is_what_is_set_without_a_word(settings: IndexingSettings) -> None:
    assert settings.fetch_rate == 1.0 and not settings.allow_private_addresses


@pytest.mark.parametrize(("rate", "says"), [("0", "more than 0"), ("many", "a number"), ("1000", "100 or less")])
def test_a_rate_that_cannot_be_is_a_sentence(
    settings: IndexingSettings, monkeypatch: pytest.MonkeyPatch, rate: str, says: str
) -> None:
    monkeypatch.setenv("ONRECORD_FETCH_RATE", rate)
    result = command(settings, "index", "http://127.0.0.1/")
    assert result.exit_code == 1 and "ONRECORD_FETCH_RATE" in result.stderr and says in result.stderr
