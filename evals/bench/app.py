"""`python -m evals bench`: what each bench of answers and claims takes. Nothing heavy is imported before one runs."""

from pathlib import Path
from typing import Annotated

import typer

from evals.bench.classes import Liar
from evals.bench.halves import Half
from evals.bench.machines import index, load, peers, search, speed
from evals.options import CASES, AsJson, DataDir, Limit
from evals.printing import need_extra, print_figures
from evals.progress import for_machines

bench = typer.Typer(help="The figures, on JSON lines in the documented formats, gzip or plain.", no_args_is_help=True)


@bench.command()
def retrieval(
    articles: Annotated[Path, typer.Option(help="Rows doc_id, url, title, published, authors, text")],
    queries: Annotated[Path, typer.Option(help="Rows id, question, date (the day it is asked; optional)")],
    qrels: Annotated[Path, typer.Option(help="TSV headed query-id corpus-id score")],
    data_dir: DataDir = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """Are the right articles found: ndcg@10, recall, mrr@10 over the judged queries, and the speed.

    A query is asked on its date, where it has one. passages_per_second is null where the index was there already.
    """
    for_machines(as_json)
    from evals.bench.commands import bench_retrieval

    print_figures(bench_retrieval(articles, queries, qrels, data_dir, limit), as_json)


@bench.command()
def answers(
    articles: Annotated[Path, typer.Option(help="Rows doc_id, url, title, published, authors, text")],
    questions: Annotated[Path, typer.Option(help="Rows id, question, answer (right strings; empty: none), date")],
    unanswerable: Annotated[
        Path | None, typer.Option(help="More questions; whatever their answer, it is not in the articles")
    ] = None,
    data_dir: DataDir = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """Are answers right, and refused where the articles have none.

    answered: not refused. correct: a right string stands in the answer, after normalisation of case, accents, quotes,
    punctuation, articles and spaces. wrong: answered and not correct, or answered where the articles have no answer.
    abstained: refused. precision: correct / answered. coverage: answered / answerable, of the answerable questions.
    abstain_recall: refused / all, of the questions without an answer. ungrounded_statements: statements whose citations
    do not exist as told, or whose numbers, dates, names or quotations their quotes do not hold. A share of nothing is
    null.
    """
    for_machines(as_json)
    from evals.bench.commands import bench_answers

    print_figures(bench_answers(articles, questions, unanswerable, data_dir, limit), as_json)


@bench.command()
def claims(
    data: Annotated[Path, typer.Option(help="Rows id, premise, hypothesis, label (1 supported, 0 not), source")],
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """Are supported claims told from unsupported ones, with the threshold that comes with the project.

    balanced_accuracy: of judged supported against all else. recall_unsupported: unsupported claims not judged supported
    / unsupported. false_alarm_rate: supported claims judged contradicted or unsupported / supported.
    supported_precision: truly supported / judged supported. supported_coverage: judged supported / supported.
    """
    for_machines(as_json)
    from evals.bench.commands import bench_claims

    print_figures(bench_claims(data, limit), as_json)


@bench.command()
def conflicts(
    data: Annotated[Path, typer.Option(help="Rows id, question, documents, sides, source (the last two optional)")],
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """Are both sides shown where articles disagree, and none where they do not.

    documents: a list of {text, title?, published?}; the question is asked of these alone. sides: for each side that is
    expected a list of strings, one of which its sentence holds; fewer than two sides: the documents do not disagree.
    contested: rows with two sides or more. found: answered as conflicting, of the contested. right_sides: of these, two
    expected sides stand in two sides of the answer. told: of the contested, two expected sides stand in two sentences,
    marked as sides or not. uncontested: the other rows. false_conflicts: answered as conflicting, of the uncontested.
    by_source: the same for each source.
    """
    for_machines(as_json)
    from evals.bench.commands import bench_conflicts

    print_figures(bench_conflicts(data, limit), as_json)


@bench.command()
def conversations(
    data: Annotated[Path, typer.Option(help="Rows input (the turns), contexts (what answers the last), rewrite")],
    half: Annotated[Half, typer.Option(help="Which rows: tune on one half, report the other")] = Half.ALL,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """Are follow-ups found, as they were asked and as the rules rewrite them.

    Rows as MTRAG has them: input is a list of {speaker, text} that ends with the follow-up, contexts are the passages
    {document_id, text, title} that answer it, rewrite is a person's. altered: follow-ups that the rules changed, of n.
    dragged: first questions that they changed when asked behind another conversation, of new_topics. raw, rewritten,
    reference: recall@10 and ndcg@10 over the rows with contexts, among the passages of all rows.
    """
    for_machines(as_json)
    from evals.bench.commands import bench_conversations

    print_figures(bench_conversations(data, half, limit), as_json)


@bench.command()
def liar(
    articles: Annotated[
        Path | None, typer.Option(help="Articles to ask about; else the sample articles, or what --data-dir holds")
    ] = None,
    questions: Annotated[Path, typer.Option(help="Rows id, question, date; or a folder of cases")] = CASES,
    model: Annotated[Liar, typer.Option(help="Who drafts")] = Liar.SCRIPTED,
    show: Annotated[Path | None, typer.Option(help="File for every drafted statement and what became of it")] = None,
    data_dir: DataDir = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """What gets past the checks when the drafting model lies.

    scripted drafts true sentences and copies with one thing made up, or another citation; smollm is SmolLM2-135M behind
    a server of its own, which makes things up freely. fabricated_emitted: made up, and in an answer all the same.
    true_kept: true statements that are in the answers, of true_drafted. The definitions stand in evals/bench/liar.py.
    """
    need_extra()
    for_machines(as_json)
    from evals.bench.trial import bench_liar

    print_figures(bench_liar(model, articles, questions, data_dir, limit, show), as_json)


for command in (speed, index, search, load, peers):
    bench.command()(command)
