"""What a client of OpenAI's chat completions asks for, as far as it means something here."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from service.answers import Filters, Mode
from service.web.chat.messages import Message

MODEL = "onrecord"
MOST_CHOICES = 16
Stop = Annotated[str, Field(min_length=1)]


def _listed(stop: object) -> object:
    match stop:
        case None:
            return ()
        case str():
            return (stop,)
        case _:
            return stop


def _as_text(form: dict[str, object] | None) -> dict[str, object] | None:
    if form is not None and form.get("type") != "text":
        raise ValueError("an answer is text that quotes articles, never JSON; leave it out")
    return form


def _uncalled(choice: str | dict[str, object] | None) -> str | dict[str, object] | None:
    if choice not in (None, "auto", "none"):
        raise ValueError("no tool is ever called from here; give auto or none, or leave it out")
    return choice


def _unmeasured(wanted: bool | None) -> bool | None:
    if wanted:
        raise ValueError("the checks give statements a score, not tokens a probability; leave it out")
    return wanted


class StreamOptions(BaseModel):
    """What a stream says besides the answer."""

    include_usage: bool | None = Field(default=None, description="End with a piece that counts the tokens")


class ChatRequest(BaseModel):
    """A chat; other parameters of OpenAI's are ignored, unless an answer without them would mislead."""

    model: str = Field(default=MODEL, description="One of /v1/models")
    messages: tuple[Message, ...] = Field(
        min_length=1,
        description="The last one of the user is the question; those of the system are not read",
        examples=[[{"role": "user", "content": "How long has the war lasted?"}]],
    )
    stream: bool | None = Field(default=None, description="Send server-sent events instead of one body")
    stream_options: StreamOptions | None = None
    n: Annotated[int, Field(ge=1, le=MOST_CHOICES)] | None = Field(
        default=None, description="How often the one answer is given"
    )
    stop: Annotated[tuple[Stop, ...], BeforeValidator(_listed, json_schema_input_type=str | list[Stop] | None)] = Field(
        default=(), description="The text ends before the first of these that it holds"
    )
    filters: Filters | None = Field(default=None, description="Which articles may answer; not one of OpenAI's")
    mode: Mode = Field(default=Mode.STRICT, description="As in /v1/answers; not one of OpenAI's")
    response_format: Annotated[dict[str, object] | None, AfterValidator(_as_text)] = None
    tool_choice: Annotated[str | dict[str, object] | None, AfterValidator(_uncalled)] = None
    logprobs: Annotated[bool | None, AfterValidator(_unmeasured)] = None

    @property
    def choices(self) -> range:
        """The indices of the choices."""
        return range(self.n or 1)

    @property
    def wants_usage(self) -> bool:
        """Whether a stream ends with a count of its tokens."""
        return bool(self.stream_options and self.stream_options.include_usage)
