"""Lines that stand under pictures: what they show, ended by whose picture it is."""

import re

_WORD = r"[A-Z][\w’'-]*\.?"
_NAME = rf"{_WORD}(?: (?:{_WORD}|d[aeio]s?|v[ao]n)){{0,3}}"
# A sentence of the body ends with its stop; a caption with the name of the photographer and the house behind it.
_CREDITED = re.compile(
    rf".{{15,250}}[.)”] (?:{_NAME} ?/ ?{_NAME}(?: via {_NAME})?|{_NAME}, (?:The )?[A-Z][a-z]+ [A-Z][a-z]+"
    r"|[A-Z][A-Z .’'&]{4,40})(?<!\.)"
)


def is_credited(text: str) -> bool:
    """Whether the line ends with a credit behind its sentence."""
    return _CREDITED.fullmatch(text) is not None
