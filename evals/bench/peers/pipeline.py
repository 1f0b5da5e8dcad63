"""LlamaIndex's IngestionPipeline into its ChromaVectorStore, as the page on the ingestion pipeline shows both.

The stock parts with our embedder: it asks for texts one by one, in the process that runs it. The chunks are of the size
that gives news about as many as we make passages, and do not overlap, as ours do not.
"""

from collections.abc import Sequence
from pathlib import Path

from llama_index.core import Document
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import SentenceSplitter
from llama_index.vector_stores.chroma import ChromaVectorStore

from evals.bench.peers.sentences import whole_sentences
from evals.bench.peers.store import opened
from indexing.articles import Article
from indexing.embedding import Embedder
from indexing.llamaindex import CorpusEmbedding

# Tokens, by its own tokenizer. Of 100 news articles it makes 1,120 chunks, as many as we make passages.
CHUNK = 185


def ingest(articles: Sequence[Article], embedder: Embedder, folder: Path) -> int:
    """Take the articles into a folder; the number of chunks. What goes wrong is its or Chroma's kind of exception."""
    with opened(folder) as client:
        pipeline = IngestionPipeline(
            transformations=[
                SentenceSplitter(chunk_size=CHUNK, chunk_overlap=0, chunking_tokenizer_fn=whole_sentences),
                CorpusEmbedding(embedder),
            ],
            vector_store=ChromaVectorStore(chroma_collection=client.create_collection("articles")),
        )
        return len(pipeline.run(documents=[_document(one) for one in articles]))


def _document(article: Article) -> Document:
    title = article.fields.title
    return Document(id_=article.id, text=article.text, metadata={"title": title} if title else {})
