"""A running service inside a LlamaIndex application: its articles as a retriever.

`indexing.llamaindex` offers the same of a data folder that no service has open. Importing this takes seconds, since
LlamaIndex does.
"""

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from indexing.llamaindex import node
from service.answers import Filters
from service.library import Library


class LibraryRetriever(BaseRetriever):
    """Searches a library, such as `OnRecord(address)`, as any LlamaIndex query engine expects it of a retriever."""

    def __init__(self, library: Library, *, limit: int = 10, filters: Filters | None = None) -> None:
        """Give up to `limit` passages of the articles that pass the filters."""
        super().__init__()
        self._library = library
        self._limit = limit
        self._filters = filters

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._library.search(query_bundle.query_str, self._limit, self._filters)
        return [NodeWithScore(node=node(one.hit), score=one.score) for one in found.hits]
