"""LlamaIndex's CitationQueryEngine, as its example shows: docs/examples/query_engine/citation_query_engine.ipynb.

Similarity_top_k 3 and citation_chunk_size 512 are the example's. The model is a CustomLLM, as the page on customising
LLMs has it. Its sentence splitter is given our sentences.
"""

# Its decorator of completions has no types.
# pyright: reportUntypedFunctionDecorator=false

from collections.abc import Sequence
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata
from llama_index.core.llms.callbacks import llm_completion_callback
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.query_engine import CitationQueryEngine
from pydantic import PrivateAttr

from evals.bench.peers import Peer, Reply, Source
from evals.bench.peers.sentences import whole_sentences
from evals.bench.smallmodel import CONTEXT, LONGEST_REPLY, PATIENCE
from indexing.articles import Article
from indexing.embedding import Embedder
from indexing.llamaindex import CorpusEmbedding
from service.models.chat import ChatModel


class Endpoint(CustomLLM):
    """The chat model behind an address."""

    _model: ChatModel = PrivateAttr()

    def __init__(self, model: ChatModel) -> None:
        """Nothing is asked yet."""
        super().__init__()
        self._model = model

    @property
    def metadata(self) -> LLMMetadata:
        """How much it reads and writes."""
        return LLMMetadata(context_window=CONTEXT, num_output=LONGEST_REPLY)

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """The model's reply."""
        return CompletionResponse(text=self._model.complete([{"role": "user", "content": prompt}]))

    @llm_completion_callback()
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """The model's reply in one piece."""
        yield self.complete(prompt, formatted, **kwargs)


class LlamaIndex:
    """A vector index in memory, and the citation engine on it."""

    def __init__(self, embedder: Embedder, model_url: str) -> None:
        """Empty."""
        self._embedding = CorpusEmbedding(embedder)
        self._model = ChatModel(base_url=model_url, timeout=PATIENCE, max_tokens=LONGEST_REPLY)
        self._index: Any = None
        self._engine: Any = None

    def index(self, articles: Sequence[Article]) -> int:
        """Take in the articles, in its default chunks."""
        documents = [Document(id_=one.id, text=one.text, metadata={"title": one.fields.title}) for one in articles]
        chunks = SentenceSplitter(chunking_tokenizer_fn=whole_sentences).get_nodes_from_documents(documents)
        self._index = VectorStoreIndex(chunks, embed_model=self._embedding)
        cited = SentenceSplitter(chunk_size=512, chunk_overlap=20, chunking_tokenizer_fn=whole_sentences)
        self._engine = CitationQueryEngine.from_args(
            self._index, llm=Endpoint(self._model), text_splitter=cited, similarity_top_k=3, citation_chunk_size=512
        )
        return len(chunks)

    def search(self, question: str, limit: int) -> list[str]:
        """The articles of the nearest chunks."""
        return [str(one.node.ref_doc_id) for one in self._index.as_retriever(similarity_top_k=limit).retrieve(question)]

    def answer(self, question: str) -> Reply:
        """The engine's response; each of its sources begins with a line "Source n:"."""
        response = self._engine.query(question)
        sources = ((one.node.ref_doc_id, one.node.get_content()) for one in response.source_nodes)
        return Reply(str(response), tuple(Source(name, text.split(":\n", 1)[1].strip()) for name, text in sources))

    def close(self) -> None:
        """Close the connection to the model."""
        self._model.close()


def make(embedder: Embedder, model_url: str) -> Peer:
    """The peer, empty."""
    return LlamaIndex(embedder, model_url)
