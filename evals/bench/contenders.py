"""Who is compared: On Record as it is served, and each peer behind the same seam."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from evals.bench import retrieval
from evals.bench.liars import NotedDrafter, RememberedEvidence
from evals.bench.peers import OFFERS, Offer, Peer
from evals.bench.peers.testimony import as_answer
from evals.bench.questions import Question
from evals.bench.smallmodel import LONGEST_REPLY, PATIENCE
from evals.indexed import Indexed
from evals.progress import tell
from indexing.articles import Article
from indexing.search import Hit, Scope
from service.answers import Answer
from service.drafting import DraftStatement
from service.drafting.extractive import ExtractiveDrafter
from service.drafting.prompted import PromptedDrafter
from service.drafting.replies import sentences_of
from service.models.chat import ChatModel
from service.retrieval import FOUND
from service.wiring import answerer

OURS = "On Record"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a contender made of one question: the answer, what its model drafted, and what that was shown."""

    answer: Answer
    drafted: tuple[DraftStatement, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contender:
    """One framework with the articles in it."""

    name: str
    passages: int
    seconds: float | None
    search: retrieval.Search
    answer: Callable[[Question], Answered]


def contenders(ready: Indexed, articles: Sequence[Article], url: str) -> Iterator[Contender]:
    """Ours first, then each peer that is installed; a peer that is not is told."""
    with closing(ChatModel(base_url=url, timeout=PATIENCE, max_tokens=LONGEST_REPLY)) as model:
        yield _ours(ready, model)
    for offer in OFFERS:
        if offer.missing:
            tell(f"{offer.name} is skipped: {offer.missing}")
            continue
        with closing(offer.make(ready.corpus.embedder, url)) as peer:
            yield _theirs(offer, peer, ready, articles)


def _ours(ready: Indexed, model: ChatModel) -> Contender:
    base = answerer(ready.settings, ready.corpus)
    retriever = RememberedEvidence(base.retriever)
    drafter = NotedDrafter(PromptedDrafter(model))
    asking = replace(base, retriever=retriever, drafter=drafter, fallback=ExtractiveDrafter())

    def search(question: Question) -> list[str]:
        return _named(base.retriever.evidence(question.question, Scope(), question.date).nearest)

    def answer(question: Question) -> Answered:
        drafter.drafted = ()
        answer = asking.answer(question.question, asked=question.date)
        hits = retriever.last.hits if retriever.last else ()
        return Answered(answer, drafter.drafted, tuple(hit.passage.text for hit in hits))

    report = ready.report
    return Contender(OURS, ready.corpus.catalog.counts().passages, report.seconds or None, search, answer)


def _theirs(offer: Offer, peer: Peer, ready: Indexed, articles: Sequence[Article]) -> Contender:
    ready.corpus.embedder.embed_query("ready")  # the model loads at first use
    began = time.perf_counter()
    passages = peer.index(articles)
    seconds = time.perf_counter() - began

    def search(question: Question) -> list[str]:
        return list(dict.fromkeys(peer.search(question.question, FOUND)))

    def answer(question: Question) -> Answered:
        reply = peer.answer(question.question)
        drafted = tuple(DraftStatement(one.text) for one in sentences_of((reply.text,)))
        shown = tuple(source.text for source in reply.sources)
        return Answered(as_answer(question.question, reply, ready.sources.article), drafted, shown)

    return Contender(offer.name, passages, seconds, search, answer)


def _named(hits: Sequence[Hit]) -> list[str]:
    return list(
        dict.fromkeys(
            name for hit in hits for name in (hit.passage.article_id, *(copy.article_id for copy in hit.copies))
        )
    )
