"""The commands of the index: `onrecord index | remove | rebuild | compact | check | backup | restore | status`."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from indexing.command import as_text, run, settings_of
from indexing.engines import Engine
from indexing.errors import OnRecordError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

DataDir = Annotated[
    Path | None, typer.Option("--data-dir", help="Folder of the index; without it ONRECORD_DATA_DIR, else ./data.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]


@app.command()
def index(
    paths: Annotated[
        list[str],
        typer.Argument(help="Files and folders, addresses of pages, feeds, sitemaps and APIs.", metavar="PATH|URL..."),
    ],
    prune: Annotated[bool, typer.Option("--prune", help="Remove articles that are gone from the paths.")] = False,
    mapping: Annotated[
        str | None, typer.Option("--mapping", help="How JSON of the web is read: `wordpress`, or a TOML file.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    audit: Annotated[bool, typer.Option("--audit", help="Show what was cut from each article, where and why.")] = False,
    engine: Annotated[Engine, typer.Option(help="What embeds: this machine, or a Ray cluster.")] = Engine.LOCAL,
    watch: Annotated[bool, typer.Option("--watch", help="Go on with each change of the paths until stopped.")] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Index what is new or changed; what is indexed already is not embedded again."""
    locations = [path if "://" in path else str(Path(path).expanduser().absolute()) for path in paths]
    mapping = str(Path(mapping).expanduser().absolute()) if mapping and mapping.endswith(".toml") else mapping
    arguments = {
        "locations": locations,
        "prune": prune,
        "dry_run": dry_run,
        "audit": audit,
        "mapping": mapping,
        "engine": engine,
    }
    with plainly():
        if watch:
            _watch(arguments, data_dir, as_json)
            return
        report = run("index", arguments, data_dir, quiet=as_json)
        from indexing.console import summary

        print(as_text(report) if as_json else summary(report))
        if report["failed"]:
            raise typer.Exit(1)


@app.command()
def remove(
    ids: Annotated[list[str], typer.Argument(help="Ids of articles; `onrecord status --articles` lists them.")],
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Remove articles and erase their texts; prints a receipt."""
    with plainly():
        receipt = run("remove", {"ids": ids}, data_dir, quiet=as_json)
        if as_json:
            print(as_text(receipt))
        else:
            for article_id in receipt["removed"]:
                print(f"Removed {article_id} at {receipt['at']}, revision {receipt['revision']}.")
        if receipt["unknown"]:
            print(f"Not in the index: {', '.join(receipt['unknown'])}.", file=sys.stderr)
            raise typer.Exit(1)


@app.command()
def rebuild(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Make both indexes, the stories and the boilerplate afresh, also where damaged or of another embedding model."""
    with plainly():
        report = run("rebuild", {}, data_dir, quiet=as_json)
        text = f"Rebuilt {report['passages']} passages of {report['articles']} articles in {report['seconds']:.1f} s."
        print(as_text(report) if as_json else text)
        if not report["articles"]:
            print(
                "The catalog holds no articles, so nothing can be answered: run `onrecord index PATH`.", file=sys.stderr
            )


@app.command()
def compact(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Write both indexes anew from the vectors that they hold, and give back the space of what was removed."""
    with plainly():
        report = run("compact", {}, data_dir, quiet=as_json)
        text = f"Compacted {report['passages']} passages of {report['articles']} articles in {report['seconds']:.1f} s."
        print(as_text(report) if as_json else text)


@app.command()
def check(
    sample: Annotated[int | None, typer.Option(min=1, help="Look for so many passages only, drawn by chance.")] = None,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what is wrong.")] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Look for every passage by its own vector and its own words, and for what should not be there.

    Exit 1 where something is wrong and was not mended.
    """
    with plainly():
        report = run("check", {"sample": sample, "repair": repair}, data_dir, quiet=as_json)
        from indexing.console import inspected

        print(as_text(report) if as_json else inspected(report))
        if not (report["whole"] or report["repaired"]):
            raise typer.Exit(1)


BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="The backup, one file.")]


@app.command()
def backup(file: BackupFile, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Save articles, answers, conversations, keys and vectors in one file, also while the service runs."""
    with plainly():
        report = run("backup", {"file": str(file.expanduser().absolute())}, data_dir, quiet=as_json)
        text = f"Saved revision {report['revision']} with {report['passages']} passages in {report['file']}."
        print(as_text(report) if as_json else text)


@app.command()
def restore(file: BackupFile, as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Make an empty data folder what a backup holds; nothing is embedded again."""
    with plainly():
        report = run("restore", {"file": str(file.expanduser().absolute())}, data_dir, quiet=as_json)
        text = f"Restored revision {report['revision']} with {report['passages']} passages from {report['file']}."
        print(as_text(report) if as_json else text)


@app.command()
def status(
    articles: Annotated[bool, typer.Option("--articles", help="List the articles too, each with its id.")] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Say what the index holds, whether it is whole, and who has it open."""
    with plainly():
        from indexing.console import listed
        from indexing.status import rows
        from indexing.status import status as status_of

        settings = settings_of(data_dir)
        state = dataclasses.asdict(status_of(settings))
        found = list(rows(settings)) if articles else []
        if as_json:
            print(as_text({**state, "listed": found} if articles else state))
            return
        for name, value in state.items():
            print(f"{name.replace('_', ' ')}: {'none' if value is None else value}")
        for one in found:
            print(f"  {listed(one)}")


@contextmanager
def plainly(code: int = 1) -> Generator[None]:
    """What a user can mend is one sentence on standard error and an exit code, never a traceback."""
    try:
        yield
    except OnRecordError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(code) from error


def _watch(arguments: Mapping[str, Any], data_dir: Path | None, as_json: bool) -> None:
    """A sync after each change; with JSON, its report is one line. The data folder is free for others in between."""
    from indexing.console import summary
    from indexing.watching import follow

    if address := next((path for path in arguments["locations"] if "://" in path), None):
        raise OnRecordError(f"Only files and folders can be watched, not {address}: index that now and then.")

    def sync() -> None:
        report = run("index", arguments, data_dir, quiet=True)
        print(json.dumps(report, ensure_ascii=False, default=str) if as_json else summary(report), flush=True)

    follow(sync, arguments["locations"], settings_of(data_dir).data_dir.absolute())


if __name__ == "__main__":
    app(prog_name="onrecord")
