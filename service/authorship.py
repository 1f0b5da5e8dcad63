"""Who wrote an answer, as its `model` says: the drafter, and where it was not the drafter alone, why."""

from service.answers import Answer
from service.checking import NO_TIME
from service.composing.page import Page
from service.drafting.verbatim import REDRAFTED
from service.errors import DraftingError

QUOTED = "extractive"
NOTHING_STOOD = "extractive (nothing by {} stood the checks)"


def author(page: Page, model: str, fault: DraftingError | None) -> str:
    """The author of what stands on the page, `fault` being why the draft of `model` broke off."""
    why = str(fault).rstrip(".") if fault else ""
    if any(REDRAFTED not in one.reasons for one in page.emitted):
        return f"{model} ({why})" if why else model
    if why:
        return f"{QUOTED} ({why})"
    return NOTHING_STOOD.format(model) if page.checked else model


def is_settled(answer: Answer) -> bool:
    """Whether the drafter said and the checks saw all there was: else asking again may bring more."""
    return "(" not in answer.model and not any(NO_TIME in one.reasons for one in answer.withheld)
