"""The command `onrecord`: what indexing offers, and questions, on the command line or over HTTP."""

import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from indexing.__main__ import DataDir, plainly
from indexing.__main__ import app as indexing_app
from indexing.errors import OnRecordError
from indexing.filenames import is_text, shown
from service.keys.commands import app as key_commands

# A long draft is some hundreds of claims, each a search.
VERIFY_SECONDS = 300
NEW = "new"

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(indexing_app)
app.add_typer(key_commands, name="keys")

After = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only articles published on this day or later.")]
Before = Annotated[
    str | None, typer.Option(metavar="YYYY-MM-DD", help="Only articles published on this day or earlier.")
]


@app.callback()
def door() -> None:
    """Questions about a publisher's own articles, answered only with what the articles say."""
    from service.settings import ServiceSettings

    with plainly():
        ServiceSettings.from_environment()  # also for commands that need few of them: a bad one is bad for all


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, in quotes.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    after: After = None,
    before: Before = None,
    conversation: Annotated[
        str | None, typer.Option(metavar="ID|new", help="Ask within a conversation, or begin one.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Answer a question from the articles, each sentence with its quote."""
    from service.answers import Filters
    from service.nearby import library
    from service.plain import plain
    from service.settings import ServiceSettings

    with plainly():
        settings = ServiceSettings.from_environment(data_dir=data_dir)
        filters = Filters(published_after=_day("--after", after), published_before=_day("--before", before))
        with library(settings, "ask", seconds=settings.model_timeout + 30) as found:
            named = found.begin() if conversation == NEW else conversation
            answer = found.ask(question, filters, conversation_id=named)
        typer.echo(answer.model_dump_json(indent=2) if as_json else plain(answer))


@app.command()
def verify(
    draft: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A draft: text, Markdown, HTML or Word (.docx); - reads it here.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the verdicts as JSON.")] = False,
    as_sarif: Annotated[bool, typer.Option("--sarif", help="Print SARIF 2.1.0, for editors and code hosts.")] = False,
    as_junit: Annotated[bool, typer.Option("--junit", help="Print JUnit XML, for build servers.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Check each claim of a draft against the articles.

    Exit 1 where a claim is contradicted or unsupported, 2 where the draft could not be checked.
    """
    from service import manuscripts, reports
    from service.nearby import library
    from service.settings import ServiceSettings

    with plainly(2):
        form = reports.chosen(json=as_json, sarif=as_sarif, junit=as_junit)
        settings = ServiceSettings.from_environment(data_dir=data_dir)
        manuscript = manuscripts.read(draft, max_file_mb=settings.max_file_mb)
        with library(settings, "verify", seconds=VERIFY_SECONDS) as found:
            verification = found.verify(manuscript.text)
        reports.show(form, verification, manuscript)
    if not verification.sound:
        raise typer.Exit(1)


@app.command()
def erase(
    ids: Annotated[list[str], typer.Argument(help="Ids of articles; `onrecord status --articles` lists them.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the receipt as JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Erase articles with every trace, also in stored answers, and prove it; prints a receipt.

    Exit 1 where an id is unknown or something is still found.
    """
    from indexing.command import as_text, run
    from indexing.console import erased
    from service.archive.erasing import Stored
    from service.settings import ServiceSettings

    with plainly():
        settings = ServiceSettings.from_environment(data_dir=data_dir)
        receipt = run("erase", {"ids": ids}, data_dir, quiet=as_json, kept=Stored.at(settings.archive))
        typer.echo(as_text(receipt) if as_json else erased(receipt))
        if receipt["unknown"]:
            typer.echo(f"Not in the index: {', '.join(receipt['unknown'])}.", err=True)
    if receipt["unknown"] or receipt["traces"]:
        raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on, 0 for any.", show_default="8000")] = None,
    index_if_empty: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Index this first if there are no articles yet.")
    ] = None,
    workers: Annotated[int, typer.Option(help="Processes that answer; the embedded index allows one.", min=1)] = 1,
    data_dir: DataDir = None,
) -> None:
    """Serve the chat page and the API until Ctrl-C."""
    from service import serving
    from service.monitoring.logs import start_logging
    from service.monitoring.tracing import sent_spans
    from service.settings import ServiceSettings

    with plainly():
        settings = ServiceSettings.from_environment(host=host, port=port, data_dir=data_dir)
        serving.refuse_several(workers)
        start_logging(settings.log, shows_questions=settings.log_questions)
        with sent_spans(os.environ):
            serving.serve(settings, index_if_empty=index_if_empty, say=lambda line: print(line, flush=True))
        serving.end()


@app.command()
def health(data_dir: DataDir = None) -> None:
    """Ask the service that holds the data folder whether it answers questions: exit 1 and the reason where not."""
    from service.readiness import refuse_unready
    from service.settings import ServiceSettings

    with plainly():
        refuse_unready(ServiceSettings.from_environment(data_dir=data_dir).data_dir)
        typer.echo("The service is ready.")


@app.command()
def mcp(data_dir: DataDir = None) -> None:
    """Serve agents over MCP on standard input and output, from the index or the running service."""
    from service.mcp.server import over_stdio
    from service.nearby import Nearby
    from service.settings import ServiceSettings

    with plainly():
        settings = ServiceSettings.from_environment(data_dir=data_dir)
        with Nearby(settings, seconds=VERIFY_SECONDS) as nearby:
            over_stdio(nearby.lent)


def main() -> None:
    """Run the command; SIGTERM ends it as orderly as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _terminated)
    if odd := next((argument for argument in sys.argv if not is_text(argument)), None):
        sys.exit(f"The argument {shown(odd)} is not in UTF-8; write it in UTF-8, or rename what it names.")
    app(prog_name="onrecord")


def _terminated(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _day(option: str, given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise OnRecordError(f"{option} cannot be {given!r}: give a day as in 2026-01-31.") from error


if __name__ == "__main__":
    main()
