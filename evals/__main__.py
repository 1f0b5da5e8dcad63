"""`python -m evals`: the cases, and the benches. Nothing heavy is imported before a command runs."""

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from evals.bench.app import bench
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
from evals.options import CASES, FLOORS, SEEDS, AsJson, DataDir, Limit, UpdateBaseline
from evals.printing import need_extra, print_figures
from evals.progress import for_machines
from indexing.errors import OnRecordError

app = typer.Typer(
    help="Are the answers right, and are they not getting worse.", no_args_is_help=True, add_completion=False
)
app.add_typer(bench, name="bench")


@app.command()
def run(
    cases: Annotated[Path, typer.Option(help="Folder of *.jsonl files with cases, or one file")] = CASES,
    articles: Annotated[
        Path | None, typer.Option(help="Articles that the cases ask about", show_default="the sample articles")
    ] = None,
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
    judge is named; what a judge says is advice, and replayed it decides as well. A judge that gives no score at all has
    not judged: exit 2, with the report written.
    """
    need_extra()
    for_machines(as_json)
    judge_at = chosen(judge, judge_model, judge_key_env, judge_replies, judge_timeout, record, replay)
    if service and articles:
        raise OnRecordError(
            f"A service is asked on the articles that it holds, not on {articles}: leave --articles out, or --service."
        )
    from evals.evaluation import Asked, Export, run_cases
    from evals.remote import Remote

    export = Export(samples, multi_turn) if samples else None
    asked = Asked(
        cases,
        articles or SEEDS,
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
    if ran.silence:
        raise OnRecordError(f"{ran.silence} The rest of the run passed; its report is in {report}.")


@app.command()
def new(
    articles: Annotated[Path, typer.Option(help="Articles to propose cases on")] = SEEDS,
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
    need_extra()
    for_machines(as_json)
    from evals.floors import Floors, floors_to_update
    from evals.gate import judge_detectors
    from evals.selftest import drawn, self_test
    from evals.texts import texts

    all_samples = (articles.resolve(), skip, limit, whole) == (SEEDS.resolve(), 0, None, False)
    gated = floors or (FLOORS if all_samples else None)
    if update_baseline and gated is None:
        raise OnRecordError("Name the file that holds the floors of these claims with --floors.")
    known = None if gated is None else floors_to_update(gated) if update_baseline else Floors.read(gated)
    held = texts(articles)
    test = self_test({name: held[name] for name in drawn(held, skip, limit)}, whole=whole)
    if update_baseline and gated and known:
        known = known.retested(test)
        known.write(gated)
    gate = judge_detectors(test, known) if known else None
    told = {"passed": gate.passed, "findings": [str(one) for one in gate.findings]} if gate else {}
    print_figures({**test.figures(), **told} if as_json else test.figures(), as_json)
    if gate and not as_json:
        for finding in gate.findings:
            print(finding)
        print(f"The detectors {'passed' if gate.passed else 'failed'}.")
    if gate and not gate.passed:
        raise typer.Exit(1)


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
