"""The figures on the page: each in a table, drawn in the row that it stands in."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from evals.judge.figures import JudgeFigure
from evals.pages.table import table
from evals.report import charts
from evals.report.citing import Citing
from evals.report.detectors import Detectors, Row
from evals.report.figures import Figure
from evals.report.summary import Summary
from evals.run import EvalMode
from evals.selftest import GATED, Bin

_NAMES = ("the service", "the evals’ scorer")
_INTERVAL = "95&nbsp;% interval"
_HOLLOW = ", a hollow mark the share at the baseline"


def shares_html(summary: Summary) -> Iterator[str]:
    """The shares of right cases by kind, and of passed checks."""
    yield '<section aria-labelledby="kinds"><h2 id="kinds">By kind of question</h2>'
    yield _shares("Kind", summary.kinds)
    known = any(figure.then is not None for figure in summary.kinds)
    hollow = _HOLLOW if known else ""
    yield f'<p class="soft">A dot is the share of right cases with its interval{hollow}.</p></section>'
    yield '<section aria-labelledby="scorers"><h2 id="scorers">By check</h2>'
    yield _shares("Check", summary.scorers)
    yield "</section>"


def citing_html(citing: Citing) -> Iterator[str]:
    """Recall and precision of the citations, and the grades that they are made of."""
    yield '<section aria-labelledby="citing"><h2 id="citing">Support by what is cited</h2>'
    yield from _shares("Share", citing.figures)
    again = (
        f"{figure.name} {charts.percent(interval.low)} to {charts.percent(interval.high)}"
        for figure, interval in zip(citing.figures, citing.by_article, strict=True)
        if interval
    )
    yield f'<p class="soft">{escape(citing.told)} Resampled by article: {"; ".join(again) or "–"}. Recall is the share '
    yield "of statements that their citations together support fully, precision the share of citations that such a "
    yield "statement needs (ALCE, Gao et al. 2023); a citation of nothing counts against it. Graded by wording, "
    yield "without a model: what is told in other words has less than full support here.</p></section>"


def ragas_html(summary: Summary) -> Iterator[str]:
    """What ragas says: of the retrieval, and by a judge; nothing where it was not asked."""
    if retrieval := summary.measured.retrieval:
        yield '<section aria-labelledby="retrieval"><h2 id="retrieval">Retrieval, by ragas</h2>'
        rows = ((_words(one.name), f"{one.mean:.2f}", str(one.n)) for one in retrieval)
        yield table("Retrieval", ("Metric", "Mean", "Cases"), rows)
        yield "</section>"
    if judged := summary.judged:
        word = "decides" if summary.mode == EvalMode.REPLAY else "is advice"
        yield '<section aria-labelledby="judge"><h2 id="judge">A judge’s word, by ragas</h2>'
        yield f"<p>Judge {escape(judged.model)}, {judged.repeats} repeats; its word {word}. A score that failed counts "
        yield "0.</p>"
        if judged.silence:
            yield f'<p><b class="no">{escape(judged.silence)}</b></p>'
        heads = ("Metric", "Mean", _INTERVAL, "Scored", "Repeats disagree")
        yield table("Judge", heads, map(_judged, judged.figures))
        if judged.failed:
            yield f"<ul>{''.join(f'<li>{escape(one.told)}</li>' for one in judged.failed)}</ul>"
        yield "</section>"


def _judged(one: JudgeFigure) -> tuple[str, ...]:
    return _words(one.metric), one.told, one.bounds, f"{one.scored} of {one.of}", str(one.disagree)


def _shares(head: str, figures: Iterable[Figure]) -> str:
    rows = ((_words(one.name), charts.share(one), f"{one.count} of {one.of}", charts.bounds(one)) for one in figures)
    return table(head, (head, "Right", _INTERVAL), rows, charts.SCALE)


def detectors_html(found: Detectors | None) -> Iterator[str]:
    """What the self-test of the detectors found; nothing where there was none."""
    if found is None:
        return
    yield '<section aria-labelledby="detectors"><h2 id="detectors">The detectors, tested</h2>'
    yield f"<p>Fabrications were planted in true sentences of {found.articles} article(s), {found.claims} claims in "
    yield "all with the true ones. Two detectors that share no code were asked: "
    yield f'<span class="key series0">●</span> {_NAMES[0]} and <span class="key series1">◆</span> {_NAMES[1]}, which '
    yield "compares words and knows no meaning. The upright line is what is wanted of each.</p>"
    yield _detector_table("Fabrications found", found.planted, planted=True)
    if found.untried:
        yield f'<p class="soft">No sentence of these articles takes: {_words(", ".join(found.untried))}.</p>'
    yield _detector_table("True sentences wrongly flagged", found.controls, planted=False)
    yield from _calibration(found)
    yield "</section>"


def _detector_table(title: str, rows: Sequence[Row], *, planted: bool) -> str:
    heads = ("Class", "n", "Service", "Evals", "Wanted", *(("Short of it",) if planted else ()))
    return table(title, heads, (_detector_row(row, planted) for row in rows), charts.SCALE, captioned=True)


def _detector_row(row: Row, planted: bool) -> Iterator[str]:
    both = [row.caught[name] for name in GATED]
    yield _words(row.kind)
    yield charts.pair(both, row.target, _NAMES)
    yield str(both[0].of)
    yield from (_caught(row, name, planted=planted) for name in GATED)
    yield "–" if row.target is None else ("≥ " if planted else "≤ ") + charts.percent(row.target)
    if planted:
        yield _short(row)


def _caught(row: Row, name: str, *, planted: bool) -> str:
    figure, bound = row.caught[name], row.bounds[name]
    bad = bound is not None and figure.value is not None and (figure.value < bound if planted else figure.value > bound)
    sign = ' <b class="no">✗</b>' if bad else ""
    return f'<span title="{charts.bounds(figure)}">{charts.percent(figure.value)}{sign}</span>'


def _short(row: Row) -> str:
    told = [f"{name} {100 * row.short(name):.0f}" for name in GATED if row.short(name) > 0]
    return ", ".join(told) or "–"


def _calibration(found: Detectors) -> Iterator[str]:
    if not found.calibration:
        return
    yield "<h3>Stated chance against the truth</h3>"
    rows = (_calibrated(one) for one in found.calibration)
    told = table("Stated chance against the truth", ("Stated", "True", _INTERVAL), rows)
    yield f'<div class="calibration">{charts.calibration(found.calibration)}{told}</div>'
    yield '<p class="soft">The service’s stated chance that a claim is supported, on the claims above: copies of '
    yield "sentences, near in wording to what they rest on, most of them false on purpose. It was fitted on claims in "
    yield "other words.</p>"


def _calibrated(one: Bin) -> tuple[str, ...]:
    figure = Figure.of_share("", one.true)
    return charts.percent(one.stated), f"{figure.count} of {figure.of}", charts.bounds(figure)


def _words(name: str) -> str:
    return escape(name.replace("_", " "))
