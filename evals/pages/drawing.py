"""What is drawn on a page of figures, in the ink of page.css: values on a rail, and points between two axes.

The width of a rail is that of the cell that it stands in, so that it fits a phone; its letters stand outside of it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_LEFT = 44
_TOP = 8
_ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A mark on a line from `low` to `high`, all shares of a rail."""

    low: float
    at: float
    high: float

    def drawn(self, y: float, ink: str, *, diamond: bool = False) -> str:
        """The line and a dot, or a diamond; `ink` is a class of the style."""
        line = f'<line class="whisker {ink}" x1="{_x(self.low)}" x2="{_x(self.high)}" y1="{y}" y2="{y}"/>'
        if diamond:
            return line + diamond_at(self.at, y, ink)
        return f'{line}<circle class="dot {ink}" cx="{_x(self.at)}" cy="{y}" r="4.5"/>'


def rail(told: str, high: float, inside: str) -> str:
    """A row; `told` says what is drawn to those who do not see it."""
    line = f'<line class="rail" x1="{_x(0)}" x2="{_x(1)}" y1="{high / 2}" y2="{high / 2}"/>'
    return f'<svg class="row" height="{high}" role="img" aria-label="{escape(told)}">{line}{inside}</svg>'


def axis(*labels: str) -> str:
    """The scale above a column of rails."""
    ticks = "".join(f"<span>{label}</span>" for label in labels)
    return f'<span class="axis" aria-hidden="true">{ticks}</span>'


def diamond_at(share: float, y: float, ink: str) -> str:
    """A mark of another form."""
    # A nested drawing may stand at a share of the width, which a path alone may not.
    place = f'x="{_x(share)}" y="{y - 6}" width="12" height="12" overflow="visible"'
    shape = '<g transform="translate(-6 0)"><path d="M6 0 L12 6 L6 12 L0 6 Z"/></g>'
    return f'<svg class="diamond {ink}" {place}>{shape}</svg>'


def upright(share: float, high: float) -> str:
    """A line across the rail, for what is wanted."""
    return f'<line class="target" x1="{_x(share)}" x2="{_x(share)}" y1="0" y2="{high}"/>'


@dataclass(frozen=True, slots=True)
class Frame:
    """Two axes from zero to `right` and `top`, with their names, `wide` and `high` pixels long."""

    x: str
    y: str
    right: float = 100
    top: float = 100
    wide: int = 300
    high: int = 300

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point stands in the drawing."""
        return _LEFT + self.wide * x / self.right, _TOP + self.high * (1 - y / self.top)

    def drawn(self, told: str, inside: str) -> str:
        """The axes and what stands between them; `told` says it to those who do not see it."""
        wide, high = _LEFT + self.wide + 16, _TOP + self.high + 44
        size = f'viewBox="0 0 {wide} {high}" width="{wide}"'
        axes = "".join(self._ticks(share) for share in (0, 0.5, 1)) + self._names()
        return f'<svg class="plane" {size} role="img" aria-label="{escape(told)}">{axes}{inside}</svg>'

    def _ticks(self, share: float) -> str:
        (left, low), (right, top) = self.at(0, 0), self.at(self.right, self.top)
        x, y = self.at(self.right * share, self.top * share)
        return (
            f'<line class="grid" x1="{x}" x2="{x}" y1="{top}" y2="{low}"/>'
            f'<line class="grid" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
            f'<text x="{x}" y="{low + 16}" text-anchor="middle">{number(self.right * share)}</text>'
            f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{number(self.top * share)}</text>'
        )

    def _names(self) -> str:
        right, low = self.at(self.right, 0)
        name = f'<text x="{right}" y="{low + 33}" text-anchor="end">{escape(self.x)}</text>'
        return f'{name}<text x="{_LEFT + 6}" y="{_TOP + 14}">{escape(self.y)}</text>'


def number(value: float) -> str:
    """A number as a person reads it."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def ceiling(values: Sequence[float]) -> float:
    """A round number that none of the values exceeds, for the end of an axis; 1 where all are zero."""
    most = max(values, default=0.0)
    if most <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in _ROUND if step * power >= most)


def _x(share: float) -> str:
    """A place across, with room at both ends for the marks."""
    return f"{2 + 96 * share:.2f}%"
