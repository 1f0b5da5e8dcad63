"""The report of a run: JSON for programs, Markdown for a pull request, JUnit for CI, one HTML page for people.

Two runs on equal cases and articles write equal bytes; what differs, the timings, stands in a file of its own.
"""

import json
from pathlib import Path
from xml.etree import ElementTree

from evals.gate import Floors, Gate
from evals.judge.figures import Measured
from evals.report.markdown import markdown
from evals.report.page import page
from evals.report.summary import Summary, summarise
from evals.run import Result, Run

__all__ = ["Summary", "summarise", "write"]


def write(folder: Path, run: Run, gate: Gate, floors: Floors, measured: Measured | None = None) -> Summary:
    """Write report.json, report.md, report.html, junit.xml and timings.json. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    summary = summarise(run, gate, floors, measured)
    files = {
        "report.json": json.dumps(summary.as_json(), indent=2, ensure_ascii=False) + "\n",
        "report.md": markdown(summary),
        "report.html": page(summary),
        "junit.xml": junit(run),
        "timings.json": json.dumps(_timings(run), indent=2) + "\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return summary


def junit(run: Run) -> str:
    """One test case per case; wrong is a failure, without an answer an error."""
    wrong = [result for result in run.results if not result.right and result.answer is not None]
    errors = [result for result in run.results if result.answer is None]
    suite = ElementTree.Element(
        "testsuite",
        name=f"evals ({run.mode})",
        tests=str(len(run.cases)),
        failures=str(len(wrong)),
        errors=str(len(errors)),
    )
    for result in run.results:
        _junit_case(suite, result)
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _junit_case(suite: ElementTree.Element, result: Result) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=result.case.kind, name=result.case.id)
    if not result.right:
        kind = "error" if result.answer is None else "failure"
        message = "; ".join(result.faults)
        ElementTree.SubElement(case, kind, message=_printable(message)).text = _printable(result.case.question)


def _printable(text: str) -> str:
    """XML 1.0 has no place for most control characters."""
    return "".join(character for character in text if character in "\t\n" or ord(character) >= 32)


def _timings(run: Run) -> dict[str, float]:
    return {result.case.id: round(result.seconds, 4) for result in run.results}
