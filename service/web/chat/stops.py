"""Where the text of an answer ends for a client that names stop sequences."""

from collections.abc import Sequence


def cut(text: str, stops: Sequence[str]) -> str:
    """The text before the first stop sequence in it."""
    places = [place for stop in stops if (place := text.find(stop)) >= 0]
    return text[: min(places, default=len(text))]


def settled(text: str, stops: Sequence[str]) -> str:
    """As much of a text that may go on as no stop sequence can still take back."""
    return text[: min((_first(text, stop) for stop in stops), default=len(text))]


def _first(text: str, stop: str) -> int:
    """Where the stop sequence stands, or may stand once the text goes on: at its end, its beginning; else the end."""
    place = text.find(stop)
    near = range(max(0, len(text) - len(stop) + 1), len(text) + 1)
    return place if place >= 0 else next(at for at in near if stop.startswith(text[at:]))
