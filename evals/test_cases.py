"""The cases as tests: `pytest evals -k number-08`, `-m kind_fact`, `-n 2`, `--cases DIR --articles DIR`."""

import pytest

from evals.cases import Case
from evals.failure import MadeUp, Wrong, failure
from evals.run import Ask, Begin, asked
from evals.scorers import Sources


def test_case(case: Case, asking: tuple[Ask, Sources, Begin], request: pytest.FixtureRequest) -> None:
    """The answer holds what the case asks for, and nothing that the articles do not."""
    ask, sources, begin = asking
    result = asked(ask, case, sources, begin)
    status = result.answer.status if result.answer else "none"
    # What `record_property` does, which warns of JUnit's second schema though every reader takes properties.
    request.node.user_properties += [("kind", case.kind), ("digest", case.digest), ("status", str(status))]
    if result.made_up or not result.scored:
        raise MadeUp(failure(result), pytrace=False)
    if not result.right:
        raise Wrong(failure(result), pytrace=False)
