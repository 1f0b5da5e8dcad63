"""What the benches of time take: indexing, an answer's stages, many questions at once, other frameworks."""

from pathlib import Path
from typing import Annotated

import typer

from evals.bench.classes import Liar
from evals.bench.load import Arrivals
from evals.options import CASES, SEEDS, AsJson, AskedArticles, AskedQuestions, Chart, DataDir, Limit
from evals.printing import need_extra, print_figures
from evals.progress import for_machines

# The exit code of a command that was ended by Ctrl-C, by the shells' convention.
INTERRUPTED = 130


def speed(
    articles: AskedArticles = None,
    questions: AskedQuestions = CASES,
    cold: Annotated[int, typer.Option(min=0, help="First answers of so many fresh processes; 0: none")] = 3,
    chart: Chart = None,
    data_dir: DataDir = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """How long an answer takes, stage by stage, warm and in a fresh process; indexing rate and memory.

    Times are milliseconds, by nearest-rank percentiles; `cold` is in seconds. The articles themselves draft. The
    definitions stand in evals/bench/speed.py.
    """
    for_machines(as_json)
    from evals.bench.journey import bench_speed

    print_figures(bench_speed(articles, questions, data_dir, limit, cold, chart), as_json)


def index(
    articles: Annotated[
        Path, typer.Option(help="A file or a folder of articles", show_default="the sample articles")
    ] = SEEDS,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """How fast articles are indexed: On Record, LlamaIndex's IngestionPipeline, Chroma's own way, the embedder alone.

    One after the other, from nothing, on the same texts with the same model. One that fails is null, and says why. The
    definitions stand in evals/bench/race.py.
    """
    for_machines(as_json)
    from evals.bench.race import bench_index

    print_figures(bench_index(articles, limit), as_json)


def load(
    service: Annotated[
        str | None, typer.Option(metavar="URL", help="A running service; else the bench starts one of its own")
    ] = None,
    articles: Annotated[
        Path | None, typer.Option(help="Articles for its own service; else the sample articles, or --data-dir as it is")
    ] = None,
    questions: Annotated[Path, typer.Option(help="Rows id, question; or a folder of cases")] = CASES,
    clients: Annotated[
        str | None, typer.Option(help="Closed loop: so many clients, or a ramp of them", show_default="1,2,4")
    ] = None,
    rate: Annotated[
        str | None, typer.Option(help="Open loop: so many questions a second, or a ramp of them, as in 0.5,1,2")
    ] = None,
    arrivals: Annotated[Arrivals, typer.Option(help="When the questions of an open loop come")] = Arrivals.POISSON,
    seconds: Annotated[float, typer.Option(min=0.1, max=3600, help="How long each step lasts")] = 10.0,
    requests: Annotated[int, typer.Option(min=1, help="The most questions of each step")] = 1_000,
    timeout: Annotated[float, typer.Option(min=0.1, max=600, help="Seconds that one question may take")] = 30.0,
    stream: Annotated[
        bool, typer.Option("--stream", help="Read streams, and when their first statement comes")
    ] = False,
    hot: Annotated[
        bool, typer.Option("--hot", help="Ask each question once before; else its own service gives no answer again")
    ] = False,
    pid: Annotated[int | None, typer.Option(help="Process of the running service, to watch its memory")] = None,
    chart: Chart = None,
    data_dir: DataDir = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """How the service bears many questions at once: latency, answers a second, errors, memory. Ctrl-C ends it early.

    Latency of an open loop counts from when a question was to be asked. The definitions stand in evals/bench/load.py.
    """
    for_machines(as_json)
    from evals.bench.siege import bench_load, plan

    planned = plan(clients, rate, arrivals, seconds, requests, timeout, stream=stream, hot=hot)
    figures = bench_load(planned, service, articles, questions, data_dir, limit, pid, chart)
    print_figures(figures, as_json)
    if figures["interrupted"]:
        raise typer.Exit(INTERRUPTED)


def search(
    articles: AskedArticles = None,
    questions: AskedQuestions = CASES,
    passages: Annotated[
        int, typer.Option(min=0, help="Mix articles of their sentences until there are so many passages")
    ] = 0,
    embed: Annotated[
        bool, typer.Option("--embed", help="Embed what is mixed, for an hour or more; else it gets means of vectors")
    ] = False,
    data_dir: DataDir = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """How fast is a search among very many passages, in all of them and within a time, and is the nearest found.

    The definitions stand in evals/bench/scale.py. A folder whose articles were mixed is asked again without --articles.
    """
    for_machines(as_json)
    from evals.bench.commands import bench_search

    print_figures(bench_search(articles, questions, data_dir, passages, limit, embed=embed), as_json)


def peers(
    articles: AskedArticles = None,
    questions: AskedQuestions = CASES,
    qrels: Annotated[
        Path | None, typer.Option(help="TSV headed query-id corpus-id score; else what the cases name")
    ] = None,
    model: Annotated[Liar, typer.Option(help="Who drafts, for all of them")] = Liar.SCRIPTED,
    data_dir: DataDir = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """On Record beside other frameworks: retrieval, and what of a lying model's sentences reaches the reader.

    Each is used as its own documentation shows, with our embedder and the same model; what is not installed is skipped
    and named. Ctrl-C ends it early. The definitions stand in evals/bench/comparison.py.
    """
    need_extra()
    for_machines(as_json)
    from evals.bench.comparison import bench_peers

    figures = bench_peers(model, articles, questions, qrels, data_dir, limit)
    print_figures(figures, as_json)
    if figures["interrupted"]:
        raise typer.Exit(INTERRUPTED)
