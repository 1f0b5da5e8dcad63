"""Shares drawn on the page: rows with intervals, and stated chances against the truth."""

from collections.abc import Iterator, Sequence

from evals.pages.drawing import Frame, Stretch, diamond_at, rail, upright
from evals.report.figures import Figure
from evals.selftest import Bin
from evals.stats import Interval

SCALE = ("0", "50", "100 %")
_HIGH = 22
_HIGH_OF_TWO = 30


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
    then = "" if figure.then is None else diamond_at(figure.then, _HIGH / 2, "then")
    return rail(told, _HIGH, then + _whisker(figure, _HIGH / 2, "one"))


def pair(figures: Sequence[Figure], target: float | None, names: Sequence[str]) -> str:
    """Two shares, one above the other, and a line where the target is."""
    told = "; ".join(f"{name} {percent(one.value)}, {bounds(one)}" for name, one in zip(names, figures, strict=True))
    told += "" if target is None else f"; wanted {percent(target)}"
    line = "" if target is None else upright(target, _HIGH_OF_TWO)
    drawn = (_whisker(one, 9 + 12 * place, f"series{place}") for place, one in enumerate(figures))
    return rail(told, _HIGH_OF_TWO, line + "".join(drawn))


def calibration(bins: Sequence[Bin]) -> str:
    """Stated chance across, share of true ones up, with intervals; on the diagonal, what is stated is so."""
    told = "; ".join(f"stated {percent(one.stated)}, true {percent(one.true.value)} of {one.true.of}" for one in bins)
    frame = Frame("stated, %", "true, %")
    (left, low), (right, top) = frame.at(0, 0), frame.at(100, 100)
    diagonal = f'<line class="diagonal" x1="{left}" y1="{low}" x2="{right}" y2="{top}"/>'
    return frame.drawn(told, diagonal + "".join(_points(frame, bins)))


def _points(frame: Frame, bins: Sequence[Bin]) -> Iterator[str]:
    for one in bins:
        if one.interval:
            yield _point(frame, one.stated, one.interval)


def _point(frame: Frame, stated: float, true: Interval) -> str:
    (x, low), (_, middle), (_, high) = (
        frame.at(100 * stated, 100 * value) for value in (true.low, true.value, true.high)
    )
    return (
        f'<line class="whisker" x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>'
        f'<circle class="dot" cx="{x:.1f}" cy="{middle:.1f}" r="5"/>'
    )


def _whisker(figure: Figure, y: float, ink: str) -> str:
    if figure.interval is None:
        return ""
    stretch = Stretch(figure.interval.low, figure.interval.value, figure.interval.high)
    return stretch.drawn(y, ink, diamond=ink == "series1")
