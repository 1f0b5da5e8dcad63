"""The phrases of phrases.toml as patterns: one for each reason and place that it names."""

import re
import tomllib
from importlib import resources

from indexing.cleaning.cuts import Reason

_TABLES = tomllib.loads(resources.files("indexing.cleaning").joinpath("phrases.toml").read_text(encoding="utf-8"))


def pattern(reason: Reason, place: str) -> re.Pattern[str]:
    """Any of the phrases listed for the reason under `place`, without regard to capitals."""
    joined = "|".join(_TABLES[reason][place])
    for name, words in _TABLES["words"].items():
        joined = joined.replace(name, f"(?:{'|'.join(words)})")
    return re.compile(joined, re.IGNORECASE)


def patterns(place: str) -> list[tuple[Reason, re.Pattern[str]]]:
    """The patterns of every reason that lists phrases under `place`, in the order of Reason."""
    return [(reason, pattern(reason, place)) for reason in Reason if place in _TABLES.get(reason, {})]
