"""Why a judge gave no score, in words that are the same on every run."""

import json
from collections.abc import Iterator
from typing import Any

import openai

from evals.judge.errors import UnusableReply
from evals.judge.library import IncompleteOutputException, InstructorRetryException
from evals.judge.transport import Unrecorded

_NO_COMPLETION = "the judge's reply is not a chat completion"


def reason(error: BaseException) -> str:
    """What went wrong, as a part of a sentence: of an error and what it comes of, the first that says so."""
    told = next(filter(None, map(_told, _chain(error))), None)
    return told or " ".join(f"{type(error).__name__}: {error}".split())[:200]


def unrecorded(error: BaseException) -> bool:
    """Whether it comes of a question that a recording does not hold."""
    return any(isinstance(one, Unrecorded) for one in _chain(error))


def _told(error: BaseException) -> str | None:
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
        case InstructorRetryException() if error.last_completion is not None:
            return _unread(error.last_completion)
        case openai.OpenAIError() | json.JSONDecodeError() | AttributeError() | TypeError() | KeyError():
            return _NO_COMPLETION
        case _:
            return None


def _unread(completion: Any) -> str:
    choices = getattr(completion, "choices", None)
    if not choices or choices[0].message is None:
        return _NO_COMPLETION
    if not (choices[0].message.content or "").strip():
        return "the judge's reply is empty"
    return "the judge's reply is not the JSON that it was asked for"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
