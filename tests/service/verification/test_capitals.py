"""A capital for its country."""

import pytest

from service.verification.capitals import countries
from service.verification.names import check

QUOTE = "Ankara has lent the island two ferries."
PASSAGE = f"Turkey has long had an eye on the island. {QUOTE}"


def test_a_capital_names_its_country_where_the_passage_names_both() -> None:
    claim = "Turkey has lent the island two ferries."
    assert check(claim, QUOTE) != ()
    assert check(claim, QUOTE, "\n".join(countries(QUOTE, PASSAGE))) == ()


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        (QUOTE, QUOTE),
        (QUOTE, f"Greece has long had an eye on the island. {QUOTE}"),
        ("Turkey has lent the island two ferries.", "Turkey has lent the island two ferries. Ankara is proud."),
    ],
)
def test_elsewhere_it_names_nothing(quote: str, passage: str) -> None:
    assert countries(quote, passage) == []
