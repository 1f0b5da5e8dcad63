"""Words that deny what follows them."""

import re

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w*n['’]t|hardly|barely|unable"
    r"|fail(?:ed|s|ing)? to|refus(?:ed|es|ing|e) to|declin(?:ed|es|ing|e) to|den(?:ied|ies|ying|y)|lacks?|lacked"
    r"|rul(?:ed|es|ing|e) out|far from|no longer|yet to|stop(?:ped|s) short of|unlikely|avoid(?:ed|s|ing)?)\b",
    re.IGNORECASE,
)
"""A denial as it stands in a text, with the words that belong to it."""

WORDS = frozenset(
    """not no never none nobody nothing neither nor without cannot hardly barely unable failed fails fail failing
    refused refuses refuse refusing declined declines denied denies deny lacked lacks unlikely avoided avoids""".split()
)
"""Single words that deny, lower case."""
