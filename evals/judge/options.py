"""The options of `python -m evals run` that choose a judge, and what they mean together."""

import os
from pathlib import Path
from typing import Annotated

import typer

from evals.judge.endpoint import Endpoint, ReplyForm
from evals.judge.errors import JudgeError

_PANEL = "Judge (ragas)"
_SAMPLES = "Samples for ragas"

Samples = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Write what was asked, found and answered; EvaluationDataset.from_jsonl loads it",
        rich_help_panel=_SAMPLES,
    ),
]
MultiTurn = Annotated[
    bool, typer.Option("--multi-turn", help="As conversations, ragas' MultiTurnSample", rich_help_panel=_SAMPLES)
]

Judge = Annotated[
    str | None,
    typer.Option(metavar="URL", help="OpenAI-compatible endpoint, such as http://host/v1", rich_help_panel=_PANEL),
]
JudgeModel = Annotated[str | None, typer.Option(metavar="NAME", help="Its model", rich_help_panel=_PANEL)]
JudgeKeyEnv = Annotated[
    str | None, typer.Option(metavar="VAR", help="Environment variable that holds its key", rich_help_panel=_PANEL)
]
JudgeReplies = Annotated[
    ReplyForm | None,
    typer.Option(help="How it is made to reply with JSON: json, or another for weak servers", rich_help_panel=_PANEL),
]
JudgeTimeout = Annotated[float, typer.Option(min=1, help="Seconds that one reply may take", rich_help_panel=_PANEL)]
Record = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Keep its replies, gzip if so named; what FILE holds is not asked again",
        rich_help_panel=_PANEL,
    ),
]
Replay = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Judge by kept replies, without network", rich_help_panel=_PANEL)
]


def chosen(
    url: str | None,
    model: str | None,
    key_env: str | None,
    form: ReplyForm | None,
    timeout: float,
    record: Path | None,
    replay: Path | None,
) -> Endpoint | None:
    """The judge that the options name, or None where they name none. Raises JudgeError where they do not fit."""
    if record and replay:
        raise JudgeError("--record asks the judge and --replay does not: give one of them.")
    if url is None and replay is None:
        if model or key_env or record:
            raise JudgeError("There is no judge to ask: name its endpoint with --judge, or a recording with --replay.")
        return None
    if url is not None and not url.startswith(("http://", "https://")):
        raise JudgeError(f"--judge {url} is not an address: it starts with http:// or https://.")
    if model is None and replay is None:
        raise JudgeError("--judge needs the name of its model: add --judge-model.")
    return Endpoint(url, model, _key(key_env, replay), form, record, replay, timeout)


def _key(variable: str | None, replay: Path | None) -> str | None:
    if variable is None or replay is not None:
        return None
    key = os.environ.get(variable)
    if not key:
        raise JudgeError(f"The variable {variable} that --judge-key-env names holds no key: set it.")
    return key
