"""Figures on standard output, and what must be there before they are worked out."""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

# Of the extra `evals`, what a run cannot end without.
EXTRA = ("scipy",)


def need_extra() -> None:
    """Miss what the extra `evals` brings before the first question. Raises ModuleNotFoundError."""
    # What is needed at the end of a run is missed before its first question.
    for name in EXTRA:
        if find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def print_figures(figures: Mapping[str, Any], as_json: bool) -> None:
    """Print figures on standard output: as one JSON object, or a line each."""
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        if isinstance(value, Mapping):
            if any(isinstance(row, Mapping) for row in value.values()):
                for source, row in value.items():
                    print(f"{source}: {_cells(row)}")
            else:
                print(f"{name}: {_cells(value)}")
        elif not isinstance(value, list):  # a series is for programs and charts
            print(f"{name:24} {_cell(value)}")


def _cells(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} {_cell(one)}" for key, one in row.items())


def _cell(value: Any) -> str:
    return "none" if value is None else str(value)
