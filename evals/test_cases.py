"""The cases as tests: `pytest evals -k number-08`, `-m kind_fact`, `-n 2`, `--cases DIR --articles DIR`."""

from collections.abc import Callable

from evals.cases import Case
from evals.failure import MadeUp, Wrong, failure
from evals.run import Ask, asked
from evals.scorers import Sources


def test_case(case: Case, asking: tuple[Ask, Sources], record_property: Callable[[str, object], None]) -> None:
    """The answer holds what the case asks for, and nothing that the articles do not."""
    ask, sources = asking
    result = asked(ask, case, sources)
    status = result.answer.status if result.answer else "none"
    for name, value in (("kind", case.kind), ("digest", case.digest), ("status", str(status))):
        record_property(name, value)
    if result.made_up or not result.scored:
        raise MadeUp(failure(result), pytrace=False)
    if not result.right:
        raise Wrong(failure(result), pytrace=False)
