"""Charts of the page, drawn in its own ink: rows with intervals, and stated chances against the truth.

Widths are shares of the cell that a drawing stands in, so that it fits a phone; letters stand outside of it.
"""

from collections.abc import Iterator, Sequence
from html import escape

from evals.report.figures import Figure
from evals.selftest import Bin

_HIGH = 22
_SIDE = 300
_MARGIN = 38


def percent(value: float | None) -> str:
    """A share in whole percents, as a person reads it; never rounded up to all."""
    if value is None:
        return "–"
    return ">99 %" if 0.995 <= value < 1 else f"{100 * value:.0f} %"


def exactly(value: float | None) -> str:
    """A share to a tenth of a percent, for what a floor is compared with."""
    return "–" if value is None else f"{100 * value:.1f} %"


def bounds(figure: Figure) -> str:
    """The interval in words."""
    interval = figure.interval
    return f"{percent(interval.low).removesuffix(' %')} to {percent(interval.high)}" if interval else "–"


def share(figure: Figure) -> str:
    """One share with its interval, and a hollow mark where it was at the baseline."""
    told = f"{percent(figure.value)}, 95 % interval {bounds(figure)}"
    told += "" if figure.then is None else f"; at the baseline {percent(figure.then)}"
    then = "" if figure.then is None else _diamond(figure.then, _HIGH / 2, "then")
    return _svg(told, _HIGH, then + _whisker(figure, _HIGH / 2, "one"))


def pair(figures: Sequence[Figure], target: float | None, names: Sequence[str]) -> str:
    """Two shares, one above the other, and a line where the target is."""
    told = "; ".join(f"{name} {percent(one.value)}, {bounds(one)}" for name, one in zip(names, figures, strict=True))
    told += "" if target is None else f"; wanted {percent(target)}"
    line = "" if target is None else f'<line class="target" x1="{_x(target)}" x2="{_x(target)}" y1="0" y2="30"/>'
    drawn = (_whisker(one, 9 + 12 * place, f"series{place}") for place, one in enumerate(figures))
    return _svg(told, 30, line + "".join(drawn))


def axis() -> str:
    """The scale above a column of drawings."""
    ticks = "".join(f"<span>{value}</span>" for value in ("0", "50", "100 %"))
    return f'<span class="axis" aria-hidden="true">{ticks}</span>'


def calibration(bins: Sequence[Bin]) -> str:
    """Stated chance across, share of true ones up, with intervals; on the diagonal, what is stated is so."""
    points = "".join(_points(bins))
    told = "; ".join(f"stated {percent(one.stated)}, true {percent(one.true.value)} of {one.true.of}" for one in bins)
    size = _SIDE + _MARGIN + 12
    return (
        f'<svg class="square" viewBox="0 0 {size} {size}" width="{size}" role="img" aria-label="{escape(told)}">'
        f"{_frame()}{points}</svg>"
    )


def _frame() -> str:
    low, high = _MARGIN, _MARGIN + _SIDE
    lines = [f'<line class="diagonal" x1="{low}" y1="{_SIDE + 8}" x2="{high}" y2="8"/>']
    for value in (0, 50, 100):
        across, up = low + _SIDE * value / 100, 8 + _SIDE * (1 - value / 100)
        lines.append(f'<line class="grid" x1="{across}" y1="8" x2="{across}" y2="{_SIDE + 8}"/>')
        lines.append(f'<line class="grid" x1="{low}" y1="{up}" x2="{high}" y2="{up}"/>')
        lines.append(f'<text x="{across}" y="{_SIDE + 24}" text-anchor="middle">{value}</text>')
        lines.append(f'<text x="{low - 6}" y="{up + 4}" text-anchor="end">{value}</text>')
    lines.append(f'<text x="{high}" y="{_SIDE + 39}" text-anchor="end">stated, %</text>')
    lines.append(f'<text x="{low + 6}" y="20">true, %</text>')
    return "".join(lines)


def _points(bins: Sequence[Bin]) -> Iterator[str]:
    for one in bins:
        interval = one.interval
        if interval is None:
            continue
        across = _MARGIN + _SIDE * one.stated
        low, middle, high = (8 + _SIDE * (1 - value) for value in (interval.low, interval.value, interval.high))
        yield f'<line class="whisker" x1="{across:.1f}" x2="{across:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>'
        yield f'<circle class="dot" cx="{across:.1f}" cy="{middle:.1f}" r="5"/>'


def _svg(told: str, high: float, inside: str) -> str:
    rail = f'<line class="rail" x1="{_x(0)}" x2="{_x(1)}" y1="{high / 2}" y2="{high / 2}"/>'
    return f'<svg class="row" height="{high}" role="img" aria-label="{escape(told)}">{rail}{inside}</svg>'


def _whisker(figure: Figure, y: float, name: str) -> str:
    if figure.interval is None:
        return ""
    low, middle, high = (_x(value) for value in (figure.interval.low, figure.interval.value, figure.interval.high))
    line = f'<line class="whisker {name}" x1="{low}" x2="{high}" y1="{y}" y2="{y}"/>'
    if name == "series1":
        return line + _diamond(figure.interval.value, y, name)
    return line + f'<circle class="dot {name}" cx="{middle}" cy="{y}" r="4.5"/>'


def _diamond(value: float, y: float, name: str) -> str:
    # A nested drawing may stand at a share of the width, which a path alone may not.
    place = f'x="{_x(value)}" y="{y - 6}" width="12" height="12" overflow="visible"'
    shape = '<g transform="translate(-6 0)"><path d="M6 0 L12 6 L6 12 L0 6 Z"/></g>'
    return f'<svg class="diamond {name}" {place}>{shape}</svg>'


def _x(value: float) -> str:
    """A place across, with room at both ends for the marks."""
    return f"{2 + 96 * value:.2f}%"
