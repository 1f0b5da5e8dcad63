"""An auxiliary that agrees with the subject put behind it: "do they say" of one country is "does Russia say". Pure."""

import re

from service.conversation.phrases import phrases

_SINGULAR = {"do": "does", "have": "has", "are": "is", "were": "was"}
_PLURAL = {one: many for many, one in _SINGULAR.items()}
_AUXILIARY = re.compile(r"\b(do|have|are|were|does|has|is|was)(?= $)", re.IGNORECASE)


def agreeing(before: str, subject: str) -> str:
    """What stands before a subject, its last auxiliary in the subject's number."""
    found = next(iter(phrases(f"about {subject}")), None)
    if found is None:
        return before
    forms = _PLURAL if found.plural else _SINGULAR
    return _AUXILIARY.sub(lambda match: _in_case(forms.get(match[1].casefold(), match[1]), match[1]), before)


def _in_case(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word
