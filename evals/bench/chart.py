"""Charts of a bench as one page that needs nothing else, in the style of the report of the evals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any, Self

from evals.bench.ranking import PERCENTILES
from evals.pages.drawing import Frame, Stretch, ceiling, diamond_at, number, rail
from evals.pages.head import head
from evals.pages.table import table
from evals.rows import RowError

Points = Sequence[tuple[float, float]]
Row = Mapping[str, Any]

_HIGH = 22
_INK = "series0"
_PERCENTILES = (
    "Milliseconds: the dot is the median, the hollow mark the 90th percentile, and the line ends at the 99th."
)


@dataclass(frozen=True, slots=True)
class Rows:
    """A row for each thing that was measured, with a value in `unit` under each of the names, None where it has none.

    The first value is drawn as a dot, those between as hollow marks, and a line from the first to the last; a single
    one on a line from zero. `beside` are counts of some rows, which are not drawn.
    """

    title: str
    unit: str
    names: tuple[str, ...]
    rows: Mapping[str, Sequence[float | None]]
    note: str = ""
    beside: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])

    @classmethod
    def of_percentiles(cls, title: str, rows: Mapping[str, Row], counts: Mapping[str, str], note: str = "") -> Self:
        """Milliseconds of rows that have them as p50_ms and so on; `counts` names others of their figures."""
        values = {label: [row[f"p{share}_ms"] for share in PERCENTILES] for label, row in rows.items()}
        beside = {label: {told: row[name] for name, told in counts.items()} for label, row in rows.items()}
        names = tuple(f"p{share}" for share in PERCENTILES)
        return cls(title, "ms", names, values, f"{_PERCENTILES} {note}".rstrip(), beside)

    def drawn(self) -> Iterator[str]:
        """The table."""
        title = escape(self.title)
        most = ceiling([value for row in self.rows.values() for value in row if value is not None])
        counts = tuple(dict.fromkeys(name for row in self.beside.values() for name in row))
        told = (self._row(label, values, most, counts) for label, values in self.rows.items())
        scale = ("0", number(most / 2), f"{number(most)} {escape(self.unit)}")
        yield table(title, (f'<span class="unseen">{title}</span>', *map(escape, (*self.names, *counts))), told, scale)
        yield f'<p class="soft">{escape(self.note)}</p>'

    def _row(self, label: str, values: Sequence[float | None], most: float, counts: Sequence[str]) -> Iterator[str]:
        there = [value for value in values if value is not None]
        told = ", ".join(f"{name} {_told(value)}" for name, value in zip(self.names, values, strict=True))
        yield escape(label)
        yield rail(f"{told} {self.unit}", _HIGH, _marks([value / most for value in there]) if there else "")
        yield from map(_told, values)
        yield from (_told(self.beside.get(label, {}).get(name)) for name in counts)


@dataclass(frozen=True, slots=True)
class Line:
    """What changed over something: points between two axes that begin at zero."""

    title: str
    x: str
    y: str
    points: Points

    def drawn(self) -> Iterator[str]:
        """The line, and its numbers in a table that is folded."""
        across, up = zip(*self.points, strict=True)
        frame = Frame(self.x, self.y, ceiling(across), ceiling(up), wide=420, high=200)
        told = f"from {number(up[0])} to {number(up[-1])} {self.y}, at most {number(max(up))}"
        yield frame.drawn(told, _line([frame.at(x, y) for x, y in self.points]))
        rows = ((number(x), number(y)) for x, y in self.points)
        numbers = table(escape(self.title), (escape(self.x), escape(self.y)), rows)
        yield f"<details><summary>As a table</summary>{numbers}</details>"


def page(title: str, said: Sequence[str], charts: Sequence[Rows | Line]) -> str:
    """The whole page: a title, what is said of the figures, one paragraph each, then the charts that have any."""
    return "\n".join(_parts(title, said, [one for one in charts if _measured(one)]))


def refuse_unwritable(path: Path | None) -> None:
    """Raise RowError where a page could not be written, which is known before a long run and not after it."""
    try:
        if path:
            path.touch()
    except OSError as error:
        raise RowError(f"The chart cannot be written to {path}: {error.strerror}.") from error


def _measured(chart: Rows | Line) -> bool:
    return bool(chart.rows if isinstance(chart, Rows) else chart.points)


def _parts(title: str, said: Sequence[str], charts: Sequence[Rows | Line]) -> Iterator[str]:
    yield head(title)
    yield f'<body><header><p class="kicker">On Record · bench</p><h1>{escape(title)}</h1>'
    yield from (f'<p class="lead">{escape(line)}</p>' for line in said)
    yield "</header><main>"
    for at, chart in enumerate(charts):
        yield f'<section aria-labelledby="chart-{at}"><h2 id="chart-{at}">{escape(chart.title)}</h2>'
        yield from chart.drawn()
        yield "</section>"
    yield "" if charts else "<p>Nothing was measured.</p>"
    yield "</main></body></html>\n"


def _marks(shares: Sequence[float]) -> str:
    first, last = shares[0], shares[-1]
    y = _HIGH / 2
    stretch = Stretch(first if len(shares) > 1 else 0, first, last)
    return "".join(diamond_at(share, y, "then") for share in shares[1:-1]) + stretch.drawn(y, _INK)


def _line(points: Points) -> str:
    dots = "".join(f'<circle class="dot {_INK}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points[-1:])
    return f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>{dots}'


def _told(value: float | None) -> str:
    return "–" if value is None else number(value)
