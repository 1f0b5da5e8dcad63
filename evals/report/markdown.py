"""The report as a comment on a pull request."""

from collections.abc import Iterable, Iterator

from evals.report.summary import Figure, Summary


def markdown(summary: Summary) -> str:
    """The verdict, what changed, the figures and the wrong cases."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    right = summary.right
    yield f"# Evals {'passed' if summary.passed else 'failed'}: {right.count} of {right.of} cases right"
    yield ""
    yield f"Mode {summary.mode}, drafting {summary.model or 'none'}, cases {summary.cases}."
    yield from (f"- {finding}" for finding in ("", *summary.findings) if finding)
    for name, ids in (("Wrong since the baseline", summary.newly_wrong), ("Right again", summary.newly_right)):
        if ids:
            yield f"\n{name}: {', '.join(ids)}"
    yield from _table("kind", summary.kinds)
    yield from _table("scorer", summary.scorers)
    if contexts := summary.contexts:
        yield f"\nArticles of the first passages, by ragas on {contexts.n} cases: id-based context precision "
        yield f"{contexts.precision:.2f}, recall {contexts.recall:.2f}."
    yield from _wrong(summary)


def _table(head: str, figures: Iterable[Figure]) -> Iterator[str]:
    yield f"\n| {head} | passed | of | 95 % interval |\n| --- | ---: | ---: | --- |"
    for figure in figures:
        bounds = f"{figure.interval.low:.2f} to {figure.interval.high:.2f}" if figure.interval else ""
        yield f"| {figure.name} | {figure.count} | {figure.of} | {bounds} |"


def _wrong(summary: Summary) -> Iterator[str]:
    wrong = [result for result in summary.results if not result.right]
    if wrong:
        yield "\n## Wrong cases"
    for result in wrong:
        yield f"\n**{result.case.id}** {result.case.question}"
        yield from (f"- {fault}" for fault in result.faults)
        if result.answer:
            yield "\n> " + result.answer.text.replace("\n", "\n> ")
