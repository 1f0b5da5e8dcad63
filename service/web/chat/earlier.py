"""The turns before a question as the rules for follow-ups take them, from what a client says was said.

A client may put words into the answers: they can steer what is searched for, as its question can, and nothing else.
"""

import re
from collections.abc import Sequence

from indexing.sentences import sentences
from service.conversation import turn
from service.conversation.standalone import standalone
from service.web.chat.messages import Turn

_MARKER = re.compile(r" ?\[\d{1,4}\]")
# Beyond these no follow-up leans.
_TURNS = 6


def turns(earlier: Sequence[Turn]) -> turn.Turns:
    """Each question made to stand alone by those before it, with the sentences of its answer, without their markers."""
    found: turn.Turns = ()
    for one in earlier[-_TURNS:]:
        said = _MARKER.sub("", one.answer)
        told = tuple(said[span.start : span.end] for span in sentences(said))
        found = (*found, turn.Turn(standalone(one.question, found), told))
    return found
