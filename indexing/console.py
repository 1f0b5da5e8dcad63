"""Events of an operation as people read them: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from indexing.errors import OnRecordError

Event = dict[str, Any]
_LINE_EVERY = 5.0
_NOTES = 20
_NAMES = 5
_UNITS = {"reading": "articles", "embedding": "passages", "checking": "passages", "copying": "vectors"}


def shown(events: Iterable[Event], *, quiet: bool) -> dict[str, Any]:
    """Show events until the report and return that. Raises OnRecordError for an error event.

    Progress goes to standard error and, when `quiet`, only where that is a terminal; the audit to standard output.
    """
    terminal = sys.stderr.isatty()
    bar = _Bar() if terminal else _Lines(silent=quiet)
    with bar:
        for event in events:
            match event["event"]:
                case "progress":
                    bar.show(event["step"], event["done"], event["total"])
                case "audit":
                    _show_audit(event)
                case "error":
                    raise OnRecordError(event["message"])
                case "report":
                    return event["report"]
                case _:
                    pass
    raise OnRecordError("The work ended without a report: run the command again.")


def summary(report: dict[str, Any]) -> str:
    """A sync's report in plain lines, failures last. Of many notes and skipped files the first few are named."""
    parts = [f"{len(report[part])} {part}" for part in ("added", "changed", "unchanged", "removed")]
    seconds, passages = report["seconds"], report["passages"]
    rate = f", {passages / seconds:.0f} a second" if passages and seconds else ""
    lines = [f"Articles: {', '.join(parts)}. Passages written: {passages} in {seconds:.1f} s{rate}."]
    lines += [f"Same text: {row['article_id']} repeats {row['of']}." for row in report["duplicates"]]
    lines += [f"Note: {row['source']}: {row['note']}" for row in report["notes"][:_NOTES]]
    if len(report["notes"]) > _NOTES:
        lines.append(f"Note: {len(report['notes']) - _NOTES} more of this kind; --json gives all.")
    if report["skipped"]:
        lines.append(_skipped(report["skipped"]))
    if report["failed"]:
        lines.append(f"{len(report['failed'])} could not be indexed:")
        lines += [f"  {row['source']}: {row['reason']}" for row in report["failed"]]
    return "\n".join(lines)


def listed(row: Mapping[str, str | None]) -> str:
    """An article in one line, with its embargo and expiry where it has them."""
    told = ", ".join(f"{name} {row[name]}" for name in ("embargo", "expires") if row[name])
    return f"{row['id']}: {row['title'] or 'no title'}{f' ({told})' if told else ''}"


def inspected(report: dict[str, Any]) -> str:
    """What a check found, in plain lines."""
    if report["whole"]:
        return f"The index is whole: {report['looked_for']} of {report['live']} passages were found both ways."
    faults = {
        "missing": "are not in both indexes",
        "orphans": "are in an index and answer nothing",
        "unseen": "are not found by their own vector",
        "unheard": "are not found by their own words",
    }
    lines = [f"{len(report[fault])} passages {said}." for fault, said in faults.items() if report[fault]]
    return "\n".join([*lines, "All was mended." if report["repaired"] else "`onrecord check --repair` mends it."])


def erased(report: dict[str, Any]) -> str:
    """The receipt of an erasure, in plain lines."""
    size = f"{report['files']} files ({report['bytes'] / 1e6:.1f} MB)"
    lines = [f"Erased {key} at {report['at']}, revision {report['revision']}." for key in report["removed"]]
    lines += [f"{key} had been removed before." for key in report["before"]]
    lines += [f"Cleared the stored answer {key}, which drew on it or offered it." for key in report["answers"]]
    lines += [f"Its source {one} would be read again by `onrecord index`: take it away." for one in report["sources"]]
    if report["shared"]:
        lines.append(f"Not looked for, since another article says it too: {report['shared']} of its stretches.")
    lines += [f"Not looked into: {one}." for one in report["elsewhere"]]
    lines += [f"STILL THERE: “{one['probe']}” in {one['file']}." for one in report["traces"]]
    found = "some were found" if report["traces"] else "none was found"
    if report["probes"]:
        lines.append(f"{report['probes']} stretches of text and ids of records were looked for in {size}: {found}.")
    else:
        lines.append("No text of it is known here, so none could be looked for.")
    return "\n".join([*lines, "Backups, and blocks that files gave back to the disk, are not looked into."])


def _skipped(sources: list[str]) -> str:
    names = [Path(source).name for source in sources]
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    files = "1 file" if len(names) == 1 else f"{len(names)} files"
    return f"Skipped {files} whose format is not read: {', '.join(names[:_NAMES])}{more}."


class _Bar:
    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=Console(stderr=True))
        self._tasks: dict[str, TaskID] = {}

    def show(self, step: str, done: int, total: int | None) -> None:
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(f"{step.capitalize()} {_UNITS[step]}", total=total)
        self._progress.update(self._tasks[step], completed=done, total=total)

    def __enter__(self) -> None:
        self._progress.start()

    def __exit__(self, *_error: object) -> None:
        self._progress.stop()


class _Lines:
    def __init__(self, *, silent: bool) -> None:
        self._silent = silent
        self._next = time.monotonic() + _LINE_EVERY

    def show(self, step: str, done: int, total: int | None) -> None:
        if not self._silent and time.monotonic() >= self._next:
            of = f" of {total}" if total else ""
            print(f"{step}: {done}{of} {_UNITS[step]}", file=sys.stderr, flush=True)
            self._next = time.monotonic() + _LINE_EVERY

    def __enter__(self) -> None: ...

    def __exit__(self, *_error: object) -> None: ...


def _show_audit(event: Event) -> None:
    print(f"{event['source']}: {len(event['cuts'])} cut")
    for cut in event["cuts"]:
        place = f"line {cut['line']}" if cut["line"] else "page"
        print(f"  {place}, {cut['reason']}: {' '.join(cut['text'].split())}")
    for note in event["notes"]:
        print(f"  note: {note}")
