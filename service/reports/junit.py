"""The claims of a draft as JUnit XML, in the dialect that build servers agree on: a test case for each claim."""

import re
import xml.etree.ElementTree as ET
from collections import Counter

from service.answers import Verdict
from service.manuscripts import Manuscript
from service.plain import quoted
from service.verdicts import JudgedClaim, Verification

# XML has no way to write these, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FAILED = (Verdict.CONTRADICTED, Verdict.UNSUPPORTED)


def report(verification: Verification, manuscript: Manuscript) -> str:
    """One suite: contradicted and unsupported claims have failed, unverifiable ones are skipped."""
    counted = Counter(claim.verdict for claim in verification.claims)
    counts = {
        "tests": str(len(verification.claims)),
        "failures": str(sum(counted[verdict] for verdict in _FAILED)),
        "errors": "0",
        "skipped": str(counted[Verdict.UNVERIFIABLE]),
    }
    suites = ET.Element("testsuites", {"name": "On Record", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": _written(manuscript.name), **counts})
    for claim in verification.claims:
        _add(suite, claim, manuscript)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode")


def _add(suite: ET.Element, claim: JudgedClaim, manuscript: Manuscript) -> None:
    name = _written(manuscript.name)
    place = {"file": name, "line": str(manuscript.place(claim.start).line)}
    case = ET.SubElement(suite, "testcase", {"classname": name, "name": _written(claim.text), **place})
    reasons = " ".join(reason.message for reason in claim.reasons) or f"It is {claim.verdict}."
    if claim.verdict in _FAILED:
        failure = ET.SubElement(case, "failure", {"type": str(claim.verdict), "message": _written(reasons)})
        failure.text = "\n".join(_written(quoted(source)) for source in claim.evidence)
    elif claim.verdict is Verdict.UNVERIFIABLE:
        ET.SubElement(case, "skipped", {"message": _written(reasons)})


def _written(text: str) -> str:
    return " ".join(_UNWRITABLE.sub("\ufffd", text).split())
