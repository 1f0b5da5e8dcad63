"""A command that changes the index, carried out here or by the service that holds the data folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from indexing.settings import IndexingSettings
    from indexing.sync.erasure import Kept


def run(
    command: str, arguments: Mapping[str, Any], data_dir: Path | None, *, quiet: bool, kept: Kept | None = None
) -> dict[str, Any]:
    """The report of a command, its progress shown unless `quiet`. Raises OnRecordError.

    `kept` is what `erase` also erases, beside an index that no service holds.
    """
    from indexing.console import shown
    from indexing.faults import refuse_none
    from indexing.ownership import owner

    settings = settings_of(data_dir)
    if command not in ("index", "restore"):
        refuse_none(settings)
    holder = owner(settings.data_dir)
    if holder and holder.port:
        from indexing.handoff import hand_over

        return shown(hand_over(holder, command, arguments), quiet=quiet)
    from indexing.operations import operate_folder
    from indexing.sync.erasure import Nothing

    return shown(operate_folder(settings, command, arguments, kept or Nothing()), quiet=quiet)


def settings_of(data_dir: Path | None) -> IndexingSettings:
    """The settings of the environment, for the data folder that is given."""
    from indexing.settings import IndexingSettings

    return IndexingSettings.from_environment(data_dir=data_dir)


def as_text(report: Mapping[str, Any]) -> str:
    """A report as JSON."""
    return json.dumps(report, ensure_ascii=False, indent=2, default=str)
