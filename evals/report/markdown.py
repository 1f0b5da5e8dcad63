"""The report as a comment on a pull request."""

from collections.abc import Iterable, Iterator

from evals.report.summary import Figure, Summary
from evals.run import EvalMode


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
    yield from _ragas(summary)
    yield from _wrong(summary)


def _table(head: str, figures: Iterable[Figure]) -> Iterator[str]:
    yield f"\n| {head} | passed | of | 95 % interval |\n| --- | ---: | ---: | --- |"
    for figure in figures:
        bounds = f"{figure.interval.low:.2f} to {figure.interval.high:.2f}" if figure.interval else ""
        yield f"| {figure.name} | {figure.count} | {figure.of} | {bounds} |"


def _ragas(summary: Summary) -> Iterator[str]:
    if retrieval := summary.measured.retrieval:
        yield "\n| retrieval (ragas) | mean | cases |\n| --- | ---: | ---: |"
        yield from (f"| {one.name} | {one.mean:.2f} | {one.n} |" for one in retrieval)
    if judged := summary.judged:
        word = "decides" if summary.mode == EvalMode.REPLAY else "is advice"
        yield f"\nJudge {judged.model}, {judged.repeats} repeats; its word {word}. A score that failed counts 0."
        yield "\n| judge (ragas) | mean | 95 % interval | scored | of | repeats disagree |"
        yield "| --- | ---: | --- | ---: | ---: | ---: |"
        for one in judged.figures:
            bounds = f"{one.mean.low:.2f} to {one.mean.high:.2f}"
            yield f"| {one.metric} | {one.mean.value:.2f} | {bounds} | {one.scored} | {one.of} | {one.disagree} |"
        yield from (f"- {one.metric} of {one.case}: {'; '.join(one.failures)}" for one in judged.failed)


def _wrong(summary: Summary) -> Iterator[str]:
    wrong = [result for result in summary.results if not result.right]
    if wrong:
        yield "\n## Wrong cases"
    for result in wrong:
        yield f"\n**{result.case.id}** {result.case.question}"
        yield from (f"- {fault}" for fault in result.faults)
        if result.answer:
            yield "\n> " + result.answer.text.replace("\n", "\n> ")
