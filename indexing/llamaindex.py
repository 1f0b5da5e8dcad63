"""An On Record index inside a LlamaIndex application: its retriever and its embedding.

Importing this takes seconds, since LlamaIndex does; nothing else in this package imports it.
"""

from __future__ import annotations

from datetime import date

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode
from pydantic import PrivateAttr

from indexing.corpus import Corpus
from indexing.embedding import Embedder
from indexing.search import Hit, Scope


class CorpusRetriever(BaseRetriever):
    """Searches a corpus with both of its legs, as any LlamaIndex query engine expects it of a retriever."""

    def __init__(
        self, corpus: Corpus, *, limit: int = 10, scope: Scope | None = None, asked: date | None = None
    ) -> None:
        """Give up to `limit` passages of the articles within `scope`; `asked` is the day the questions are asked on."""
        super().__init__()
        self._corpus = corpus
        self._limit = limit
        self._scope = scope
        self._asked = asked

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._corpus.search(query_bundle.query_str, scope=self._scope, limit=self._limit, asked=self._asked)
        return [NodeWithScore(node=node(hit), score=hit.score) for hit in found]


class CorpusEmbedding(BaseEmbedding):
    """The embedder of a corpus as LlamaIndex's, to query `corpus.vectors.store()` with."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        """Embed with an embedder of ours."""
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embedder.embed_query(query).tolist()

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [vector.tolist() for vector in self._embedder.embed_passages(texts)]


def node(hit: Hit) -> TextNode:
    """A hit as a LlamaIndex node: what is known of its article as metadata, offsets in the article's version.

    Dates are ISO, and what the source did not give is left out.
    """
    passage, fields = hit.passage, hit.fields
    known = {
        "article_id": passage.article_id,
        "version": passage.version,
        "title": fields.title,
        "publisher": fields.publisher,
        "authors": ", ".join(fields.authors) or None,
        "published": fields.published and fields.published.isoformat(),
        "modified": fields.modified and fields.modified.isoformat(),
        "section": fields.section,
        "heading": passage.heading,
        "url": fields.url,
    }
    return TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={name: value for name, value in known.items() if value is not None},
        excluded_llm_metadata_keys=["article_id", "version"],
        excluded_embed_metadata_keys=["article_id", "version"],
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.article_id)},
    )
