# pyright: basic, reportMissingImports=false
"""Teaches the network pairs until a set time, in pieces that can be resumed.

The learning rate rises over the first steps and falls to zero at the end of the time allowed, so a run of any length
ends well. The state is kept every few minutes: a run that was stopped goes on from there.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from evals.training.network import CrossEncoder
from evals.training.pair import Pair, read

# Tokens of claim and evidence.
LONGEST = 224
BATCH = 16
RATE = 6e-5
WARM_UP = 60
# Batches are cut from so many pairs sorted by length, so that little is padded.
SORTED = 40
# Words and the lowest layers are left as they are: little could teach them, and it saves time.
FROZEN_LAYERS = 2
KEEP_EVERY = 180.0


@dataclass
class Progress:
    """How far a run has come: seconds spent, pairs seen, and a fading mean of the loss."""

    seconds: float = 0.0
    steps: int = 0
    seen: int = 0
    loss: float = 0.7
    log: list[str] = field(default_factory=list)


def train(network: CrossEncoder, tokenizer: Tokenizer, mixture: Path, work: Path, seconds: float) -> Progress:
    """Train for so many seconds in all, those of earlier pieces counted; `mixture` is read again when it changes."""
    freeze(network)
    optimiser = torch.optim.AdamW(_groups(network), lr=RATE, betas=(0.9, 0.98))
    progress = _resumed(network, optimiser, work)
    network.train()
    kept = time.monotonic()
    for pairs in _stream(mixture, tokenizer, progress.steps):
        began = time.monotonic()
        share = progress.seconds / seconds
        for group in optimiser.param_groups:
            group["lr"] = RATE * max(0.0, 1 - share) * min(1.0, (progress.steps + 1) / WARM_UP)
        loss = _step(network, optimiser, batch(tokenizer, pairs), pairs)
        progress.steps, progress.seen = progress.steps + 1, progress.seen + len(pairs)
        progress.loss += (loss - progress.loss) * 0.02
        progress.seconds += time.monotonic() - began
        if progress.steps % 50 == 0:
            rate = progress.seen / progress.seconds
            print(f"{progress.steps} steps {progress.seen} pairs {rate:.1f}/s loss {progress.loss:.4f}", flush=True)
        if time.monotonic() - kept > KEEP_EVERY or progress.seconds >= seconds:
            _keep(network, optimiser, progress, work)
            kept = time.monotonic()
        if progress.seconds >= seconds:
            break
    return progress


def batch(tokenizer: Tokenizer, pairs: list[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """The inputs of the network: token ids, mask and types, padded to the longest of the pairs."""
    found = tokenizer.encode_batch([(pair.claim, pair.evidence) for pair in pairs])
    longest = max(len(one.ids) for one in found)
    return tuple(
        torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
        for rows in ([f.ids for f in found], [f.attention_mask for f in found], [f.type_ids for f in found])
    )


def freeze(network: CrossEncoder) -> None:
    """Leave the embeddings and the lowest layers as they are."""
    for part in (network.words, network.positions, network.types, network.norm, *network.layers[:FROZEN_LAYERS]):
        part.requires_grad_(False)


def _step(network: CrossEncoder, optimiser: torch.optim.Optimizer, inputs: tuple, pairs: list[Pair]) -> float:
    labels = torch.tensor([[float(pair.label)] for pair in pairs])
    weights = torch.tensor([[pair.weight] for pair in pairs])
    with torch.autocast("cpu", torch.bfloat16):
        logits = network(*inputs)
    loss = functional.binary_cross_entropy_with_logits(logits.float(), labels, weights)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return loss.item()


def _groups(network: CrossEncoder) -> list[dict]:
    """Weights decay; biases and norms do not."""
    learnt = [one for one in network.parameters() if one.requires_grad]
    return [
        {"params": [one for one in learnt if one.ndim > 1], "weight_decay": 0.01},
        {"params": [one for one in learnt if one.ndim < 2], "weight_decay": 0.0},
    ]


def _stream(mixture: Path, tokenizer: Tokenizer, seed: int) -> Iterator[list[Pair]]:
    """Batches without end, each of like lengths. Each epoch is shuffled anew."""
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    while True:
        pairs, read_at = read(mixture), mixture.stat().st_mtime
        chance.shuffle(pairs)
        for start in range(0, len(pairs), BATCH * SORTED):
            near = sorted(pairs[start : start + BATCH * SORTED], key=lambda pair: len(pair.claim) + len(pair.evidence))
            batches = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
            chance.shuffle(batches)
            yield from batches
            if mixture.stat().st_mtime != read_at:
                break


def _keep(network: CrossEncoder, optimiser: torch.optim.Optimizer, progress: Progress, work: Path) -> None:
    state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "progress": vars(progress)}
    torch.save(state, work / "state.part")
    (work / "state.part").replace(work / "state.pt")


def _resumed(network: CrossEncoder, optimiser: torch.optim.Optimizer, work: Path) -> Progress:
    if not (work / "state.pt").exists():
        return Progress()
    state = torch.load(work / "state.pt")
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    return Progress(**state["progress"])
