# pyright: basic, reportMissingImports=false
"""Trains what the project has learnt: `python -m evals.training STEP`.

The claim checker, with `--data ../shared/data --work FOLDER`:

pairs      the pairs to learn from, of the public sets and of news articles with one thing made up, into the folder
teach      train for so many minutes, or go on where a stopped run was; the only step that needs minutes or hours
export     the network as int8 ONNX into the folder; --write puts it into the service
calibrate  what weighs it and the rules together, and the thresholds; --write puts them into the service

What weighs the lines of pages when they are cleaned:

chain      fit its weights on the labelled pages of the tests, in seconds; --write puts them into the cleaning

The claim checker needs what the project does not: `pip install torch onnx` (2.13 and 1.23 were used; a processor is
enough). All draws are seeded, but a step of a network is not the same on every machine. No text of the data leaves the
folder.
"""

from __future__ import annotations

import json
import random
import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from evals.progress import tell
from evals.training.pair import Pair
from evals.training.pair import write as keep

SEED = 7
ARTICLES = 2_000
# How often the pairs of a set go into an epoch; and how many of it at most. Sets nearest to claims on articles twice.
TWICE = ("summedits", "defacto")
AT_MOST: Mapping[str, int] = {
    "rte": 2_500, "halueval_summ": 3_000, "halueval_qa": 500, "nli_snli": 300, "news": 17_000, "summary": 18_000,
}  # fmt: skip
SERVICE = Path(__file__).parents[2] / "service" / "verification"

app = typer.Typer(help=__doc__, no_args_is_help=True, rich_markup_mode=None)
Data = Annotated[Path, typer.Option(help="Folder with claims and realtimeqa")]
Work = Annotated[Path, typer.Option(help="Folder that keeps pairs, checkpoints and the network")]
Write = Annotated[bool, typer.Option(help="Put the result into the service")]


@app.command()
def pairs(data: Data, work: Work) -> None:
    """Collect the pairs and mix them for one epoch."""
    from evals.training.news import planted
    from evals.training.pair import digest
    from evals.training.pairs import collected, rows

    work.mkdir(parents=True, exist_ok=True)
    articles = sorted(rows(data / "realtimeqa" / "articles.jsonl.gz"), key=lambda row: digest(row["doc_id"]))
    found = [*collected(data / "claims" / "train.jsonl.gz"), *planted(articles[:ARTICLES], SEED)]
    mixed = mixture(found)
    keep(work / "mixture.jsonl", mixed)
    tell(f"{len(found)} pairs, {len(mixed)} in an epoch, {sum(pair.label for pair in mixed)} of them supported.")


def mixture(found: list[Pair]) -> list[Pair]:
    """An epoch: some sets cut, some taken twice; what is planted in news counts as one set, in summaries as one."""
    chance = random.Random(SEED)  # noqa: S311 - a draw, not a secret
    by_set: dict[str, list[Pair]] = defaultdict(list)
    for pair in found:
        by_set[_set_of(pair.source)].append(pair)
    mixed: list[Pair] = []
    for name, some in by_set.items():
        kept = chance.sample(some, min(len(some), AT_MOST.get(name, len(some))))
        mixed += kept * (2 if name.startswith(TWICE) else 1)
    return mixed


def _set_of(source: str) -> str:
    planted_in = source.split("_", 1)[0]
    return {"news": "news", "headline": "news", "summary": "summary"}.get(planted_in, source)


@app.command()
def teach(
    work: Work,
    minutes: Annotated[float, typer.Option(help="Time in all, that of earlier runs counted")] = 50,
    threads: Annotated[int, typer.Option(help="Threads of torch")] = 2,
    start: Annotated[Path | None, typer.Option(help="A state of an earlier training to begin from")] = None,
) -> None:
    """Train, beginning from the wheel's reranker or from an earlier training."""
    import torch

    from evals.training.network import from_reranker
    from evals.training.train import LONGEST, train
    from indexing.weights import MS_MARCO_MINILM, OnnxModel, checked

    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    tokenizer = OnnxModel(MS_MARCO_MINILM, threads=1, max_tokens=LONGEST).tokenizer
    network = from_reranker(checked(MS_MARCO_MINILM))
    if start is not None:
        network.load_state_dict(torch.load(start)["network"])
    progress = train(network, tokenizer, work / "mixture.jsonl", work, minutes * 60)
    tell(f"{progress.seen} pairs in {progress.seconds / 60:.0f} minutes.")


@app.command()
def export(work: Work, write: Write = False) -> None:
    """Make the ONNX model of the last checkpoint."""
    import torch

    from evals.training.export import export
    from evals.training.network import CrossEncoder

    state = torch.load(work / "state.pt")["network"]
    network = CrossEncoder(len({name.split(".")[1] for name in state if name.startswith("layers.")}))
    network.load_state_dict(state)
    model = export(network, work)
    if write:
        shutil.copy(model, SERVICE / "weights" / "model.onnx")
        tell("Now put its SHA-256 into service/verification/entailment.py.")


@app.command()
def calibrate(data: Data, work: Work, write: Write = False) -> None:
    """Fit coefficients and thresholds with the weights of the service, and print the figures."""
    from evals.training import calibration
    from evals.training.judging import judged_rows
    from service.verification.support import MODEL

    claims = data / "claims" / "dev.jsonl.gz"
    rows = judged_rows(claims, work / "dev.signals.jsonl")
    row = calibration.report(rows, claims)
    print(json.dumps(row, indent=2))
    if write:
        MODEL.write_text(json.dumps(row, indent=2) + "\n", encoding="utf-8")


@app.command()
def chain(
    pages: Annotated[Path, typer.Option(help="Folder with the labelled pages")] = Path("tests/indexing"),
    steps: Annotated[int, typer.Option(help="Most steps of the fit")] = 200,
    write: Annotated[bool, typer.Option(help="Put the weights into the cleaning")] = False,
) -> None:
    """Fit what each sign of a line weighs for its being page junk, and print it."""
    from evals.training import furniture
    from evals.training import pages as labelled

    found = labelled.learnt(pages)
    fit = furniture.fitted(labelled.variants(found, SEED), steps=steps)
    tell(f"{len(found)} pages; a loss of {fit.loss:.2f} after {fit.steps} steps.")
    print(fit.toml(), end="")
    if write:
        furniture.CHAIN.write_text(furniture.HEADER + fit.toml(), encoding="utf-8")


if __name__ == "__main__":
    app()
