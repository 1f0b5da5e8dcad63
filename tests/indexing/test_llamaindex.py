"""LlamaIndex takes seconds to import, so all that needs it stands here."""

from pathlib import Path
from typing import Any

from indexing.corpus import Corpus
from indexing.llamaindex import CorpusEmbedding, CorpusRetriever
from indexing.search import Scope
from indexing.sync import sync


def test_a_llamaindex_application_retrieves_passages_with_fields_and_offsets(
    corpus: Corpus, tmp_path: Path, write: Any
) -> None:
    write(
        "harbour",
        "The harbour opened in May. Ships came.",
        id="harbour",
        publisher="The Ledger",
        published="2024-05-06",
    )
    write("bakery", "Bread costs more since the mill burned down.", id="bakery")
    sync(corpus, [str(tmp_path / "articles")])

    found = CorpusRetriever(corpus).retrieve("When did the harbour open?")[0]
    article = corpus.catalog.article("harbour")
    assert article and found.node.metadata["version"] == article.version
    assert article.text[found.node.start_char_idx : found.node.end_char_idx] == found.text  # pyright: ignore
    assert found.node.ref_doc_id == "harbour" and found.node.metadata["published"] == "2024-05-06"
    assert "The Ledger" in found.node.get_content("llm") and article.version not in found.node.get_content("llm")  # pyright: ignore

    narrow = CorpusRetriever(corpus, scope=Scope(article_ids=("bakery",)))
    assert [node.node.ref_doc_id for node in narrow.retrieve("When did the harbour open?")] == ["bakery"]


def test_the_collection_opens_as_a_llamaindex_vector_store(corpus: Corpus, tmp_path: Path, write: Any) -> None:
    from llama_index.core import VectorStoreIndex

    write("harbour", "The harbour opened in May. Ships came.", id="harbour")
    write("bakery", "Bread costs more since the mill burned down.", id="bakery")
    sync(corpus, [str(tmp_path / "articles")])
    index = VectorStoreIndex.from_vector_store(corpus.vectors.store(), embed_model=CorpusEmbedding(corpus.embedder))
    [found] = index.as_retriever(similarity_top_k=1).retrieve("When did the harbour open?")
    assert found.node.metadata["document_id"] == "harbour"
    assert corpus.catalog.passages([found.node.node_id])[found.node.node_id][0].text.startswith("The harbour opened")
