"""The report as a comment on a pull request."""

import re
from collections.abc import Iterable, Iterator, Sequence

from evals.gate import Finding, Step
from evals.report.figures import Figure
from evals.report.summary import Summary
from evals.run import EvalMode, Result
from evals.selftest import GATED

# GitHub refuses comments of more than 65,536 characters.
MOST = 60_000
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


def markdown(summary: Summary) -> str:
    """The verdict, what changed, the figures and the wrong cases, as many as a comment can hold."""
    text = "\n".join(_lines(summary)) + "\n"
    wrong = [result for result in summary.results if not result.right]
    return text + _wrong(summary, wrong, MOST - len(text)) if wrong else text


def plain(text: str) -> str:
    """Text that Markdown shows as it is; @ and # lead to no person or issue."""
    flat = " ".join(text.split())
    return _SPECIAL.sub(r"\\\1", flat).replace("@", "@\u2060").replace("\\#", "\\#\u2060")


def _lines(summary: Summary) -> Iterator[str]:
    right = summary.right
    sign = "❌" if not summary.passed else "➖" if summary.shortfall else "✅"
    yield f"# {sign} Evals {summary.verdict}: {right.count} of {right.of} cases right"
    yield f"\nMode {plain(summary.mode)}, drafting {plain(summary.model or 'none')}, cases {summary.cases}, articles "
    yield f"{summary.corpus or 'unknown'}. [The whole report]({summary.link})\n"
    if summary.shortfall:
        yield f"{plain(summary.shortfall)}\n"
    for step in Step:
        yield from _step(summary, step)
    yield from _changes(summary)
    yield from _table("kind", summary.kinds)
    yield from _table("check", summary.scorers)
    yield from _table("support", summary.citing.figures)
    yield f"\n{plain(summary.citing.told)}"
    yield from _detectors(summary)
    yield from _ragas(summary)


def _step(summary: Summary, step: Step) -> Iterator[str]:
    if step not in summary.gate.steps:
        yield f"- ➖ {step}: not judged"
        return
    findings = summary.gate.of(step)
    short = f"; {summary.still_short}" if step is Step.DETECTORS and summary.still_short else ""
    yield f"- {'❌' if findings else '✅'} {step}{short}"
    yield from (f"  - {_finding(summary, finding)}" for finding in findings)


def _finding(summary: Summary, finding: Finding) -> str:
    named = f": {_links(summary, finding.cases)}" if finding.cases else ""
    return f"{plain(finding.rule)}: {plain(finding.text)}{named}"


def _links(summary: Summary, cases: Sequence[str]) -> str:
    return ", ".join(f"[{plain(case)}]({summary.link}#{summary.anchors[case]})" for case in cases)


def _changes(summary: Summary) -> Iterator[str]:
    changes = summary.changes
    named = (("newly wrong", changes.newly_wrong), ("newly right", changes.newly_right), ("new", changes.new))
    unchanged = f"{len(changes.still_right)} right as before, {len(changes.still_wrong)} wrong as before"
    yield f"\nSince the baseline: {unchanged}; one-sided McNemar p = {changes.chance:.3f}."
    yield from (f"- {len(cases)} {name}: {_links(summary, cases)}" for name, cases in named if cases)
    if changes.gone:
        yield f"- {len(changes.gone)} gone: {', '.join(map(plain, changes.gone))}"


def _table(head: str, figures: Iterable[Figure]) -> Iterator[str]:
    yield f"\n| {head} | passed | of | 95 % interval |\n| --- | ---: | ---: | --- |"
    for figure in figures:
        bounds = f"{figure.interval.low:.2f} to {figure.interval.high:.2f}" if figure.interval else ""
        yield f"| {plain(figure.name)} | {figure.count} | {figure.of} | {bounds} |"


def _detectors(summary: Summary) -> Iterator[str]:
    found = summary.detectors
    if not found:
        return
    yield f"\n<details><summary>Detectors on {found.claims} planted claims and controls</summary>\n"
    yield "| | n | service | evals | wanted |\n| --- | ---: | ---: | ---: | ---: |"
    for rows, sign in ((found.planted, "≥"), (found.controls, "≤")):
        for row in rows:
            cells = " | ".join(f"{row.caught[name].value or 0:.0%}" for name in GATED)
            wanted = "" if row.target is None else f"{sign} {row.target:.0%}"
            name = plain(row.kind) if sign == "≥" else f"control {plain(row.kind)}"
            yield f"| {name} | {row.caught['service'].of} | {cells} | {wanted} |"
    yield "\n</details>"


def _ragas(summary: Summary) -> Iterator[str]:
    if retrieval := summary.measured.retrieval:
        yield "\n| retrieval (ragas) | mean | cases |\n| --- | ---: | ---: |"
        yield from (f"| {plain(one.name)} | {one.mean:.2f} | {one.n} |" for one in retrieval)
    if judged := summary.judged:
        word = "decides" if summary.mode == EvalMode.REPLAY else "is advice"
        yield f"\nJudge {plain(judged.model)}, {judged.repeats} repeats; its word {word}. A score that failed counts 0."
        if judged.silence:
            yield f"\n**{plain(judged.silence)}**"
        yield "\n| judge (ragas) | mean | 95 % interval | scored | of | repeats disagree |"
        yield "| --- | ---: | --- | ---: | ---: | ---: |"
        for one in judged.figures:
            cells = (plain(one.metric), one.told, one.bounds, one.scored, one.of, one.disagree)
            yield f"| {' | '.join(map(str, cells))} |"
        yield from (f"- {plain(one.told)}" for one in judged.failed)


def _wrong(summary: Summary, wrong: Sequence[Result], room: int) -> str:
    told = ["\n## Wrong cases\n"]
    for place, result in enumerate(wrong):
        block = "\n".join(_case(summary, result)) + "\n"
        if sum(map(len, told)) + len(block) > room - 200:
            told.append(f"\n{len(wrong) - place} more stand in [the report]({summary.link}).\n")
            break
        told.append(block)
    return "".join(told)


def _case(summary: Summary, result: Result) -> Iterator[str]:
    changes = summary.changes
    since = "new" if result.case.id in changes.new else "newly wrong"
    since = "wrong at the baseline, too" if result.case.id in changes.still_wrong else since
    yield f"\n**{_links(summary, [result.case.id])}** {plain(result.case.question)} ({since})"
    yield from (f"- {plain(fault)}" for fault in result.faults)
    if result.answer:
        # Within a fence longer than any in it, text is only text.
        ticks = max((len(run) for run in re.findall(r"`+", result.answer.text)), default=0)
        fence = "`" * max(3, ticks + 1)
        yield f"\n{fence}text\n{result.answer.text}\n{fence}"
