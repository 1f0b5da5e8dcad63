"""Lines that stand under pictures: what they show, and whose picture it is."""

import re
from collections.abc import Sequence

from indexing.blocks import Kind
from indexing.cleaning.cuts import Reason
from indexing.cleaning.lines import Line
from indexing.cleaning.sections import Marks

_WORD = r"[A-Z][\w’'-]*\.?"
_NAME = rf"{_WORD}(?: (?:{_WORD}|d[aeio]s?|v[ao]n)){{0,3}}"
_SLASHED = rf"{_NAME}(?: ?/ ?{_NAME}){{1,3}}"
# A sentence of the body ends with its stop; a caption with the name of the photographer and the house behind it.
_CREDITED = re.compile(
    rf".{{15,250}}[.)”](?: ?{_SLASHED}(?: via {_NAME})?| {_NAME}, (?:The )?[A-Z][a-z]+ [A-Z][a-z]+"
    r"| [A-Z][A-Z .’'&]{4,40})(?<!\.)"
)
_KINDS = "photos?|photographs?|images?|pictures?|illustrations?|graphics?|courtesy|supplied|handout|file"
_BRACKETED = re.compile(
    rf"(?i:.{{0,250}}\((?:(?:{_KINDS})(?: (?:by|credit|courtesy|of))?[:/ ] ?[^()]{{3,90}}|supplied)\))"
    rf"|[^\d.!?]{{10,150}}\((?i:source): [^()]{{3,60}}\)|[^():]{{10,250}}\({_SLASHED}\)"
)
_BARRED = re.compile(rf"{_NAME}(?: \| {_NAME}){{2,3}}")
# What ends so stands above its caption.
_CUE = re.compile(
    r"(?:open|view|enlarge|see) (?:this )?(?:photo|image|picture|video)\b[\w ]{0,20}:"
    r"|(?:photo|image|picture|video|media) (?:caption|description)[,:]",
    re.IGNORECASE,
)
_LONGEST_CAPTION_WORDS = 45


def is_credited(text: str) -> bool:
    """Whether the line ends with a credit behind its sentence."""
    if text.endswith(")") and _BRACKETED.fullmatch(text):
        return True
    return not text.endswith(".") and _CREDITED.fullmatch(text) is not None


def captions(lines: Sequence[Line]) -> Marks:
    """Captions that only the line beside them tells: a cue such as "Open this photo in gallery:" above, or a credit
    of names between bars below. Rows of a table have bars too, but stand among each other.
    """
    found: Marks = {}
    for index, line in enumerate(lines):
        text = line.collapsed
        if line.kind is Kind.PARAGRAPH and _CUE.fullmatch(text):
            found |= _pair(lines, index, index + 1)
        elif "|" in text and _BARRED.fullmatch(text) and not any("|" in near.text for near in _beside(lines, index)):
            found |= _pair(lines, index, index - 1) if lines[index - 1].is_sentence else {}
    return found


def _pair(lines: Sequence[Line], tells: int, shows: int) -> Marks:
    if not 0 < shows < len(lines) or lines[shows].words > _LONGEST_CAPTION_WORDS:
        return {}
    return dict.fromkeys((tells, shows), Reason.IMAGE_RESIDUE)


def _beside(lines: Sequence[Line], index: int) -> list[Line]:
    return [lines[near] for near in (index - 1, index + 1) if 0 <= near < len(lines)]
