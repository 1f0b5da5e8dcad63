"""`pytest evals`: the cases as tests, on articles of their own choice. Nothing of it runs in the project's own tests.

Every process has an index of its own in a temporary folder: what pytest-xdist's first worker indexes, the others copy.
"""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from evals.cases import Case, cases_digest, read_cases
from evals.failure import Wrong
from evals.floors import Floors
from indexing.errors import OnRecordError

if TYPE_CHECKING:
    from evals.run import Ask, Begin
    from evals.scorers import Sources

ROOT = Path(__file__).parent
CASES = pytest.StashKey[tuple[Case, ...]]()
KNOWN = pytest.StashKey[frozenset[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of `python -m evals run` that choose what is asked of what."""
    group = parser.getgroup("evals", "the cases of On Record's evals")
    group.addoption("--cases", type=Path, default=ROOT / "cases", help="Folder of *.jsonl files with cases, or a file")
    group.addoption("--articles", type=Path, default=ROOT.parent / "seeds", help="Articles that the cases ask about")
    group.addoption("--floors", type=Path, default=ROOT / "floors.json", help="The baseline: which cases were wrong")


def pytest_configure(config: pytest.Config) -> None:
    """Read the cases, and register a mark for each kind."""
    try:
        cases = read_cases(config.option.cases)
        config.stash[CASES] = cases
        config.stash[KNOWN] = _known(cases, config.option.floors)
    except OnRecordError as error:
        raise pytest.UsageError(str(error)) from error
    for kind in sorted({case.kind for case in cases}):
        config.addinivalue_line("markers", f"kind_{kind}: cases of the kind {kind}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per case. What was wrong at the baseline may be wrong again, and not made up."""
    if "case" in metafunc.fixturenames:
        cases, known = metafunc.config.stash[CASES], metafunc.config.stash[KNOWN]
        metafunc.parametrize("case", [_parameter(case, case.id in known) for case in cases])


def _parameter(case: Case, known: bool) -> object:
    marks: list[pytest.MarkDecorator] = [getattr(pytest.mark, f"kind_{case.kind}")]
    if known:
        marks.append(pytest.mark.xfail(strict=False, raises=Wrong, reason="wrong at the baseline"))
    return pytest.param(case, id=case.id, marks=marks)


def _known(cases: tuple[Case, ...], floors: Path) -> frozenset[str]:
    # Other cases may have the same ids: the baseline speaks only of those that it was set on.
    if not floors.exists():
        return frozenset()
    baseline = Floors.read(floors)
    return baseline.failing if baseline.cases == cases_digest(cases) else frozenset()


@pytest.fixture(scope="session")
def asking(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[tuple[Ask, Sources, Begin]]":
    """Who answers, offline, what the answers are made from, and who answers in a conversation."""
    from evals.conversing import Conversing
    from evals.hearing import refuse_strangers
    from evals.indexed import indexed
    from service.settings import Drafting
    from service.wiring import answerer

    articles = request.config.option.articles
    folder = tmp_path_factory.mktemp("index")
    try:
        if hasattr(request.config, "workerinput"):
            _copied(articles, tmp_path_factory.getbasetemp().parent / "indexed", folder)
        with indexed([str(articles)], folder, Drafting.EXTRACTIVE) as ready:
            refuse_strangers(request.config.stash[CASES], ready.sources)
            asking = answerer(ready.settings, ready.corpus)
            yield asking.answer, ready.sources, partial(Conversing, asking)
    except OnRecordError as error:
        pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)


def _copied(articles: Path, shared: Path, folder: Path) -> None:
    from evals.indexed import indexed
    from service.settings import Drafting

    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            new = shared.with_suffix(".new")
            with indexed([str(articles)], new, Drafting.EXTRACTIVE):
                pass
            new.rename(shared)
    shutil.copytree(shared, folder, dirs_exist_ok=True)
