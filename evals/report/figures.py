"""A share as a report tells it: with its counts, its interval, and what it was at the baseline."""

from dataclasses import dataclass
from typing import Any, Self

from evals.stats import Interval, Share


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its counts and its 95 % interval (Wilson); `then` is the share at the baseline, where known."""

    name: str
    count: int
    of: int
    interval: Interval | None
    then: float | None = None

    @classmethod
    def of_share(cls, name: str, share: Share, then: float | None = None) -> Self:
        """A share under a name."""
        return cls(name, share.count, share.of, share.interval(), then)

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return Share(self.count, self.of).value


def figure_json(figure: Figure) -> dict[str, Any]:
    """A figure for programs."""
    return {"count": figure.count, "of": figure.of, "interval": interval_json(figure.interval)}


def interval_json(interval: Interval | None) -> list[float] | None:
    """The bounds of an interval for programs."""
    return None if interval is None else [round(interval.low, 4), round(interval.high, 4)]
