# pyright: basic, reportMissingImports=false
"""The taught network as int8 ONNX, with the inputs and the one output of the wheel's reranker.

Weights are quantised per channel, symmetric and in seven bits, so that products cannot overflow on processors without
VNNI; activations at run time. Embeddings keep the eight bits that they came with.
"""

from __future__ import annotations

from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from evals.training.network import CrossEncoder

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export(network: CrossEncoder, folder: Path) -> Path:
    """Write full.onnx and from it model.onnx, which is to be shipped; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    full, small = folder / "full.onnx", folder / "model.onnx"
    network.eval()
    example = tuple(torch.ones((2, 7), dtype=torch.int64) for _ in INPUTS)
    free = {0: "rows", 1: "tokens"}
    torch.onnx.export(
        network,
        example,
        str(full),
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamic_axes=dict.fromkeys(INPUTS, free) | {"logits": {0: "rows"}},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    return small
