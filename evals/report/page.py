"""The report as one self-contained HTML page: the verdict first, then each case with its answer and its quotes."""

from collections.abc import Iterable, Iterator
from html import escape

from evals.report.summary import Figure, Summary
from evals.run import EvalMode, Result
from service.answers import Citation

_STYLE = """
:root { color-scheme: light dark; --ok: #1a7f37; --bad: #b42318; --line: #8884; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } .passed { color: var(--ok); } .failed { color: var(--bad); }
table { border-collapse: collapse; margin: 1rem 0; } td, th { padding: .15rem .8rem .15rem 0; text-align: left; }
td { border-top: 1px solid var(--line); font-variant-numeric: tabular-nums; }
details { border-top: 1px solid var(--line); padding: .4rem 0; } summary { cursor: pointer; }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid var(--line); white-space: pre-wrap; }
small { opacity: .7; } ul { margin: .3rem 0; }
"""


def page(summary: Summary) -> str:
    """The whole page; nothing in it is fetched from elsewhere, and all text of articles is escaped."""
    return "".join(_parts(summary))


def _parts(summary: Summary) -> Iterator[str]:
    verdict, right = ("passed" if summary.passed else "failed"), summary.right
    yield f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Evals {verdict}</title><style>{_STYLE}</style>'
    yield f'<h1><span class="{verdict}">Evals {verdict}</span>: {right.count} of {right.of} cases right</h1>'
    yield f"<p>Mode {escape(summary.mode)}, drafting {escape(summary.model or 'none')}, cases {summary.cases}.</p>"
    yield _list(summary.findings)
    for name, ids in (("Wrong since the baseline", summary.newly_wrong), ("Right again", summary.newly_right)):
        if ids:
            yield f"<p>{name}: {escape(', '.join(ids))}</p>"
    yield from _table("Kind", summary.kinds)
    yield from _table("Scorer", summary.scorers)
    yield from _ragas(summary)
    yield "<h2>Cases</h2>"
    # The wrong ones first: they are what one opens the page for.
    for result in sorted(summary.results, key=lambda result: result.right):
        yield from _case(result)
    yield "</html>\n"


def _table(head: str, figures: Iterable[Figure]) -> Iterator[str]:
    yield f"<table><tr><th>{head}<th>Passed<th>Of<th>95&nbsp;% interval</tr>"
    for figure in figures:
        bounds = f"{figure.interval.low:.2f} to {figure.interval.high:.2f}" if figure.interval else ""
        yield f"<tr><td>{escape(figure.name)}<td>{figure.count}<td>{figure.of}<td>{bounds}</tr>"
    yield "</table>"


def _ragas(summary: Summary) -> Iterator[str]:
    if retrieval := summary.measured.retrieval:
        yield "<table><tr><th>Retrieval (ragas)<th>Mean<th>Cases</tr>"
        yield from (f"<tr><td>{one.name}<td>{one.mean:.2f}<td>{one.n}</tr>" for one in retrieval)
        yield "</table>"
    if judged := summary.judged:
        word = "decides" if summary.mode == EvalMode.REPLAY else "is advice"
        yield f"<p>Judge {escape(judged.model)}, {judged.repeats} repeats; its word {word}. "
        yield "A score that failed counts 0.</p>"
        yield "<table><tr><th>Judge (ragas)<th>Mean<th>95&nbsp;% interval<th>Scored<th>Of<th>Repeats disagree</tr>"
        for one in judged.figures:
            bounds = f"{one.mean.low:.2f} to {one.mean.high:.2f}"
            yield f"<tr><td>{one.metric}<td>{one.mean.value:.2f}<td>{bounds}<td>{one.scored}<td>{one.of}"
            yield f"<td>{one.disagree}</tr>"
        yield "</table>"
        yield _list(f"{one.metric} of {one.case}: {'; '.join(one.failures)}" for one in judged.failed)


def _case(result: Result) -> Iterator[str]:
    case, answer = result.case, result.answer
    mark = '<span class="passed">right</span>' if result.right else '<span class="failed">wrong</span>'
    yield f'<details{"" if result.right else " open"} id="{escape(case.id)}"><summary>{mark} '
    yield f"<small>{escape(case.id)}</small> {escape(case.question)}</summary>{_list(result.faults)}"
    if answer:
        yield f"<p><small>{escape(answer.status)}; allowed: {escape(', '.join(case.status))}</small></p>"
        yield f"<blockquote>{escape(answer.text)}</blockquote>"
        yield "".join(map(_citation, answer.citations))
    yield f"<p><small>{escape(case.note)}</small></p></details>"


def _citation(citation: Citation) -> str:
    place = f"[{citation.number}] {citation.article_id} {citation.start}:{citation.end}"
    return f"<p><small>{escape(place)}</small> “{escape(citation.quote)}”</p>"


def _list(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""
