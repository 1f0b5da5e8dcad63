"""Why a judge gave no score, in words that are the same on every run."""

import json
from collections.abc import Iterator

import openai
from pydantic import ValidationError

from evals.judge.errors import UnusableReply
from evals.judge.library import IncompleteOutputException, InstructorRetryException
from evals.judge.recording import Unrecorded


def reason(error: BaseException) -> str:
    """What went wrong, as a part of a sentence."""
    match error:
        case UnusableReply():
            return str(error)
        case openai.APITimeoutError():
            return "the judge did not reply in time"
        case openai.APIConnectionError():
            return "the judge could not be reached"
        case openai.RateLimitError():
            return "the judge replied with the error 429, too many requests"
        case openai.APIStatusError():
            return f"the judge replied with the error {error.status_code}"
        case IncompleteOutputException():
            return "the judge's reply was cut off"
        case InstructorRetryException():
            return _unread(error)
        case ValidationError() | json.JSONDecodeError():
            return "the judge's reply is not the JSON that it was asked for"
        case openai.OpenAIError() | AttributeError() | TypeError() | KeyError():
            return "the judge's reply is not a chat completion"
        case _:
            return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def unrecorded(error: BaseException) -> bool:
    """Whether it comes of a question that a recording does not hold."""
    return any(isinstance(one, Unrecorded) for one in _chain(error))


def _unread(error: InstructorRetryException) -> str:
    choices = getattr(error.last_completion, "choices", None) or ()
    content = choices[0].message.content if choices else None
    if not (content or "").strip():
        return "the judge's reply is empty"
    return "the judge's reply is not the JSON that it was asked for"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
