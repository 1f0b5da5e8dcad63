from lxml import etree

from service.manuscripts import Manuscript
from service.reports import junit
from service.verdicts import Verification


def test_each_claim_is_a_case_that_passes_fails_or_is_skipped(
    verification: Verification, manuscript: Manuscript
) -> None:
    suites = etree.fromstring(junit.report(verification, manuscript).encode())
    (suite,) = suites
    assert {name: suite.get(name) for name in ("name", "tests", "failures", "errors", "skipped")} == {
        "name": "drafts/our piece.md",
        "tests": "4",
        "failures": "2",
        "errors": "0",
        "skipped": "1",
    }
    assert [[outcome.tag for outcome in case] for case in suite] == [[], ["failure"], ["failure"], ["skipped"]]
    assert [case.get("line") for case in suite] == ["3", "3", "4", "4"]


def test_a_failure_tells_the_reason_and_the_quote(verification: Verification, manuscript: Manuscript) -> None:
    failures = etree.fromstring(junit.report(verification, manuscript).encode()).findall(".//failure")
    assert failures[0].get("message") == "The claim says 30, the cited text 20."
    assert failures[0].text == "“It cost 20 million.” (Bridge, Harbour Post, 3 May 2025)"
    assert failures[1].get("type") == "unsupported"


def test_markup_and_what_xml_cannot_write_do_no_harm(verification: Verification, manuscript: Manuscript) -> None:
    cases = etree.fromstring(junit.report(verification, manuscript).encode()).findall(".//testcase")
    assert cases[2].get("name") == "Anna <Berg> & co said \ufffd so."
