"""`onrecord keys`: make, list and revoke the keys that callers over the network need."""

import json
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from indexing.__main__ import DataDir, plainly
from indexing.errors import OnRecordError
from service.keys import Key, Keys, KeyScope, Standing

app = typer.Typer(no_args_is_help=True, help="Make, list and revoke the keys that callers over the network need.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Whose key it is, for the list.")],
    scope: Annotated[KeyScope, typer.Option(help="reader asks and reads; admin changes the articles, too.")] = (
        KeyScope.READER
    ),
    days: Annotated[int | None, typer.Option(min=1, help="Days that it is good for; for ever without.")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Make a key and print it, once: it is stored nowhere."""
    with plainly(), _keys(data_dir) as keys:
        key, secret = keys.create(_named(name), scope, days)
    typer.echo(json.dumps({**_told(key), "key": secret}) if as_json else secret)


@app.command("list")
def list_(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List the keys, also those no longer good. The keys themselves cannot be read back."""
    with plainly(), _keys(data_dir) as held:
        keys = held.all()
    if as_json:
        typer.echo(json.dumps([_told(key) for key in keys]))
        return
    for key in keys:
        typer.echo(f"{key.id}  {key.scope:6}  {_state(key):24}  {key.name}")


@app.command()
def revoke(
    id: Annotated[str, typer.Argument(help="The id of the key, as the list shows it.")],  # noqa: A002
    data_dir: DataDir = None,
) -> None:
    """Revoke a key: a running service refuses it from the next request on."""
    with plainly(), _keys(data_dir) as keys:
        key = keys.revoke(id)
    typer.echo(f"Revoked: {key.id} ({key.name}).")


def _keys(data_dir: Path | None) -> closing[Keys]:
    from service.settings import ServiceSettings

    return closing(Keys.of(ServiceSettings.from_environment(data_dir=data_dir)))


def _named(name: str) -> str:
    plain = " ".join(name.split())
    if not plain:
        raise OnRecordError("The key needs a name: say whose it is.")
    return plain


def _state(key: Key) -> str:
    standing = key.standing(datetime.now(UTC))
    match standing:
        case Standing.GOOD if key.expires_at is None:
            return standing
        case Standing.REVOKED:
            return f"{standing} {key.revoked_at:%Y-%m-%d}"
        case _:
            return f"{standing} {'until' if standing is Standing.GOOD else 'on'} {key.expires_at:%Y-%m-%d}"


def _told(key: Key) -> dict[str, object]:
    return json.loads(json.dumps(asdict(key), default=datetime.isoformat))
