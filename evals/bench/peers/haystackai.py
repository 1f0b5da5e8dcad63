"""Haystack's retrieval-augmented pipeline, as docs/get-started, docs/documentsplitter and docs/answerbuilder show.

Split length and top_k are its defaults. Its prompts do not ask for citations; ours does, numbered as AnswerBuilder
reads them. The embedder is a custom component (docs/custom-components) that embeds the title too.
"""

# It is an optional part that the lock does not hold.
# pyright: reportMissingImports=false, reportUnknownParameterType=false
# pyright: reportUntypedClassDecorator=false, reportUntypedFunctionDecorator=false

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from haystack import Document, Pipeline, component
from haystack.components.builders import AnswerBuilder, ChatPromptBuilder
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.dataclasses import ChatMessage
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import Secret

from evals.bench.peers import Peer, Reply, Source
from evals.bench.smallmodel import LONGEST_REPLY, PATIENCE
from indexing.articles import Article
from indexing.embedding import Embedder

_TEMPLATE = """Given these documents, answer the question. After each sentence give the number of its document in
square brackets, like this: [2]. If the documents do not answer the question, say so.
{% for document in documents %}
Source {{ loop.index }}:
{{ document.content }}
{% endfor %}
Question: {{ query }}
Answer:"""


@component
class TextEmbedder:
    """Embeds a question."""

    def __init__(self, embedder: Embedder) -> None:
        """Embed with an embedder of ours."""
        self._embedder = embedder

    @component.output_types(embedding=list[float])
    def run(self, text: str) -> dict[str, Any]:
        """The vector of a question."""
        return {"embedding": self._embedder.embed_query(text).tolist()}


@component
class DocumentEmbedder:
    """Embeds documents, each with its title."""

    def __init__(self, embedder: Embedder) -> None:
        """Embed with an embedder of ours."""
        self._embedder = embedder

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, Any]:
        """The documents with their vectors."""
        texts = (f"{one.meta['title'] or ''}\n{one.content}" for one in documents)
        pairs = zip(documents, self._embedder.embed_passages(texts), strict=True)
        return {"documents": [replace(document, embedding=vector.tolist()) for document, vector in pairs]}


class Haystack:
    """A document store in memory, a pipeline that fills it, one that searches it and one that answers from it."""

    def __init__(self, embedder: Embedder, model_url: str) -> None:
        """Empty."""
        self._store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        self._embedder = embedder
        self._model_url = model_url
        self._answering: Any = None

    def index(self, articles: Sequence[Article]) -> int:
        """Take in the articles, in its default chunks."""
        filling = Pipeline()
        filling.add_component("splitter", DocumentSplitter())
        filling.add_component("embedder", DocumentEmbedder(self._embedder))
        filling.add_component("writer", DocumentWriter(self._store))
        filling.connect("splitter", "embedder")
        filling.connect("embedder", "writer")
        documents = [Document(id=one.id, content=one.text, meta={"title": one.fields.title}) for one in articles]
        written = filling.run({"splitter": {"documents": documents}})
        self._answering = self._pipeline()
        return int(written["writer"]["documents_written"])

    def search(self, question: str, limit: int) -> list[str]:
        """The articles of the nearest chunks."""
        vector = self._embedder.embed_query(question).tolist()
        found = InMemoryEmbeddingRetriever(self._store).run(query_embedding=vector, top_k=limit)
        return [one.meta["source_id"] for one in found["documents"]]

    def answer(self, question: str) -> Reply:
        """The pipeline's answer and the documents that it was given."""
        given = {"embedder": {"text": question}, "prompt": {"query": question}, "answer": {"query": question}}
        answer = self._answering.run(given)["answer"]["answers"][0]
        return Reply(answer.data, tuple(Source(one.meta["source_id"], one.content) for one in answer.documents))

    def close(self) -> None:
        """It closes its own."""

    def _pipeline(self) -> Any:
        made = Pipeline()
        made.add_component("embedder", TextEmbedder(self._embedder))
        made.add_component("retriever", InMemoryEmbeddingRetriever(self._store))
        made.add_component("prompt", ChatPromptBuilder([ChatMessage.from_user(_TEMPLATE)], required_variables="*"))
        made.add_component("model", _generator(self._model_url))
        answers = AnswerBuilder(reference_pattern=r"\[(\d+)\]", return_only_referenced_documents=False)
        made.add_component("answer", answers)
        for sender, receiver in (
            ("embedder.embedding", "retriever.query_embedding"),
            ("retriever.documents", "prompt.documents"),
            ("retriever.documents", "answer.documents"),
            ("prompt.prompt", "model.messages"),
            ("model.replies", "answer.replies"),
        ):
            made.connect(sender, receiver)
        return made


def make(embedder: Embedder, model_url: str) -> Peer:
    """The peer, empty."""
    # That a reply was cut off is no news of a small model, and would stand between the lines of JSON.
    logging.getLogger("haystack").setLevel(logging.ERROR)
    return Haystack(embedder, model_url)


def _generator(url: str) -> Any:
    return OpenAIChatGenerator(
        Secret.from_token("none"),
        api_base_url=url,
        generation_kwargs={"max_tokens": LONGEST_REPLY, "temperature": 0},
        timeout=PATIENCE,
        max_retries=0,
    )
