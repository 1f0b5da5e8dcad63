from indexing.llamaindex import CorpusRetriever
from service.answers import Filters
from service.client import OnRecord
from service.llamaindex import LibraryRetriever
from service.web.health import Service

QUESTION = "How many points does the peace plan have?"


def test_a_service_retrieves_what_its_corpus_retrieves(service: Service, address: str) -> None:
    with OnRecord(address) as client:
        there = LibraryRetriever(client, limit=3).retrieve(QUESTION)
        narrow = LibraryRetriever(client, filters=Filters(publishers=("Harbour Daily",))).retrieve(QUESTION)
    here = CorpusRetriever(service.corpus, limit=3).retrieve(QUESTION)
    assert [one.node.node_id for one in there] == [one.node.node_id for one in here]
    assert [(one.text, one.node.ref_doc_id) for one in there] == [(one.text, one.node.ref_doc_id) for one in here]
    assert {one.node.metadata["publisher"] for one in narrow} == {"Harbour Daily"}
