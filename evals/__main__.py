"""`python -m evals`: the cases, and the benches. Nothing heavy is imported before a command runs."""

import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from evals.bench.classes import Liar
from evals.bench.load import Arrivals
from evals.judge.options import (
    Judge,
    JudgeKeyEnv,
    JudgeModel,
    JudgeReplies,
    JudgeTimeout,
    MultiTurn,
    Record,
    Replay,
    Samples,
    chosen,
)
from indexing.errors import OnRecordError

ROOT = Path(__file__).parent
SEEDS = ROOT.parent / "seeds"
FLOORS = ROOT / "floors.json"
# Of the extra `evals`, what a run cannot end without.
EXTRA = ("scipy",)
# As a shell says it of a command that Ctrl-C ended.
INTERRUPTED = 130

app = typer.Typer(
    help="Are the answers right, and are they not getting worse.", no_args_is_help=True, add_completion=False
)
bench = typer.Typer(help="The figures, on JSON lines in the documented formats, gzip or plain.", no_args_is_help=True)
app.add_typer(bench, name="bench")

DataDir = Annotated[
    Path | None,
    typer.Option(envvar="ONRECORD_DATA_DIR", help="Folder that keeps the index between runs; else it is temporary"),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print the figures as JSON on standard output, progress as JSON lines beside it")
]
UpdateBaseline = Annotated[
    bool, typer.Option("--update-baseline", help="Make this the baseline, and lower floors to what was reached")
]
Limit = Annotated[int | None, typer.Option(min=1, help="Take only the first so many rows, for a quick look")]


@app.command()
def run(
    cases: Annotated[Path, typer.Option(help="Folder of *.jsonl files with cases, or one file")] = ROOT / "cases",
    articles: Annotated[Path, typer.Option(help="Articles that the cases ask about")] = SEEDS,
    floors: Annotated[Path, typer.Option(help="What must be reached")] = FLOORS,
    report: Annotated[Path, typer.Option(help="Folder for the report")] = Path("eval-report"),
    data_dir: DataDir = None,
    service: Annotated[
        str | None, typer.Option(metavar="URL", help="Ask a running service, on the articles that it holds")
    ] = None,
    service_key_env: Annotated[
        str, typer.Option(metavar="VAR", help="Environment variable that holds the service's key, if it wants one")
    ] = "ONRECORD_KEY",
    self_test: Annotated[
        int, typer.Option(min=0, help="Articles to plant fabrications in, to test the detectors; 0: leave that out")
    ] = 25,
    link: Annotated[
        str, typer.Option(help="Address that the page of the report will have, for the links of report.md")
    ] = "report.html",
    update_baseline: UpdateBaseline = False,
    samples: Samples = None,
    multi_turn: MultiTurn = False,
    judge: Judge = None,
    judge_model: JudgeModel = None,
    judge_key_env: JudgeKeyEnv = None,
    judge_replies: JudgeReplies = None,
    judge_timeout: JudgeTimeout = 120.0,
    record: Record = None,
    replay: Replay = None,
    as_json: AsJson = False,
) -> None:
    """Ask all cases, test the detectors, write a report. Exit 0 passed, 1 failed, 2 could not run.

    The gate, in order: nothing made up and no row lost; the detectors find what they must; not significantly more
    cases wrong than at the baseline (exact one-sided McNemar test at .05), and enough of them right. Offline unless a
    judge is named; what a judge says is advice, and replayed it decides as well.
    """
    _need_extra()
    _tell(as_json)
    judge_at = chosen(judge, judge_model, judge_key_env, judge_replies, judge_timeout, record, replay)
    from evals.evaluation import Asked, Export, run_cases
    from evals.remote import Remote

    export = Export(samples, multi_turn) if samples else None
    asked = Asked(
        cases,
        articles,
        floors,
        report,
        data_dir,
        update_baseline,
        self_test,
        link,
        judge=judge_at,
        export=export,
        service=Remote(service, os.environ.get(service_key_env)) if service else None,
    )
    ran = run_cases(asked)
    if as_json:
        print(json.dumps(ran.as_json(), ensure_ascii=False))
    else:
        for line in ran.lines(report):
            print(line)
    if not ran.passed:
        raise typer.Exit(1)


@app.command()
def new(
    articles: Annotated[Path, typer.Option(help="Articles to propose cases on")] = ROOT.parent / "seeds",
    out: Annotated[Path, typer.Option(help="File for the proposals; none that is there is written over")] = Path(
        "proposals.jsonl"
    ),
    each: Annotated[int, typer.Option(min=1, help="At most so many of a kind and article")] = 3,
) -> None:
    """Propose cases on articles, for a person to confirm: read each with its note, mend it, move it to the cases.

    Facts, numbers, dates, speakers, near misses, false premises and conflicts, made from the articles' sentences by
    form, without a model.
    """
    from evals.proposing import write_proposals

    print(f"{write_proposals(articles, out, each)} Read each with the sentence in its note before it becomes a case.")


@app.command()
def mutate(
    articles: Annotated[Path, typer.Option(help="Articles to plant fabrications in")] = SEEDS,
    floors: Annotated[
        Path | None, typer.Option(help="What must be found; else only the sample articles as a whole are gated")
    ] = None,
    skip: Annotated[
        int, typer.Option(min=0, help="Pass over so many articles, in the order of their ids' digests")
    ] = 0,
    limit: Limit = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Check against the article, not the nearest sentences")
    ] = False,
    update_baseline: UpdateBaseline = False,
    as_json: AsJson = False,
) -> None:
    """Plant one fabrication at a time in true sentences: which detector finds it, and what it takes wrongly for one.

    planted: the classes of fabrications. control: sentences as they stand, or changed and still true. caught: judged
    contradicted or unsupported / n, with its Wilson interval. stopped: not judged supported / n. Exit 1 where a floor
    is not met.
    """
    _need_extra()
    _tell(as_json)
    from evals.floors import Floors, floors_to_update
    from evals.gate import judge_detectors
    from evals.selftest import self_test

    all_samples = (articles.resolve(), skip, limit, whole) == (SEEDS.resolve(), 0, None, False)
    gated = floors or (FLOORS if all_samples else None)
    if update_baseline and gated is None:
        raise OnRecordError("Name the file that holds the floors of these claims with --floors.")
    known = None if gated is None else floors_to_update(gated) if update_baseline else Floors.read(gated)
    test = self_test(articles, skip, limit, whole=whole)
    if update_baseline and gated and known:
        known = known.retested(test)
        known.write(gated)
    gate = judge_detectors(test, known) if known else None
    told = {"passed": gate.passed, "findings": [str(one) for one in gate.findings]} if gate else {}
    _show({**test.figures(), **told} if as_json else test.figures(), as_json)
    if gate and not as_json:
        for finding in gate.findings:
            print(finding)
        print(f"The detectors {'passed' if gate.passed else 'failed'}.")
    if gate and not gate.passed:
        raise typer.Exit(1)


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
    _tell(as_json)
    from evals.bench.commands import bench_retrieval

    _show(bench_retrieval(articles, queries, qrels, data_dir, limit), as_json)


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
    _tell(as_json)
    from evals.bench.commands import bench_answers

    _show(bench_answers(articles, questions, unanswerable, data_dir, limit), as_json)


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
    _tell(as_json)
    from evals.bench.commands import bench_claims

    _show(bench_claims(data, limit), as_json)


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
    expected sides stand in two sides of the answer. uncontested: the other rows. false_conflicts: answered as
    conflicting, of the uncontested. by_source: the same for each source.
    """
    _tell(as_json)
    from evals.bench.commands import bench_conflicts

    _show(bench_conflicts(data, limit), as_json)


@bench.command()
def liar(
    articles: Annotated[
        Path | None, typer.Option(help="Articles to ask about; else the sample articles, or what --data-dir holds")
    ] = None,
    questions: Annotated[Path, typer.Option(help="Rows id, question, date; or a folder of cases")] = ROOT / "cases",
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
    _need_extra()
    _tell(as_json)
    from evals.bench.trial import bench_liar

    _show(bench_liar(model, articles, questions, data_dir, limit, show), as_json)


@bench.command()
def speed(
    articles: Annotated[
        Path | None, typer.Option(help="Articles to ask about; else the sample articles, or what --data-dir holds")
    ] = None,
    questions: Annotated[Path, typer.Option(help="Rows id, question, date; or a folder of cases")] = ROOT / "cases",
    cold: Annotated[int, typer.Option(min=0, help="First answers of so many fresh processes; 0: none")] = 3,
    chart: Annotated[Path | None, typer.Option(help="File for a page of charts that needs nothing else")] = None,
    data_dir: DataDir = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """How long an answer takes, stage by stage, warm and in a fresh process; indexing rate and memory.

    Times are milliseconds, by nearest-rank percentiles; `cold` is in seconds. The articles themselves draft. The
    definitions stand in evals/bench/speed.py.
    """
    _tell(as_json)
    from evals.bench.journey import bench_speed

    _show(bench_speed(articles, questions, data_dir, limit, cold, chart), as_json)


@bench.command()
def load(
    service: Annotated[
        str | None, typer.Option(metavar="URL", help="A running service; else the bench starts one of its own")
    ] = None,
    articles: Annotated[
        Path | None, typer.Option(help="Articles for its own service; else the sample articles, or --data-dir as it is")
    ] = None,
    questions: Annotated[Path, typer.Option(help="Rows id, question; or a folder of cases")] = ROOT / "cases",
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
    pid: Annotated[int | None, typer.Option(help="Process of the running service, to watch its memory")] = None,
    chart: Annotated[Path | None, typer.Option(help="File for a page of charts that needs nothing else")] = None,
    data_dir: DataDir = None,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """How the service bears many questions at once: latency, answers a second, errors, memory. Ctrl-C ends it early.

    Latency of an open loop counts from when a question was to be asked. The definitions stand in evals/bench/load.py.
    """
    _tell(as_json)
    from evals.bench.siege import bench_load, plan

    planned = plan(clients, rate, arrivals, seconds, requests, timeout)
    figures = bench_load(planned, service, articles, questions, data_dir, limit, pid, chart)
    _show(figures, as_json)
    if figures["interrupted"]:
        raise typer.Exit(INTERRUPTED)


@bench.command()
def peers(
    articles: Annotated[
        Path | None, typer.Option(help="Articles to ask about; else the sample articles, or what --data-dir holds")
    ] = None,
    questions: Annotated[Path, typer.Option(help="Rows id, question, date; or a folder of cases")] = ROOT / "cases",
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
    _need_extra()
    _tell(as_json)
    from evals.bench.comparison import bench_peers

    figures = bench_peers(model, articles, questions, qrels, data_dir, limit)
    _show(figures, as_json)
    if figures["interrupted"]:
        raise typer.Exit(INTERRUPTED)


def _tell(as_json: bool) -> None:
    from evals.progress import for_machines

    for_machines(as_json)


def _need_extra() -> None:
    # What is needed at the end of a run is missed before its first question.
    for name in EXTRA:
        if find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def _show(figures: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        if isinstance(value, Mapping):
            if any(isinstance(row, Mapping) for row in value.values()):
                for source, row in value.items():
                    print(f"{source}: {_cells(row)}")
            else:
                print(f"{name}: {_cells(value)}")
        elif not isinstance(value, list):  # a series is for programs and charts
            print(f"{name:24} {_cell(value)}")


def _cells(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} {_cell(one)}" for key, one in row.items())


def _cell(value: Any) -> str:
    return "none" if value is None else str(value)


def main(command: Callable[..., Any] = app) -> None:
    """Run a command. What a user can mend is one sentence on standard error and exit 2."""
    try:
        command()
    except OnRecordError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except ModuleNotFoundError as error:
        print(
            f"{error.name} is not installed: the evals need the extra `evals`, which `make test` sets up.",
            file=sys.stderr,
        )
        sys.exit(2)
    except Exception:  # noqa: BLE001  (1 says that the answers failed; what broke on the way has judged no answer)
        traceback.print_exc()
        sys.exit(2)


if __name__ == "__main__":
    main()
