"""Which articles carry the same report: labelled pairs of our own, made as papers make them of agency copy.

Each file of wire/ tells one event: the agency's report, another lead for it, a local paragraph, another reporter's
story with some of the same quotes, and the news some days later, which a paper ends with the report's background.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from indexing.likeness import Report

DAY = date(2026, 3, 3)
DATELINES = ("LONDON, March 3 (Reuters) - ", "BERLIN (AP) — ", "GENEVA/OSLO, 3 Mar (AFP) – ")
TABLE = "\n".join(
    f"{team} played {3 * at + 7} matches and won {at + 4}, lost {at} and scored {5 * at + 20} goals so far."
    for at, team in enumerate("Arvik Brenning Cape Delta Elling Fjord Grau Hallin Ister Jarn Kelland Lund".split() * 4)
)
KEY = -5438179372765217979
NOTICES = (
    "The town library of {} is closed on {} for an inventory. Books that are due can be returned at the hatch in the "
    "yard until {} in the evening. The reading room opens again the day after at nine, the children's corner at {}. "
    "Who has ordered books by post gets them {} days later than usual.",
    "Weather for {}: {} over the northern hills, and along the coast a wind of force {} from the west. Temperatures "
    "reach {} degrees in the valleys. At night it cools down to {} degrees, and fog may form near rivers and lakes.",
)
FILLINGS = (("Maren", "Monday", "six", "ten", "two"), ("Tessin", "Friday", "eight", "noon", "five"))


@dataclass(frozen=True)
class Event:
    wire: list[str]
    lead: str
    local: str
    other: str
    later: str


@dataclass(frozen=True)
class Pair:
    name: str
    one: str
    other: str
    is_copy: bool

    @property
    def found(self) -> bool:
        """Whether they are brought together by a key and found to be copies."""
        one, other = Report.of(self.one, DAY), Report.of(self.other, DAY)
        return bool(set(one.keys()) & set(other.keys())) and one.copies(other)


def events() -> dict[str, Event]:
    found: dict[str, Event] = {}
    for path in sorted((Path(__file__).parent / "wire").glob("*.txt")):
        parts = dict(part.split("\n", 1) for part in path.read_text(encoding="utf-8").split("# ")[1:])
        texts = {name: text.strip() for name, text in parts.items()}
        found[path.stem] = Event(texts.pop("wire").split("\n\n"), **texts)
    return found


def together(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def edited(text: str) -> str:
    """House style: spellings, units and the verbs of saying."""
    for one, other in (("percent", "per cent"), (" said", " told reporters"), ("metres", "meters"), ("About", "Some")):
        text = text.replace(one, other)
    return text


def copies() -> Iterator[Pair]:
    for place, (name, event) in enumerate(events().items()):
        first, *rest = event.wire
        whole, dateline = together(*event.wire), DATELINES[place % len(DATELINES)]
        led = together(event.lead, *rest[:4])
        yield Pair(f"{name}, dateline", whole, dateline + whole, True)
        yield Pair(f"{name}, lead", whole, together(event.lead, *rest), True)
        yield Pair(f"{name}, cut", whole, together(*event.wire[:4]), True)
        yield Pair(f"{name}, edited", whole, edited(together(event.lead, *rest[:-1], event.local)), True)
        yield Pair(f"{name}, in two papers", led, together(dateline + first, event.local, *rest), True)


def others() -> Iterator[Pair]:
    for name, event in events().items():
        wire = together(*event.wire)
        yield Pair(f"{name}, another reporter", wire, event.other, False)
        yield Pair(f"{name}, later", wire, together(event.later, *event.wire[3:6]), False)
        yield Pair(f"{name}, later by another", event.other, event.later, False)
    for (name, one), (_, other) in pairwise(events().items()):
        both = (together(*event.wire) for event in (one, other))
        yield Pair(f"{name}, under one table", *(together(text, TABLE) for text in both), False)
    for notice in NOTICES:
        yield Pair(notice[:20], *(notice.format(*filling) for filling in FILLINGS), False)


def test_copies_are_told_from_stories_on_the_same_event() -> None:
    pairs = [*copies(), *others()]
    wrong = [pair.name for pair in pairs if pair.found is not pair.is_copy]
    true = sum(pair.found and pair.is_copy for pair in pairs)
    print(len(pairs), "pairs,", true, "copies found, wrong:", wrong)
    assert true / sum(pair.is_copy for pair in pairs) >= 0.95
    assert true / sum(pair.found for pair in pairs) >= 0.95


def test_what_is_printed_again_weeks_later_is_another_article() -> None:
    text = together(*events()["dam"].wire)
    report = Report.of(text, DAY)
    assert report.copies(Report.of(text, date(2026, 3, 17)))
    assert not report.copies(Report.of(text, date(2027, 3, 3)))
    assert report.copies(Report.of(text))


@pytest.mark.parametrize("text", ["", "The page that you look for is not there.", "\udcff ... \x00"])
def test_a_notice_has_no_key(text: str) -> None:
    assert Report.of(text).keys() == ()


def test_keys_stay_the_same_from_run_to_run_since_the_catalog_keeps_them() -> None:
    text = "The council of Aldersea voted on Monday to close the old harbour bridge for two years of repairs. " * 4
    assert Report.of(text.swapcase()).keys() == Report.of(text).keys()
    assert len(set(Report.of(text).keys())) == 42 and Report.of(text).keys()[0] == KEY
