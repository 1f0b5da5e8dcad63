"""The report as one self-contained HTML page: the verdict first, then what changed, the figures, and each case."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from evals.gate import Finding, Step
from evals.pages.head import head
from evals.report import charts
from evals.report.cases import case_html, change
from evals.report.summary import Summary
from evals.report.tables import citing_html, detectors_html, ragas_html, shares_html

_SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")


def page(summary: Summary) -> str:
    """The whole page. It fetches nothing, runs nothing but its own script, and escapes all text of articles."""
    return "\n".join(_parts(summary)) + "\n"


def _parts(summary: Summary) -> Iterator[str]:
    right = summary.right
    yield head(f"Evals {summary.verdict}: {right.count} of {right.of} right", _SCRIPT)
    yield '<body><a class="skip" href="#cases">Skip to the cases</a>'
    yield from _verdict(summary)
    yield "<main>"
    yield from _changes(summary)
    yield from shares_html(summary)
    yield from citing_html(summary.citing)
    yield from detectors_html(summary.detectors)
    yield from ragas_html(summary)
    yield from _cases(summary)
    yield from _timings(summary)
    yield "</main>"
    corpus = escape(summary.corpus or "unknown")
    yield f"<footer><p>Cases <code>{summary.cases}</code>, articles <code>{corpus}</code>. "
    yield "Intervals of shares are Wilson’s at 95&nbsp;%.</p></footer>"
    yield f"<script>{_SCRIPT}</script></body></html>"


def _verdict(summary: Summary) -> Iterator[str]:
    right = summary.right
    sign = "✗" if not summary.passed else "–" if summary.shortfall else "✓"
    look = "short" if summary.passed and summary.shortfall else _word(summary.passed)
    yield f'<header class="{look}"><p class="kicker">On Record · evals, {escape(summary.mode)}, '
    yield f"drafting {escape(summary.model or 'none')}</p>"
    yield f'<h1><span class="seal"><span aria-hidden="true">{sign}</span> {summary.verdict.capitalize()}</span> '
    yield f"{right.count} of {right.of} cases right</h1>"
    clustered = summary.right_by_article
    again = (
        f"; resampled by article, {charts.percent(clustered.low)} to {charts.percent(clustered.high)}"
        if clustered
        else ""
    )
    yield f'<p class="lead">{charts.exactly(right.value)}, 95&nbsp;% interval {charts.bounds(right)}{again}.</p>'
    if summary.shortfall:
        yield f'<p class="lead"><b>{escape(summary.shortfall)}</b></p>'
    yield f'<ol class="gate">{"".join(_step(summary, step) for step in Step)}</ol></header>'


def _step(summary: Summary, step: Step) -> str:
    if step not in summary.gate.steps:
        return f'<li class="none"><span class="sign">–</span> <b>{_TITLES[step]}</b> not judged in this run</li>'
    findings = summary.gate.of(step)
    if not findings:
        short = f"; {summary.still_short}" if step is Step.DETECTORS and summary.still_short else ""
        fine = f"{_FINE[step].removesuffix('.')}{short}."
        return f'<li class="yes"><span class="sign">✓</span> <b>{_TITLES[step]}</b> {fine}</li>'
    items = "".join(f"<li>{_finding(summary, finding)}</li>" for finding in findings)
    return f'<li class="no"><span class="sign">✗</span> <b>{_TITLES[step]}</b><ul>{items}</ul></li>'


def _finding(summary: Summary, finding: Finding) -> str:
    named = f": {_links(summary, finding.cases)}" if finding.cases else ""
    return f"<b>{escape(finding.rule)}</b>: {escape(finding.text)}{named}"


def _links(summary: Summary, cases: Sequence[str]) -> str:
    return ", ".join(f'<a href="#{summary.anchors[case]}">{escape(case)}</a>' for case in cases)


def _changes(summary: Summary) -> Iterator[str]:
    changes = summary.changes
    yield '<section aria-labelledby="changes"><h2 id="changes">Since the baseline</h2><dl class="changes">'
    for name, cases, kind in (
        ("newly wrong", changes.newly_wrong, "no"),
        ("newly right", changes.newly_right, "yes"),
        ("wrong as before", changes.still_wrong, "none"),
        ("new", changes.new, "none"),
    ):
        listed = f'<p class="listed">{_links(summary, cases)}</p>' if cases else ""
        yield f'<div class="{kind if cases else "none"}"><dt>{name}</dt><dd><b>{len(cases)}</b>{listed}</dd></div>'
    gone = f'<p class="listed">{len(changes.gone)} gone: {escape(", ".join(changes.gone))}</p>' if changes.gone else ""
    yield f'<div class="none"><dt>right as before</dt><dd><b>{len(changes.still_right)}</b>{gone}</dd></div></dl>'
    yield '<p class="soft">If the answers were no worse than at the baseline, changes as bad as these would come up '
    yield f"with a chance of {changes.chance:.2f} (exact one-sided McNemar test); the gate fails under .05.</p>"
    yield "</section>"


def _cases(summary: Summary) -> Iterator[str]:
    wrong = sum(not result.right for result in summary.results)
    changed = sum(bool(change(summary, result)) for result in summary.results)
    yield '<section aria-labelledby="cases"><h2 id="cases">Cases</h2><fieldset class="show"><legend>Show</legend>'
    for name, count in (("all", len(summary.results)), ("wrong", wrong), ("changed", changed)):
        checked = " checked" if name == "all" else ""
        yield f'<label><input type="radio" name="show" id="show-{name}"{checked}> {name} <b>{count}</b></label>'
    yield '</fieldset><div id="list">'
    # The wrong ones first: they are what one opens the page for.
    for result in sorted(summary.results, key=lambda result: result.right):
        yield case_html(summary, result)
    yield '<p class="nothing">No case is of this kind.</p></div></section>'


def _timings(summary: Summary) -> Iterator[str]:
    yield '<section id="timings"><h2>Times</h2><details><summary>How long each answer took</summary>'
    yield '<table class="times">'
    yield '<thead><tr><th scope="col">Case</th><th scope="col">Milliseconds</th></tr></thead><tbody>'
    for result in summary.results:
        anchor = summary.anchors[result.case.id]
        yield f'<tr id="time-{anchor}"><th scope="row"><a href="#{anchor}">{escape(result.case.id)}</a></th>'
        yield f"<td>{1000 * result.seconds:.0f}</td></tr>"
    yield "</tbody></table></details></section>"


_TITLES = {
    Step.ZERO_TOLERANCE: "Nothing made up.",
    Step.DETECTORS: "The detectors.",
    Step.REGRESSION: "No worse than before.",
}
_FINE = {
    Step.ZERO_TOLERANCE: "All citations exist, all numbers, dates, names and quotations are quoted, no case is lost.",
    Step.DETECTORS: "Both find what they found at the baseline, or all that is wanted.",
    Step.REGRESSION: "The cases are not significantly worse, and enough of them are right.",
}


def _word(passed: bool) -> str:
    return "passed" if passed else "failed"
