from indexing.settings import IndexingSettings

from .conftest import Index, Site, article, held

BODY = (
    "The lock on the canal reopened on Monday after a year of repairs, the harbour authority said.\n\n"
    "Twelve gates were replaced at a cost of four million euros, and the ferries run again from Tuesday."
)


def test_a_page_is_indexed_by_its_address(site: Site, index: Index, settings: IndexingSettings) -> None:
    site.pages["/news/lock"] = article("Lock open again", BODY)
    report = index(site("/news/lock?utm_source=mail#top"))
    assert (len(report["added"]), report["failed"]) == (1, [])
    found = held(settings)["Lock open again"]
    assert found.text == BODY and found.source == site("/news/lock") and found.id.startswith("lock-")
    fields = found.fields
    assert (str(fields.published), fields.authors, fields.publisher) == ("2026-05-06", ("Ana Ruiz",), "Harbour Post")
    assert fields.url == site("/news/lock")
    assert {agent.partition("/")[0] for agent in site.agents} == {"OnRecord"}


def test_an_unchanged_page_costs_one_reply_without_a_body(site: Site, index: Index) -> None:
    site.pages["/lock"] = article("Lock open again", BODY)
    first = index(site("/lock"))
    assert site.answered() == [("/lock", 200)]
    again = index(site("/lock"))
    assert site.answered() == [("/lock", 304)]
    assert (again["unchanged"], again["added"], again["changed"]) == (first["added"], [], [])
