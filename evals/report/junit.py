"""The report for build servers: a test case per case of the evals, and one per step of the gate."""

from xml.etree import ElementTree

from evals.gate import Gate
from evals.report.summary import Summary
from evals.run import Result


def junit(summary: Summary) -> str:
    """Wrong is a failure, no answer an error; wrong at the baseline already is skipped, unless something is made up."""
    suite = ElementTree.Element("testsuite", name=f"evals ({summary.mode})")
    for step in summary.gate.steps:
        _step(suite, step, summary.gate)
    for result in summary.results:
        _case(suite, result, known=result.case.id in summary.changes.still_wrong)
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(1 for _ in suite.iter(tag))))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _step(suite: ElementTree.Element, step: str, gate: Gate) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname="gate", name=step)
    findings = [str(finding) for finding in gate.findings if finding.step == step]
    if findings:
        ElementTree.SubElement(case, "failure", message=printable(findings[0])).text = printable("\n".join(findings))


def _case(suite: ElementTree.Element, result: Result, *, known: bool) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=result.case.kind, name=printable(result.case.id))
    properties = ElementTree.SubElement(case, "properties")
    status = result.answer.status if result.answer else "none"
    for name, value in (("kind", result.case.kind), ("digest", result.case.digest), ("status", status)):
        ElementTree.SubElement(properties, "property", name=name, value=value)
    if result.right:
        return
    message = "; ".join(result.faults)
    if known and not result.made_up and result.answer:
        ElementTree.SubElement(case, "skipped", message=printable(f"wrong at the baseline, too: {message}"))
        return
    told = "error" if result.answer is None else "failure"
    answer = f"\n\n{result.answer.text}" if result.answer else ""
    ElementTree.SubElement(case, told, message=printable(message)).text = printable(result.case.question + answer)


def printable(text: str) -> str:
    """The text without what XML 1.0 has no place for: most control characters, surrogates and two noncharacters."""
    return "".join(one for one in text if one in "\t\n" or (ord(one) >= 32 and not _unprintable(ord(one))))


def _unprintable(point: int) -> bool:
    return 0xD800 <= point <= 0xDFFF or point in (0xFFFE, 0xFFFF)
