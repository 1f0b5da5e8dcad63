"""What is planted, which quotes go with it, and how the finding of it is counted."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import evals.__main__ as commands
from evals.detection import Found, detection, tried
from evals.planting import MOVED, VERBATIM, Planted, nearest, planted
from indexing.errors import OnRecordError
from service.answers import Verdict

ARTICLES = {
    "bridge": "The council of Harlow opened the bridge on Tuesday after 14 years of work. "
    "Mayor Lina Okoye said that some residents of the town will lose the ferry in March. "
    "“We have waited twenty years for a safe crossing over the river,” Tom Briggs told reporters.",
    "museum": "In Lisbon the minister Carlos Pinto opened a museum with borrowed money in 2019. "
    "The train from Porto arrived late on Friday, and passengers were given coffee by Ana Lima.",
}


def _claim(kind: str, true: bool, claim: str = "A claim.") -> Planted:
    return Planted(kind, true, "bridge", claim, ("A quote.",), "An article.")


def test_claims_are_planted_with_their_kind_and_the_same_for_a_seed():
    found = list(planted(ARTICLES, seed=1))
    assert found == list(planted(ARTICLES, seed=1))
    assert any(one.kind == VERBATIM for one in found)
    for one in found:
        assert (one.claim in ARTICLES[one.article_id]) == (one.kind in (VERBATIM, MOVED))
        assert all(quote in one.article for quote in one.quotes)
        assert (one.article == ARTICLES[one.article_id]) == (one.kind != MOVED)
        assert 1 <= len(one.quotes) <= 2


def test_the_nearest_sentences_hold_the_words_of_a_claim():
    sentences = ("The bridge opened on Tuesday.", "The ferry stopped in March.", "Nobody came.")
    assert nearest("The bridge opened on Tuesday in Harlow.", sentences) == sentences[:1]
    both = nearest("The bridge opened on Tuesday and the ferry stopped in March.", sentences)
    assert set(both) == set(sentences[:2])
    assert nearest("A claim.", ()) == ()


def test_what_is_caught_and_what_is_stopped_are_shares_of_the_claims_of_a_kind():
    verdicts = iter([Verdict.CONTRADICTED, Verdict.UNVERIFIABLE, Verdict.SUPPORTED, Verdict.UNSUPPORTED])
    claims = [_claim("unit", False)] * 3 + [_claim(VERBATIM, True)]
    figures = detection(tried({"some": lambda _claim, _evidence: Found(next(verdicts))}, claims, whole=False))
    unit = figures["planted unit"]
    assert (unit["n"], unit["some_caught"], unit["some_stopped"]) == (3, pytest.approx(0.3333), pytest.approx(0.6667))
    assert figures["control verbatim"]["some_caught"] == 1.0


@pytest.mark.parametrize(("whole", "expected"), [(False, ["A quote."]), (True, ["An article."])])
def test_a_detector_is_given_the_quotes_or_the_article(whole, expected):
    given = []

    def detector(_claim, evidence):
        given.append(list(evidence))
        return Found(Verdict.SUPPORTED)

    tried({"some": detector}, [_claim("unit", False)], whole=whole)
    assert given == [expected]


def test_the_command_reports_both_detectors_on_the_sample_articles_and_they_reach_their_floors():
    ran = CliRunner().invoke(commands.app, ["mutate"])
    assert ran.exit_code == 0, ran.stdout
    assert "control verbatim: n " in ran.stdout
    assert "evals_caught" in ran.stdout
    assert ran.stdout.endswith("The detectors passed.\n")


def test_the_command_exits_one_and_names_class_and_detector_where_a_floor_is_not_met(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    floors = tmp_path / "floors.json"
    set_now = CliRunner().invoke(commands.app, ["mutate", "--limit", "1", "--floors", str(floors), "--update-baseline"])
    assert set_now.exit_code == 0, set_now.stdout
    # One detector has gone half blind.
    monkeypatch.setattr("evals.selftest.disagreement", lambda *_: ())
    ran = CliRunner().invoke(commands.app, ["mutate", "--limit", "1", "--floors", str(floors), "--json"])
    assert ran.exit_code == 1
    told = json.loads(ran.stdout)
    assert not told["passed"]
    assert all(": evals finds " in finding for finding in told["findings"])
    (finding,) = (one for one in told["findings"] if one.startswith("cause_invented: evals finds 0 of "))
    assert finding.endswith("under its floor of 100.0%")


def test_other_claims_than_the_floors_were_set_on_are_only_measured(tmp_path: Path):
    ran = CliRunner().invoke(commands.app, ["mutate", "--limit", "1", "--json"])
    assert ran.exit_code == 0
    assert "passed" not in json.loads(ran.stdout)
    refused = CliRunner().invoke(commands.app, ["mutate", "--limit", "1", "--update-baseline"])
    assert isinstance(refused.exception, OnRecordError)
