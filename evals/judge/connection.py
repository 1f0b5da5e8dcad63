"""One judge for each repeat, behind the recording."""

import logging
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx2
from openai import AsyncOpenAI

from evals.judge.endpoint import Endpoint, ReplyForm
from evals.judge.errors import JudgeError
from evals.judge.library import InstructorBaseRagasLLM, InstructorLLM, instructor, llm_factory
from evals.judge.pacing import Pace
from evals.judge.recording import Recording
from evals.judge.transport import Recorded

# A reply that cannot be read is shown to the judge once more.
_SECOND_CHANCES = 1
# What is asked again after an error that may pass: 408, 409, 429, 5xx, no reply in time.
_RETRIES = 2
_SECONDS_TO_CONNECT = 10.0
# A reply that failed is a value in the report; instructor would print each to the terminal as well.
logging.getLogger("instructor").setLevel(logging.CRITICAL)

_NOWHERE = "http://replayed.invalid"
# What each form asks of the server, as a recording shows it.
_FORMS = {"json_object": ReplyForm.JSON, "json_schema": ReplyForm.JSON_SCHEMA, None: ReplyForm.MD_JSON}


@asynccontextmanager
async def judges(
    endpoint: Endpoint, recording: Recording, model: str, repeats: int
) -> AsyncGenerator[tuple[InstructorBaseRagasLLM, ...]]:
    """The judges of the repeats, from 1. Raises JudgeError where the endpoint is not there or refuses the key."""
    if endpoint.replay is None:
        await _reach(endpoint)
    async with AsyncExitStack() as stack:
        pace = Pace(endpoint.timeout)
        clients = [_client(endpoint, recording, repeat, pace) for repeat in range(1, repeats + 1)]
        for client in clients:
            stack.push_async_callback(client.close)
        yield tuple(_judge(client, model, endpoint, recording) for client in clients)


def _client(endpoint: Endpoint, recording: Recording, repeat: int, pace: Pace) -> AsyncOpenAI:
    asked = endpoint.replay is None
    network = httpx2.AsyncHTTPTransport() if asked else None
    transport = Recorded(recording, repeat, network, endpoint.timeout, endpoint.key, pace)
    return AsyncOpenAI(
        base_url=endpoint.url or _NOWHERE + recording.path_before,
        api_key=endpoint.key or "none",
        http_client=httpx2.AsyncClient(transport=transport),
        timeout=endpoint.timeout,
        max_retries=_RETRIES if asked else 0,
    )


def _judge(client: AsyncOpenAI, model: str, endpoint: Endpoint, recording: Recording) -> InstructorBaseRagasLLM:
    form = endpoint.form or (ReplyForm.JSON if endpoint.replay is None else _FORMS[recording.response_format])
    sent: dict[str, Any] = {"max_tokens": endpoint.max_tokens, "temperature": 0, "max_retries": _SECOND_CHANCES}
    match form:
        case ReplyForm.JSON:
            return llm_factory(model, client=client, **sent)
        case ReplyForm.JSON_SCHEMA:
            patched = instructor.from_openai(client, mode=instructor.Mode.JSON_SCHEMA)
        case ReplyForm.MD_JSON:
            patched = instructor.from_openai(client, mode=instructor.Mode.MD_JSON)
    return InstructorLLM(client=patched, model=model, provider="openai", **sent)


async def _reach(endpoint: Endpoint) -> None:
    """Ask nothing in particular, so that a wrong address or key is told before hundreds of scores fail."""
    headers = {"authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    limits = httpx2.Timeout(endpoint.timeout, connect=_SECONDS_TO_CONNECT)
    try:
        async with httpx2.AsyncClient(timeout=limits, trust_env=False) as client:
            reply = await client.get(f"{(endpoint.url or '').rstrip('/')}/models", headers=headers)
    except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
        raise JudgeError(f"The judge at {endpoint.url} cannot be reached: check --judge, and that it runs.") from error
    except httpx2.HTTPError:
        return  # something is there; what it makes of questions is seen with the first
    if reply.status_code in (401, 403):
        raise JudgeError(
            f"The judge at {endpoint.url} refuses the key (error {reply.status_code}): name the variable that holds it "
            "with --judge-key-env."
        )
