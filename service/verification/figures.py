"""A claim in the figures of its evidence: "€20 million" as "20 million euros" where the evidence has it so. Pure.

The rules compare values; a network sees words, and takes another way to write a number for another number.
"""

import re
from collections.abc import Sequence

from service.verification.quantities import Kind, Quantity, quantities

_SYMBOL = re.compile(r"(?:US|A|C)?[$€£¥]\s?$")
_CURRENCY = re.compile(r"\s(?:US )?(?:dollars?|euros?|pounds?|yen|francs?)\b", re.IGNORECASE)


def rewritten(claim: str, evidence: str) -> str:
    """The claim with each quantity written as the evidence writes the same value of the same kind."""
    given = quantities(evidence)
    for mine in reversed(quantities(claim)):
        start, end = _span(mine, claim)
        there = _same(mine, given, evidence)
        if there and claim[start:end] not in there:
            claim = f"{claim[:start]}{there[0]}{claim[end:]}"
    return claim


def _same(mine: Quantity, given: Sequence[Quantity], evidence: str) -> list[str]:
    alike = [one for one in given if (one.kind, one.value) == (mine.kind, mine.value)]
    if mine.kind is Kind.MONEY:
        alike = [one for one in alike if one.unit == mine.unit]
    spans = (_span(one, evidence) for one in alike)
    return [evidence[start:end] for start, end in spans]


def _span(quantity: Quantity, text: str) -> tuple[int, int]:
    """Where the quantity stands, with its currency."""
    if quantity.kind is not Kind.MONEY:
        return quantity.start, quantity.end
    symbol, word = _SYMBOL.search(text[: quantity.start]), _CURRENCY.match(text, quantity.end)
    return (symbol.start() if symbol else quantity.start), (word.end() if word else quantity.end)
