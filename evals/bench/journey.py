"""The speed bench: articles indexed, questions answered warm in this process and cold in fresh ones, and a chart."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.bench import speed
from evals.bench.chart import Rows, page, refuse_unwritable
from evals.bench.coldstart import cold_start
from evals.bench.memory import machine, resident_mb
from evals.bench.questions import Question, questions_in
from evals.bench.stopwatch import Laps, Stopwatch
from evals.indexed import Indexed, asked_of, held
from evals.options import SEEDS
from evals.progress import tell, track
from evals.rows import RowError
from indexing.sync.reports import SyncReport
from service.answers import Answer
from service.errors import QuestionError
from service.models.reranker import Reranker
from service.retrieval import Retriever
from service.settings import Drafting
from service.wiring import answerer

_FRESH = (
    "Medians. Start is the interpreter with its imports, open the data folder, models the weights, first the first "
    "answer, and to first answer all of these; second is the same question again."
)


@dataclass(frozen=True, slots=True)
class Journey:
    """What was timed of the speed bench."""

    warm: tuple[speed.Timed, ...]
    cold: tuple[Mapping[str, float], ...]
    report: SyncReport
    indexed_mb: float | None

    def figures(self) -> dict[str, Any]:
        """The figures under the names that are printed; their definitions stand in evals/bench/speed.py."""
        return {
            "questions": len(self.warm),
            "warm": speed.stages(self.warm),
            "by_status": speed.by_status(self.warm),
            "cold": speed.cold(self.cold) if self.cold else None,
            "indexing": _indexing(self.report),
            "memory_mb": self._memory(),
            "machine": machine(),
        }

    def _memory(self) -> dict[str, float | None]:
        fresh = {name: [one[f"{name}_mb"] for one in self.cold] for name in ("opened", "answered", "peak")}
        return {"indexed": self.indexed_mb, **{name: max(found, default=None) for name, found in fresh.items()}}


def bench_speed(
    articles: Path | None, questions: Path, data_dir: Path | None, limit: int | None, starts: int, chart: Path | None
) -> dict[str, Any]:
    """The figures of speed. Raises OnRecordError."""
    asked = questions_in(questions)[:limit]
    refuse_unwritable(chart)
    with TemporaryDirectory(prefix="onrecord-speed-") as temporary:
        folder = data_dir or Path(temporary)
        # A folder that was named and needs no articles is asked as it is.
        with asked_of(articles or (None if data_dir else SEEDS), folder, Drafting.EXTRACTIVE) as ready:
            report, indexed_mb = ready.report, resident_mb()
        # Opened anew, as a service opens it: what indexing left in memory is not its own.
        with held(folder, Drafting.EXTRACTIVE) as ready:
            warm = _warm(ready, asked)
        cold = tuple(cold_start(folder, asked[0].question) for _ in track(range(starts), "Starting afresh"))
    found = Journey(warm, cold, report, indexed_mb).figures()
    if chart:
        chart.write_text(drawn(found), encoding="utf-8")
    return found


def drawn(figures: Mapping[str, Any]) -> str:
    """The figures as a page."""
    cold, ran = figures["cold"] or {}, figures["machine"]
    stages = {f"retrieve: {name}" if name in speed.WITHIN else name: row for name, row in figures["warm"].items()}
    status = {_words(name): row for name, row in figures["by_status"].items()}
    first = {_words(name): [cold[name]] for name in speed.COLD if cold}
    charts = [
        Rows.of_percentiles("A warm answer, stage by stage", stages, {"n": "n"}, "Other is what no stage took."),
        Rows.of_percentiles("A warm answer, by what became of the question", status, {"n": "n"}),
        Rows("First answer of a fresh process", "s", ("median",), first, _FRESH),
    ]
    said = f"{figures['questions']} questions, {ran['cores']} cores, load {ran['load_1_min']}, Python {ran['python']}."
    return page("Speed of answers", [said], charts)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _warm(ready: Indexed, questions: Sequence[Question]) -> tuple[speed.Timed, ...]:
    with _asking(ready) as ask:
        ask(questions[0])  # the first answer loads the model that embeds, and opens files
        timed = speed.measure(ask, questions)
    if not timed:
        raise RowError("None of the questions can be taken, so nothing was timed.")
    return timed


@contextmanager
def _asking(ready: Indexed) -> Generator[speed.Ask]:
    corpus = ready.corpus
    served = answerer(ready.settings, corpus)
    watch = Stopwatch(served.retriever)
    asking = replace(served, retriever=watch)

    def ask(question: Question) -> tuple[Answer | None, Laps]:
        try:
            return asking.answer(question.question, asked=question.date), watch.laps
        except QuestionError as error:
            tell(f"Question {question.id} cannot be taken: {error}")
            return None, {}

    with watch.watching(
        (Retriever, "spelt", "spell"),
        (type(corpus.embedder), "embed_query", "embed"),
        (type(corpus.vectors), "query", "vectors"),
        (type(corpus.keywords), "query", "keywords"),
        (Reranker, "scores", "rerank"),
    ):
        yield ask


def _indexing(report: SyncReport) -> dict[str, float | int] | None:
    articles = len(report.added) + len(report.changed)
    if not articles or not report.seconds:
        return None
    return {
        "articles": articles,
        "passages": report.passages,
        "seconds": round(report.seconds, 2),
        "passages_per_second": round(report.passages / report.seconds, 1),
    }
