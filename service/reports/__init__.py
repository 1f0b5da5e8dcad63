"""What became of a draft, in the form that its reader takes: people, editors' tools, build servers."""

import sys
from enum import StrEnum

import typer
from rich.console import Console

from indexing.errors import OnRecordError
from service.manuscripts import Manuscript
from service.plain import judged
from service.reports import junit, sarif, terminal
from service.verdicts import Verification


class Form(StrEnum):
    """A form that a report can be asked for in."""

    PEOPLE = "people"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"


def chosen(*, json: bool, sarif: bool, junit: bool) -> Form:
    """The one form that was asked for. Raises OnRecordError where there are several."""
    asked = [form for form, wanted in ((Form.JSON, json), (Form.SARIF, sarif), (Form.JUNIT, junit)) if wanted]
    if len(asked) > 1:
        raise OnRecordError("Give only one of --json, --sarif and --junit.")
    return asked[0] if asked else Form.PEOPLE


def show(form: Form, verification: Verification, manuscript: Manuscript) -> None:
    """Print the report on standard output; people get colours where that is a terminal which has them."""
    match form:
        case Form.JSON:
            typer.echo(verification.model_dump_json(indent=2))
        case Form.SARIF:
            typer.echo(sarif.report(verification, manuscript))
        case Form.JUNIT:
            typer.echo(junit.report(verification, manuscript))
        case Form.PEOPLE:
            _tell(Console(highlight=False, markup=False, emoji=False), verification, manuscript)


def _tell(console: Console, verification: Verification, manuscript: Manuscript) -> None:
    # FORCE_COLOR makes rich take a pipe for a terminal; a pipe's reader wants lines that are not broken.
    if sys.stdout.isatty() and not console.is_dumb_terminal:
        terminal.show(console, verification, manuscript)
    else:
        typer.echo(judged(verification))
