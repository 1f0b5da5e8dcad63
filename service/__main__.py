"""The command `onrecord`: what indexing offers, and questions, on the command line or over HTTP."""

import signal
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from indexing.__main__ import app
from indexing.errors import CorpusError, CorpusLocked, OnRecordError, SettingsError

if TYPE_CHECKING:  # what answers takes seconds to import; --help must not
    from service.answers import Answer, Filters
    from service.settings import ServiceSettings

DataDir = Annotated[Path | None, typer.Option(help="Folder of the catalog and the indexes.", show_default="data")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")]


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, in quotes.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole answer as JSON.")] = False,
    after: Annotated[Day, typer.Option(help="Only articles published on this day or later.")] = None,
    before: Annotated[Day, typer.Option(help="Only articles published on this day or earlier.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Answer a question from the articles, each sentence with its quote."""
    from service.answers import Filters
    from service.plain import plain
    from service.settings import ServiceSettings

    settings = ServiceSettings.from_environment(data_dir=data_dir)
    filters = Filters(published_after=_day(after), published_before=_day(before))
    answer = _answer(settings, question, filters)
    typer.echo(answer.model_dump_json(indent=2) if as_json else plain(answer))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.", show_default="8000")] = None,
    index_if_empty: Annotated[
        Path | None, typer.Option(metavar="PATH", help="Index this first if there are no articles yet.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Serve the chat page and the API until Ctrl-C."""
    from service import serving
    from service.settings import ServiceSettings

    settings = ServiceSettings.from_environment(host=host, port=port, data_dir=data_dir)
    serving.serve(settings, index_if_empty=index_if_empty, say=lambda line: print(line, flush=True))


def main() -> None:
    """Run the command; what a user can mend ends as one sentence on standard error."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        app()
    except OnRecordError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, SettingsError) else 1)


def _answer(settings: "ServiceSettings", question: str, filters: "Filters") -> "Answer":
    """From the data folder itself, or from the service that owns it."""
    from indexing.ownership import claim, owner
    from service import client

    if not settings.data_dir.is_dir():
        raise CorpusError(f"There is no data folder {settings.data_dir}: run `onrecord index PATH` first.")
    try:
        with claim(settings.data_dir, "ask"):
            return _answer_here(settings, question, filters)
    except CorpusLocked:
        holder = owner(settings.data_dir)
        if holder is None or holder.port is None:
            raise
        return client.ask(holder, question, filters, timeout=settings.model_timeout + 30)


def _answer_here(settings: "ServiceSettings", question: str, filters: "Filters") -> "Answer":
    from service import wiring

    service = wiring.build(settings)
    try:
        if not service.corpus.catalog.articles(limit=1):
            raise CorpusError(f"The data folder {settings.data_dir} holds no articles: run `onrecord index PATH` first.")
        answer = service.answerer.answer(question, filters, asked=date.today())
        service.archive.keep(answer)
        return answer
    finally:
        service.close()


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


if __name__ == "__main__":
    main()
