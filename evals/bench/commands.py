"""The benches on the product's own parts: what each command of `python -m evals bench` runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from evals.bench import answers, claims, conflicts, conversations, mixing, retrieval, scale
from evals.bench.halves import Half
from evals.bench.questions import AnswerableQuestion, Question, questions_in, read_qrels
from evals.indexed import asked_of, held, indexed
from evals.options import SEEDS
from evals.progress import tell
from evals.rows import read_rows
from service.answers import Answer, Filters
from service.conversation.standalone import standalone
from service.errors import QuestionError
from service.models.reranker import Reranker
from service.retrieval import Retriever
from service.settings import Drafting
from service.warming import warm

if TYPE_CHECKING:
    from service.answering import Answerer


def bench_retrieval(
    articles: Path, queries: Path, qrels: Path, data_dir: Path | None, limit: int | None
) -> Mapping[str, float | int | None]:
    """The figures of retrieval. Raises OnRecordError."""
    questions, judged = read_rows(queries, Question)[:limit], read_qrels(qrels)
    with indexed([str(articles)], data_dir) as ready:
        retriever = Retriever(ready.corpus, Reranker(threads=ready.settings.threads))
        found = retrieval.measure(lambda question: _ranked(retriever, question), questions, judged)
        report, passages = ready.report, ready.corpus.catalog.counts().passages
    speed = round(report.passages / report.seconds, 1) if report.passages and report.seconds else None
    return {**found.row(), "passages": passages, "passages_per_second": speed}


def bench_search(
    articles: Path | None,
    queries: Path,
    data_dir: Path | None,
    passages: int,
    limit: int | None,
    *,
    embed: bool = False,
) -> dict[str, Any]:
    """The figures of searches among many passages. Raises OnRecordError."""
    questions = questions_in(queries)[:limit]
    with TemporaryDirectory(prefix="onrecord-search-") as temporary:
        folder = data_dir or Path(temporary)
        with asked_of(articles or (None if data_dir else SEEDS), folder) as ready:
            mixing.mix_in(ready.corpus, passages, embed=embed)
        # Opened anew, as a service opens it: what indexing left in memory is not its own.
        with held(folder) as ready:
            warm(ready.corpus)
            return scale.measure(ready.corpus, questions)


def bench_answers(
    articles: Path, questions: Path, unanswerable: Path | None, data_dir: Path | None, limit: int | None
) -> Mapping[str, float | int | None]:
    """The figures of answers. Raises OnRecordError."""
    from service.wiring import answerer

    asked = read_rows(questions, AnswerableQuestion)[:limit]
    if unanswerable:
        others = read_rows(unanswerable, AnswerableQuestion)[:limit]
        asked = (*asked, *(question.model_copy(update={"answer": ()}) for question in others))
    with indexed([str(articles)], data_dir) as ready:
        asking = answerer(ready.settings, ready.corpus)
        _answer(asking, asked[0])  # the first answer loads the models
        done = answers.measure(lambda row: _answer(asking, row), asked, ready.sources)
    return answers.figures(done)


def bench_claims(data: Path, limit: int | None) -> Mapping[str, object]:
    """The figures of the checks that the service makes. Raises OnRecordError."""
    from service.verification import Verifier
    from service.verification.entailment import EmbeddedEntailment

    verifier = Verifier(EmbeddedEntailment())
    return claims.figures(claims.measure(verifier.judge, read_rows(data, claims.Claim)[:limit]))


def bench_conflicts(data: Path, limit: int | None) -> Mapping[str, object]:
    """The figures of disagreements. Raises OnRecordError."""
    from service.wiring import answerer

    rows = read_rows(data, conflicts.Contested)[:limit]
    with TemporaryDirectory(prefix="onrecord-conflicts-") as folder:
        articles = Path(folder) / "articles.jsonl"
        conflicts.write_articles(rows, articles)
        # The articles' own sentences answer: what is counted is whether they disagree, not what a model makes of it.
        with indexed([str(articles)], None, Drafting.EXTRACTIVE) as ready:
            asking = answerer(ready.settings, ready.corpus)
            return conflicts.figures(conflicts.measure(lambda row: _asked_of_its_own(asking, row), rows))


def bench_conversations(data: Path, half: Half, limit: int | None) -> Mapping[str, object]:
    """The figures of follow-ups. Raises OnRecordError."""
    rows = read_rows(data, conversations.Talk)[:limit]
    with TemporaryDirectory(prefix="onrecord-conversations-") as folder:
        articles = Path(folder) / "articles.jsonl"
        conversations.write_articles(rows, articles)
        with indexed([str(articles)], None, Drafting.EXTRACTIVE) as ready:
            retriever = Retriever(ready.corpus, Reranker(threads=ready.settings.threads))
            return conversations.figures(
                half.of(rows),
                standalone,
                lambda question: _ranked(retriever, Question(id="", question=question)),
            )


def _answer(asking: Answerer, row: AnswerableQuestion) -> Answer | None:
    try:
        return asking.answer(row.question, asked=row.date)
    except QuestionError as error:
        tell(f"Question {row.id} cannot be taken: {error}")
        return None


def _asked_of_its_own(asking: Answerer, row: conflicts.Contested) -> Answer | None:
    try:
        return asking.answer(row.question, Filters(article_ids=tuple(one.id for one in row.documents)))
    except QuestionError as error:
        tell(f"Question {row.id} cannot be taken: {error}")
        return None


def _ranked(retriever: Retriever, question: Question) -> list[str]:
    """The ids of the articles found, best first; a near-copy stands behind the article that it was shown with."""
    hits = retriever.evidence(question.question, asked=question.date).nearest
    return list(
        dict.fromkeys(
            name for hit in hits for name in (hit.passage.article_id, *(copy.article_id for copy in hit.copies))
        )
    )
