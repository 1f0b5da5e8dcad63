"""What the adapters of public checkers need on this machine: a package that the project does not lock, and weights."""

from importlib import import_module
from pathlib import Path
from typing import Any

from indexing.errors import ModelError


def required(module: str, package: str | None = None) -> Any:
    """The module. Raises ModelError, with what to install, where it is missing."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ModelError(f"This checker needs the package {package or module}: install it beside onrecord.") from error


def folder(weights: Path) -> str:
    """The folder of the weights. Raises ModelError where there is none; nothing is ever downloaded."""
    if not (weights / "config.json").is_file():
        raise ModelError(f"{weights} is no folder of weights: it holds no config.json.")
    return str(weights)
