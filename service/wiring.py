"""Settings -> the opened service: the only place that picks implementations."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from indexing.corpus import Corpus
from indexing.intake import Intake
from indexing.replica import Replica
from indexing.search import Hit, Scope
from indexing.sync.mending import complete_keywords
from service.answering import Answerer
from service.archive import Archive
from service.archive.conversations import Conversations
from service.archive.feedback import Feedback
from service.cache import Cache
from service.checking import Checker
from service.conversation.carrying import Carrier, is_live
from service.conversation.standalone import standalone
from service.conversation.turn import Turns
from service.drafting import Drafter
from service.drafting.extractive import ExtractiveDrafter
from service.drafts import DraftChecker
from service.models.reranker import Reranker
from service.monitoring.monitor import Monitor
from service.retrieval import Retriever
from service.retrieval.answerability import THRESHOLD
from service.retrieval.compound import Partwise
from service.settings import Drafting, ServiceSettings
from service.suggesting import Suggestions
from service.verification import Verifier
from service.verification.entailment import EmbeddedEntailment, Entailment
from service.watch import nobody
from service.web.health import Service

if TYPE_CHECKING:  # imported when a model is asked: the default needs none
    from service.models.chat import ChatModel

# Passages of the corpus that a claim is compared with.
COMPARED = 12
# Seconds that a model may take for a follow-up before the rules rewrite it.
REWRITE_SECONDS = 10.0


def build(settings: ServiceSettings) -> Service:
    """Open the data folder and load the models. Raises CorpusError, ModelError or SettingsError."""
    with ExitStack() as opened:
        corpus = Replica.open(settings) if settings.replica_of else Corpus.open(settings)
        opened.callback(corpus.close)
        if settings.catalog_url and not settings.replica_of:
            complete_keywords(corpus)  # what was written from another machine
        corpus.refuse_lossy()
        archive = Archive(settings.archive)
        opened.callback(archive.close)
        monitor = watching(settings, corpus)
        answering = replace(answerer(settings, corpus), told=monitor.told)
        drafts = DraftChecker(answering.checker, answering.revision)
        conversations = Conversations(archive.database, timedelta(days=settings.conversation_days))
        conversations.expire()
        feedback = Feedback(archive.database)
        cache = Cache(settings.cached_answers, lambda: corpus.catalog.state, monitor.repeated)
        # What is tried is told to nobody, and no model is asked for it.
        trying = replace(answering, told=nobody, drafter=ExtractiveDrafter(), fallback=None)
        suggestions = Suggestions(
            corpus.catalog.latest, answering.revision, trying.answer, partial(is_live, corpus.catalog)
        )
        intake = Intake(corpus)
        service = Service(
            corpus, answering, drafts, archive, intake, conversations, feedback, cache, suggestions, monitor
        )
        opened.pop_all()
    return service


def watching(settings: ServiceSettings, corpus: Corpus) -> Monitor:
    """What counts the answers."""
    models = {
        "embedder": corpus.embedder.name,
        "drafter": settings.drafter.value,
        "model": settings.model or "",
        "checker": settings.checker.partition(":")[0],
    }
    lag = corpus.lag if isinstance(corpus, Replica) else None
    return Monitor(corpus.catalog, models, lag, shows_questions=settings.log_questions)


def answerer(settings: ServiceSettings, corpus: Corpus) -> Answerer:
    """What answers from an open corpus; the evals take the same."""
    reranker = Reranker(threads=settings.threads)
    retriever = Partwise(Retriever(corpus, reranker))
    fallback = None if settings.drafter is Drafting.EXTRACTIVE else ExtractiveDrafter()
    return Answerer(
        retriever,
        drafter(settings),
        checker(settings, corpus),
        THRESHOLD,
        lambda: corpus.catalog.revision,
        fallback,
        settings.check_timeout,
        rewriter(settings),
        Carrier(corpus.catalog, reranker.scores).carried,
    )


def rewriter(settings: ServiceSettings) -> Callable[[str, Turns], str]:
    """What makes follow-ups stand alone: the drafting model where there is one, and the rules."""
    match settings.drafter:
        case Drafting.EXTRACTIVE:
            return standalone
        case Drafting.OPENAI:
            from service.conversation.prompted import PromptedRewriter

            return PromptedRewriter(chat(settings, timeout=min(settings.model_timeout, REWRITE_SECONDS)))


def checker(settings: ServiceSettings, corpus: Corpus) -> Checker:
    """What checks statements and drafts against an open corpus."""

    def nearest(text: str, scope: Scope) -> tuple[Hit, ...]:
        return corpus.search(text, scope=scope, limit=COMPARED)

    def live(hits: Sequence[Hit]) -> Sequence[Hit]:
        versions = corpus.catalog.answering(hit.passage.article_id for hit in hits)
        return [hit for hit in hits if versions.get(hit.passage.article_id) == hit.passage.version]

    return Checker(Verifier(entailment(settings), settings.care), nearest, live)


def entailment(settings: ServiceSettings) -> Entailment:
    """The learned check. Raises ModelError where weights or a package are missing."""
    kind, _, weights = settings.checker.partition(":")
    match kind:
        case "judge":
            from service.models.judge import JudgeEntailment

            return JudgeEntailment(chat(settings))
        case "hhem":
            from service.models.hhem import HhemEntailment

            return HhemEntailment(Path(weights))
        case "minicheck":
            from service.models.minicheck import MiniCheckEntailment

            return MiniCheckEntailment(Path(weights))
        case "lettucedetect":
            from service.models.lettucedetect import LettuceDetectEntailment

            return LettuceDetectEntailment(Path(weights))
        case _:
            return EmbeddedEntailment(threads=settings.threads)


def drafter(settings: ServiceSettings) -> Drafter:
    """Who words the answers."""
    match settings.drafter:
        case Drafting.EXTRACTIVE:
            return ExtractiveDrafter()
        case Drafting.OPENAI:
            from service.drafting.prompted import PromptedDrafter

            return PromptedDrafter(chat(settings))


def chat(settings: ServiceSettings, *, timeout: float | None = None) -> "ChatModel":
    """The chat model of the endpoint; without a timeout it has the time that the settings give it."""
    from service.models.chat import ChatModel

    return ChatModel(
        settings.model,
        base_url=settings.openai_base_url,
        api_key=settings.openai_api_key,
        timeout=timeout or settings.model_timeout,
    )
