"""Charts of figures as one self-contained HTML page: inline SVG, light and dark, the same numbers as a table below.

Nothing in a page is fetched from elsewhere, and no script runs in it.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from evals.rows import RowError

Points = Sequence[tuple[float, float]]

_WIDTH = 720
_LABELS = 150
_BAR = 14
_PLOT = (56, 12, 640, 240)  # left, top, width, height
_COLOURS = 6
_STYLE = """
:root { color-scheme: light dark; --line: #8886; --c0: #1f6feb; --c1: #bf5700; --c2: #1a7f37; --c3: #8250df;
  --c4: #b42318; --c5: #57606a; }
@media (prefers-color-scheme: dark) { :root { --c0: #79b8ff; --c1: #ffab70; --c2: #7ee787; --c3: #d2a8ff;
  --c4: #ff7b72; --c5: #b1bac4; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } svg { width: 100%; height: auto; }
svg text { font-size: 12px; fill: currentColor; } .axis { stroke: var(--line); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
td, th { padding: .1rem .8rem .1rem 0; text-align: left; border-top: 1px solid var(--line); }
.key span { margin-right: 1rem; } .key i { display: inline-block; width: .8em; height: .8em; margin-right: .3em; }
"""


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows of horizontal bars: for each row one bar per name, in `unit`; None leaves its bar out."""

    title: str
    unit: str
    rows: Mapping[str, Mapping[str, float | None]]

    @property
    def names(self) -> tuple[str, ...]:
        """What each row has a bar for."""
        return tuple(dict.fromkeys(name for row in self.rows.values() for name in row))


@dataclass(frozen=True, slots=True)
class Lines:
    """Named series of (x, y) points over axes that begin at zero."""

    title: str
    x: str
    y: str
    series: Mapping[str, Points]

    @property
    def names(self) -> tuple[str, ...]:
        """The series."""
        return tuple(self.series)


def page(title: str, said: Sequence[str], charts: Sequence[Bars | Lines]) -> str:
    """The whole page: a title, what is said of the figures, one paragraph each, then the charts."""
    return "".join(_parts(title, said, charts))


def refuse_unwritable(path: Path | None) -> None:
    """Raise RowError where a page could not be written, which is known before a long run and not after it."""
    try:
        if path:
            path.touch()
    except OSError as error:
        raise RowError(f"The chart cannot be written to {path}: {error.strerror}.") from error


def _parts(title: str, said: Sequence[str], charts: Sequence[Bars | Lines]) -> Iterator[str]:
    yield '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    yield f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>"
    yield from (f"<p>{escape(line)}</p>" for line in said)
    for chart in charts:
        yield f"<h2>{escape(chart.title)}</h2>{_key(chart.names)}"
        yield _svg(chart, _bars(chart) if isinstance(chart, Bars) else _lines(chart))
        yield f"<details><summary>As a table</summary><table>{''.join(_table(chart))}</table></details>"
    yield "</html>\n"


def _key(names: Sequence[str]) -> str:
    marks = (f'<span><i style="background:{_colour(at)}"></i>{escape(name)}</span>' for at, name in enumerate(names))
    return f'<p class="key">{"".join(marks)}</p>'


def _svg(chart: Bars | Lines, drawn: tuple[float, Iterator[str]]) -> str:
    height, parts = drawn
    told = f"{chart.title}. The numbers stand in the table below."
    return f'<svg viewBox="0 0 {_WIDTH} {height:g}" role="img" aria-label="{escape(told)}">{"".join(parts)}</svg>'


def _bars(chart: Bars) -> tuple[float, Iterator[str]]:
    step = _BAR * len(chart.names) + 10
    most = max((value or 0.0 for row in chart.rows.values() for value in row.values()), default=0.0) or 1.0

    def parts() -> Iterator[str]:
        for place, (label, row) in enumerate(chart.rows.items()):
            top = place * step
            yield f'<text x="0" y="{top + step / 2:g}">{escape(label)}</text>'
            for number, name in enumerate(chart.names):
                value = row.get(name)
                if value is not None:
                    yield _bar(top + number * _BAR, value, most, chart.unit, number)

    return step * len(chart.rows), parts()


def _bar(top: float, value: float, most: float, unit: str, number: int) -> str:
    wide = (_WIDTH - _LABELS - 90) * value / most
    bar = f'<rect x="{_LABELS}" y="{top:g}" width="{wide:.1f}" height="{_BAR - 2}" fill="{_colour(number)}"/>'
    return f'{bar}<text x="{_LABELS + wide + 5:.1f}" y="{top + _BAR - 4:g}">{_number(value)} {escape(unit)}</text>'


def _lines(chart: Lines) -> tuple[float, Iterator[str]]:
    left, top, width, height = _PLOT
    points = [point for series in chart.series.values() for point in series]
    right, up = (_ceiling(max((point[axis] for point in points), default=0.0)) for axis in (0, 1))

    def at(point: tuple[float, float]) -> str:
        return f"{left + width * point[0] / right:.1f},{top + height * (1 - point[1] / up):.1f}"

    def parts() -> Iterator[str]:
        for share in (0, 0.5, 1):
            y, x = top + height * (1 - share), left + width * share
            yield f'<line class="axis" x1="{left}" x2="{left + width}" y1="{y:g}" y2="{y:g}"/>'
            yield f'<text x="{left - 6}" y="{y + 4:g}" text-anchor="end">{_number(up * share)}</text>'
            yield f'<text x="{x:g}" y="{top + height + 18}" text-anchor="middle">{_number(right * share)}</text>'
        yield f'<text x="{left}" y="{top + height + 36}">{escape(chart.y)} over {escape(chart.x)}</text>'
        for number, series in enumerate(chart.series.values()):
            line = " ".join(at(point) for point in series)
            yield f'<polyline points="{line}" fill="none" stroke="{_colour(number)}" stroke-width="2"/>'
            if len(series) == 1:
                x, y = line.split(",")
                yield f'<circle cx="{x}" cy="{y}" r="3" fill="{_colour(number)}"/>'

    return top + height + 44, parts()


def _table(chart: Bars | Lines) -> Iterator[str]:
    if isinstance(chart, Bars):
        yield f"<tr><th>{''.join(f'<th>{escape(name)} ({escape(chart.unit)})' for name in chart.names)}</tr>"
        for label, row in chart.rows.items():
            cells = "".join(f"<td>{_cell(row.get(name))}" for name in chart.names)
            yield f"<tr><td>{escape(label)}{cells}</tr>"
        return
    yield f"<tr><th><th>{escape(chart.x)}<th>{escape(chart.y)}</tr>"
    for name, series in chart.series.items():
        yield from (f"<tr><td>{escape(name)}<td>{_number(x)}<td>{_number(y)}</tr>" for x, y in series)


def _colour(number: int) -> str:
    return f"var(--c{number % _COLOURS})"


def _cell(value: float | None) -> str:
    return "none" if value is None else _number(value)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _ceiling(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten, so that the axis ends on a round number."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= value)
