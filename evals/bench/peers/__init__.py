"""Other frameworks, used as their own documentation shows: one file a peer, each imported only when it is asked.

A peer gets the articles' cleaned texts and titles, the same embedder through its own interface, and the address of a
chat model. It is an optional part: requirements.txt beside this file pins what the lock does not hold.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from indexing.articles import Article
from indexing.embedding import Embedder

REQUIREMENTS = Path(__file__).parent / "requirements.txt"
# Some tell their makers of each use unless they are asked not to.
_QUIET = {"HAYSTACK_TELEMETRY_ENABLED": "false"}


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that a peer showed its model, and the article that it is from."""

    article_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A peer's answer with `[n]` in its text; [1] is the first source."""

    text: str
    sources: tuple[Source, ...]


class Peer(Protocol):
    """A framework that holds the articles. What goes wrong inside it is its own kind of exception."""

    def index(self, articles: Sequence[Article]) -> int:
        """Take in the articles; the number of passages made of them."""
        ...

    def search(self, question: str, limit: int) -> list[str]:
        """The articles' ids of the passages nearest to a question, best first; an article may come more than once."""
        ...

    def answer(self, question: str) -> Reply:
        """The answer, as the framework's documented way words and cites it."""
        ...

    def close(self) -> None:
        """Close its connections."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A peer that can be tried: its name, the package that it needs, and the file here that knows it."""

    name: str
    package: str
    module: str
    file: str

    @property
    def missing(self) -> str | None:
        """Why it is skipped, with the command that installs it; None where it is there."""
        if find_spec(self.module):
            return None
        return (
            f"{self.package} is not installed. In an environment of its own: "
            "UV_PROJECT_ENVIRONMENT=.venv-peers uv sync --frozen --all-extras && "
            f"uv pip install --python .venv-peers -r {REQUIREMENTS.relative_to(Path(__file__).parents[3])}"
        )

    @property
    def version(self) -> str:
        """The version that is installed."""
        return metadata.version(self.package)

    def make(self, embedder: Embedder, model_url: str) -> Peer:
        """The peer, empty."""
        os.environ.update(_QUIET)
        module: Any = import_module(f"{__name__}.{self.file}")
        return module.make(embedder, model_url)


OFFERS = (
    Offer("LlamaIndex", "llama-index-core", "llama_index", "llamaindex"),
    Offer("Haystack", "haystack-ai", "haystack", "haystackai"),
)
