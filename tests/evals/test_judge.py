import pytest

from evals.judge import ContextFigures, Contexts, context_figures


def test_context_figures_are_the_means_by_ragas():
    pytest.importorskip("scipy", reason="the evals extra is not installed")
    figures = context_figures(
        [Contexts(("a", "b"), ("a",)), Contexts(("c",), ("c", "d")), Contexts((), ("a",)), Contexts(("a",), ())]
    )
    assert figures == ContextFigures(n=2, precision=0.75, recall=0.75)


def test_nothing_found_and_nothing_wanted_has_no_figures():
    assert context_figures([Contexts((), ())]) is None
