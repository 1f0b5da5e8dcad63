"""Which judge is asked and how: an OpenAI-compatible endpoint, or a recording of one."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class ReplyForm(StrEnum):
    """How the judge is made to reply with JSON, by instructor's modes.

    `json` sets response_format to json_object; `json_schema` sends the schema, which llama.cpp and vLLM hold a weak
    model to; `md_json` asks for a fenced block in words alone, for servers that know no response_format.
    """

    JSON = "json"
    JSON_SCHEMA = "json_schema"
    MD_JSON = "md_json"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The judge of a run. `url` is None where a recording is replayed and no address was given.

    Without a `form` a replay takes that of its recording, and a judge is asked for `json`. `key` is sent and never
    written down. `timeout` are the seconds that one reply may take, `max_tokens` its length.
    """

    url: str | None
    model: str | None
    key: str | None = field(default=None, repr=False)
    form: ReplyForm | None = None
    record: Path | None = None
    replay: Path | None = None
    timeout: float = 120.0
    max_tokens: int = 4096
