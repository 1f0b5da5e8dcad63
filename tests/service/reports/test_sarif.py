"""SARIF against what the standard requires, section by section."""

import json
import re
from typing import Any

import pytest

from service.manuscripts import Manuscript
from service.reports import sarif
from service.verdicts import Verification


@pytest.fixture
def run(verification: Verification, manuscript: Manuscript) -> dict[str, Any]:
    log = json.loads(sarif.report(verification, manuscript))
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    return run


def test_each_claim_that_is_not_supported_is_a_result_of_its_rule_and_level(run: dict[str, Any]) -> None:
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        ("contradicted", "error"),
        ("unsupported", "warning"),
        ("unverifiable", "note"),
    ]
    driver = run["tool"]["driver"]
    assert driver["name"] == "On Record"
    for result in run["results"]:
        rule = driver["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] and rule["defaultConfiguration"]["level"] == result["level"]
        assert result["message"]["text"].endswith(".")


def test_regions_name_the_words_by_line_column_and_offset(run: dict[str, Any], manuscript: Manuscript) -> None:
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["artifacts"][0]["contents"]["text"] == manuscript.text
    lines = manuscript.text.split("\n")
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        for region in (place["region"], place["contextRegion"]):
            said, start = region["snippet"]["text"], region["charOffset"]
            assert manuscript.text[start : start + region["charLength"]] == said
            assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(said)
            assert region["endColumn"] == region["startColumn"] + len(said)


def test_the_region_is_what_a_check_found_at_fault_within_its_claim(run: dict[str, Any]) -> None:
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"]["snippet"]["text"] == "30"
    assert place["contextRegion"]["snippet"]["text"] == "It cost 30 million."
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (3, 20)


def test_addresses_are_valid_and_evidence_is_related(run: dict[str, Any]) -> None:
    assert run["artifacts"][0]["location"]["uri"] == "drafts/our%20piece.md"
    (related,) = run["results"][0]["relatedLocations"]
    assert related["message"]["text"] == "“It cost 20 million.” (Bridge, Harbour Post, 3 May 2025)"
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "https://harbour.example/%C3%A4%20b"
    (bare,) = run["results"][1]["relatedLocations"]
    assert bare["logicalLocations"][0]["fullyQualifiedName"] == "bridge-1"


def test_a_claim_is_known_again_by_its_fingerprint(run: dict[str, Any]) -> None:
    prints = [one["partialFingerprints"]["claim/v1"] for one in run["results"]]
    assert len(set(prints)) == 3 and all(re.fullmatch("[0-9a-f]{64}", one) for one in prints)
