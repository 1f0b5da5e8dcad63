"""One fault in the code of each step turns the gate red, and the report names the case and the rule."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import indexing.cleaning as cleaning
import indexing.search as search
import service.composing as composing
from evals.evaluation import Asked, Ran, run_cases
from indexing.cleaning.lines import Line
from indexing.search import Hit
from service.answers import Citation, Verdict
from service.drafting.extractive import ExtractiveDrafter
from service.retrieval import Evidence
from service.verification import Judgement, Verifier

ARTICLES = {
    "trams": """The Norhaven council approved 12 new tram stops on 3 May 2024. Work on the first stop begins in 2025.

The stops will cost 40 million crowns, said Mayor Ana Ruiz. She did not say where the money comes from.

Read more: The Norhaven ferry to the islands costs nine crowns and runs twice a day until the end of October""",
    "bees": """Beekeepers in Velmont lost a third of their hives last winter. The mite Varroa is blamed for the losses.

“We had never seen such a winter,” said the beekeeper Tom Byrne of Velmont. Honey will be scarce until the autumn.""",
    "bread": """The bakery on Fisher Street sells 400 loaves of rye a day. Its oven was built in 1911 by Otto Lind.

The baker Maria Holm plans to open a second shop at the harbour. She may hire four people next spring.""",
}
ASKED = {
    "stops": ("How many new tram stops did the Norhaven council approve?", "trams", "12"),
    "cost": ("How much will the new tram stops cost?", "trams", "40 million"),
    "mite": ("What is blamed for the losses of the beekeepers in Velmont?", "bees", "Varroa"),
    "winter": ("Who had never seen such a winter?", "bees", "Tom Byrne"),
    "loaves": ("How many loaves of rye does the bakery on Fisher Street sell a day?", "bread", "400"),
    "oven": ("Who built the oven of the bakery?", "bread", "Otto Lind"),
}
FERRY: dict[str, Any] = {
    "id": "ferry",
    "kind": "unanswerable",
    "question": "What does the Norhaven ferry to the islands cost?",
    "status": ["not_in_articles"],
}


@dataclass(frozen=True)
class Suite:
    """Cases on three articles, with floors that they all meet."""

    folder: Path

    def run(self, *, baseline: bool = False) -> Ran:
        at = self.folder
        return run_cases(
            Asked(at / "cases.jsonl", at / "articles", at / "floors.json", at / "report", update_baseline=baseline)
        )

    def report(self) -> dict[str, Any]:
        return json.loads((self.folder / "report" / "report.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def green(tmp_path_factory: pytest.TempPathFactory) -> Suite:
    folder = tmp_path_factory.mktemp("suite")
    (folder / "articles").mkdir()
    for name, text in ARTICLES.items():
        page = f"---\nid: {name}\ntitle: About {name}\npublished: 2024-05-04\n---\n{text}\n"
        (folder / "articles" / f"{name}.md").write_text(page, encoding="utf-8")
    rows = [
        {"id": name, "kind": "fact", "question": q, "articles": [article], "facts": [[fact]], "status": ["answered"]}
        for name, (q, article, fact) in ASKED.items()
    ]
    lines = (json.dumps(row) + "\n" for row in [*rows, FERRY])
    (folder / "cases.jsonl").write_text("".join(lines), encoding="utf-8")
    suite = Suite(folder)
    assert suite.run(baseline=True).passed
    assert suite.run().passed
    assert {one["id"] for one in suite.report()["results"] if one["right"]} == {*ASKED, "ferry"}
    return suite


def worst_first(_: ExtractiveDrafter, evidence: Evidence, draft: Callable[..., Any] = ExtractiveDrafter.draft) -> Any:
    return draft(ExtractiveDrafter(), replace(evidence, sentences=evidence.sentences[-1:]))


def off_by_one(*given: Any, cite: Callable[..., Citation] = composing._citation) -> Citation:  # pyright: ignore[reportPrivateUsage]
    citation = cite(*given)
    return citation.model_copy(update={"start": citation.start + 1, "end": citation.end + 1})


def believes_all(*_: Any) -> Judgement:
    return Judgement(Verdict.SUPPORTED, score=1.0)


def loses_the_best(*given: Any, find: Callable[..., tuple[Hit, ...]] = search.search, **more: Any) -> tuple[Hit, ...]:
    return find(*given, **more)[-1:]


def cuts_nothing(_: Sequence[Line], *__: Any) -> dict[int, Any]:
    return {}


def test_a_drafter_that_takes_the_worst_sentence(green: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExtractiveDrafter, "draft", worst_first)
    assert_red(green, "facts")


def test_a_grounding_that_is_off_by_one(green: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "_citation", off_by_one)
    assert_red(green, "existence")


def test_a_verifier_that_believes_all(green: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Verifier, "judge", believes_all)
    ran = green.run()
    found = [str(one) for one in ran.summary.gate.findings]
    assert not ran.passed
    assert any(line.startswith("number_foreign: service finds 0 of") for line in found), found


def test_a_search_that_loses_the_best(green: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "search", loses_the_best)
    assert_red(green, "status")


def test_a_cleaning_that_cuts_nothing(green: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "_line_marks", cuts_nothing)
    assert_red(green, "junk", case="ferry")


def assert_red(suite: Suite, rule: str, case: str | None = None) -> None:
    """The gate is red, and the report names a case (this one, if given) with the rule that found it."""
    ran = suite.run()
    assert not ran.passed
    wrong = {
        one["id"]: [name for name, score in one["scores"].items() if score["outcome"] == "failed"]
        for one in suite.report()["results"]
        if not one["right"]
    }
    assert any(rule in rules for rules in wrong.values()), wrong
    if case:
        assert rule in wrong.get(case, ()), wrong
    page = (suite.folder / "report" / "report.html").read_text(encoding="utf-8")
    assert all(name in page for name in wrong) and rule in page
