"""The claims of a draft as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

import hashlib
import json
import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote as encoded

from service.answers import Verdict
from service.manuscripts import Manuscript
from service.plain import quoted
from service.verdicts import JudgedClaim, Source, Verification

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Verdict.CONTRADICTED: "error", Verdict.UNSUPPORTED: "warning", Verdict.UNVERIFIABLE: "note"}
_RULES = {
    Verdict.CONTRADICTED: "An article says otherwise.",
    Verdict.UNSUPPORTED: "No article that was found says this.",
    Verdict.UNVERIFIABLE: "The articles word this too differently for it to be checked.",
}

Node = dict[str, Any]


def report(verification: Verification, manuscript: Manuscript) -> str:
    """A log of one run with a result for each claim that is not supported.

    Regions count in the text that was read, which goes along as the artifact's contents; columns and offsets are code
    points. A result's region is the words at fault where a check names them, within the claim as context.
    """
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {
                "location": {"uri": _uri(manuscript)},
                "roles": ["analysisTarget"],
                "encoding": "UTF-8",
                "contents": {"text": manuscript.text},
            }
        ],
        "results": [_result(one, manuscript) for one in verification.claims if one.verdict in _LEVELS],
        "properties": {"corpusRevision": verification.corpus_revision, "claims": len(verification.claims)},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _driver() -> Node:
    rules = [
        {
            "id": str(verdict),
            "name": verdict.capitalize(),
            "shortDescription": {"text": text},
            "defaultConfiguration": {"level": _LEVELS[verdict]},
        }
        for verdict, text in _RULES.items()
    ]
    return {"name": "On Record", "version": version("onrecord"), "rules": rules}


def _result(claim: JudgedClaim, manuscript: Manuscript) -> Node:
    reasons = " ".join(reason.message for reason in claim.reasons) or _RULES[claim.verdict]
    fault = next((reason.claim_span for reason in claim.reasons if reason.claim_span), (0, len(claim.text)))
    physical = {
        "artifactLocation": {"uri": _uri(manuscript), "index": 0},
        "region": _region(manuscript, claim.start + fault[0], claim.start + fault[1]),
        "contextRegion": _region(manuscript, claim.start, claim.end),
    }
    return {
        "ruleId": str(claim.verdict),
        "ruleIndex": list(_RULES).index(claim.verdict),
        "level": _LEVELS[claim.verdict],
        "message": {"text": reasons},
        "locations": [{"physicalLocation": physical}],
        "relatedLocations": list(_related(claim)),
        "partialFingerprints": {"claim/v1": hashlib.sha256(claim.text.encode()).hexdigest()},
        "properties": {"checks": [reason.rule for reason in claim.reasons]},
    }


def _region(manuscript: Manuscript, start: int, end: int) -> Node:
    first, last = manuscript.place(start), manuscript.place(end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
        "charOffset": start,
        "charLength": end - start,
        "snippet": {"text": manuscript.text[start:end]},
    }


def _related(claim: JudgedClaim) -> Iterator[Node]:
    for number, source in enumerate(claim.evidence):
        place = {"id": number, "message": {"text": quoted(source)}}
        yield place | _article(source)


def _article(source: Source) -> Node:
    if source.url:
        return {"physicalLocation": {"artifactLocation": {"uri": encoded(source.url, safe=":/?#[]@!$&'()*+,;=%~")}}}
    return {"logicalLocations": [{"fullyQualifiedName": source.article_id, "kind": "resource"}]}


def _uri(manuscript: Manuscript) -> str:
    # Relative to where the command was started, as code hosts expect it.
    path = Path(manuscript.name)
    return path.as_uri() if path.is_absolute() else encoded(os.fsencode(path.as_posix()))
