"""The report of a run: JSON for programs, Markdown for a pull request, JUnit for CI, one HTML page for people.

Two runs on equal cases and articles write equal bytes; what differs, the timings, stands in a file of its own and in
one block of the page, between `<section id="timings">` and its end.
"""

import json
from pathlib import Path

from evals.floors import Floors
from evals.gate import Gate
from evals.judge.figures import Measured
from evals.report.junit import junit
from evals.report.markdown import markdown
from evals.report.page import page
from evals.report.summary import Summary, summarise
from evals.run import Run
from evals.selftest import SelfTest

__all__ = ["Summary", "summarise", "write"]


def write(
    folder: Path,
    run: Run,
    gate: Gate,
    floors: Floors,
    test: SelfTest | None = None,
    measured: Measured | None = None,
    *,
    link: str = "report.html",
    is_baseline: bool = False,
) -> Summary:
    """Write report.json, report.md, report.html, junit.xml and timings.json. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    summary = summarise(run, gate, floors, test, measured, link, is_baseline=is_baseline)
    files = {
        "report.json": json.dumps(summary.as_json(), indent=2, ensure_ascii=False) + "\n",
        "report.md": markdown(summary),
        "report.html": page(summary),
        "junit.xml": junit(summary),
        "timings.json": json.dumps(_timings(run), indent=2) + "\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return summary


def _timings(run: Run) -> dict[str, float]:
    return {result.case.id: round(result.seconds, 4) for result in run.results}
