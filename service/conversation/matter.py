"""What a question is about, in few words: what a follow-up leans on where no single phrase of it is meant. Pure."""

import re

from service.conversation.phrases import Phrase, phrases
from service.retrieval.expectation import names
from service.wording import content

_WORD = re.compile(r"[\w’'.-]*\w")


def matter(question: str, beside: str = "") -> str:
    """The phrases of a question that bring something that `beside` does not say; without any its words that do."""
    known = content(beside)
    found = [phrase.text for phrase in phrases(question) if content(phrase.text) - known]
    words = (word for word in _WORD.findall(question) if names(word) or content(word))
    return ", ".join(found) or " ".join(dict.fromkeys(word for word in words if content(word) - known))


def topic(question: str) -> str:
    """The chief phrases of a question, or all that it is about."""
    found = [phrase for phrase in phrases(question) if phrase.definite or phrase.named]
    return " and ".join(phrase.text for phrase in found) or matter(question)


def is_thin(phrase: Phrase) -> bool:
    """Whether a phrase says too little to search by: one plain word."""
    return not phrase.named and len(content(phrase.text)) < 2
