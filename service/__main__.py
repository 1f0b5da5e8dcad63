"""The command `onrecord`: what indexing offers, and questions, on the command line or over HTTP."""

import os
import signal
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from indexing.__main__ import DataDir, plainly
from indexing.__main__ import app as indexing_app
from indexing.errors import CorpusError, CorpusLocked, OnRecordError

if TYPE_CHECKING:  # what answers takes seconds to import; --help must not
    from collections.abc import Callable

    from indexing.ownership import Owner
    from service.answers import Answer, Filters
    from service.drafts import Verification
    from service.settings import ServiceSettings
    from service.web.health import Service

Made = TypeVar("Made")
# A long draft is some hundreds of claims, each a search.
VERIFY_SECONDS = 300

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(indexing_app)

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
    data_dir: DataDir = None,
) -> None:
    """Answer a question from the articles, each sentence with its quote."""
    from service.answers import Filters
    from service.plain import plain
    from service.settings import ServiceSettings

    with plainly():
        settings = ServiceSettings.from_environment(data_dir=data_dir)
        filters = Filters(published_after=_day("--after", after), published_before=_day("--before", before))
        answer = _answer(settings, question, filters)
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
    from service.settings import ServiceSettings

    with plainly(2):
        form = reports.chosen(json=as_json, sarif=as_sarif, junit=as_junit)
        settings = ServiceSettings.from_environment(data_dir=data_dir)
        manuscript = manuscripts.read(draft, max_file_mb=settings.max_file_mb)
        verification = _verify(settings, manuscript.text)
        reports.show(form, verification, manuscript)
    if not verification.sound:
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


def main() -> None:
    """Run the command; SIGTERM ends it as orderly as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _terminated)
    app(prog_name="onrecord")


def _answer(settings: "ServiceSettings", question: str, filters: "Filters") -> "Answer":
    from service import client

    def here(service: "Service") -> "Answer":
        answer = service.answerer.answer(question, filters, asked=date.today())
        service.archive.keep(answer)
        return answer

    timeout = settings.model_timeout + 30
    return _here_or_there(settings, here, lambda holder: client.ask(holder, question, filters, timeout=timeout))


def _verify(settings: "ServiceSettings", text: str) -> "Verification":
    from service import client

    def here(service: "Service") -> "Verification":
        return service.drafts.check(text)

    return _here_or_there(settings, here, lambda holder: client.verify(holder, text, timeout=VERIFY_SECONDS))


def _here_or_there(
    settings: "ServiceSettings", here: "Callable[[Service], Made]", there: "Callable[[Owner], Made]"
) -> Made:
    """From the data folder itself, or from the service that owns it."""
    from indexing.faults import without_index
    from indexing.ownership import claim, owner

    if not settings.data_dir.is_dir():
        raise without_index(settings.data_dir)
    try:
        with claim(settings.data_dir, "ask"):
            return _here(settings, here)
    except CorpusLocked:
        holder = owner(settings.data_dir)
        if holder is None or holder.port is None:
            raise
        return there(holder)


def _here(settings: "ServiceSettings", make: "Callable[[Service], Made]") -> Made:
    from service import wiring

    service = wiring.build(settings)
    try:
        if not service.corpus.catalog.articles(limit=1):
            raise CorpusError(f"There are no articles in {settings.data_dir}: run `onrecord index PATH` first.")
        return make(service)
    finally:
        service.close()


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
