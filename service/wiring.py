"""Settings -> the opened service: the only place that picks implementations."""

from contextlib import ExitStack

from indexing.corpus import Corpus
from indexing.search import Hit, Scope
from service.answering import Answerer
from service.archive import Archive
from service.checking import Checker
from service.drafting import Drafter
from service.drafting.extractive import ExtractiveDrafter
from service.drafts import DraftChecker
from service.models.reranker import Reranker
from service.retrieval import Retriever
from service.retrieval.answerability import THRESHOLD
from service.settings import Drafting, ServiceSettings
from service.verification import Verifier
from service.verification.entailment import EmbeddedEntailment
from service.web.health import Service

# Passages of the corpus that a claim is compared with.
COMPARED = 12


def build(settings: ServiceSettings) -> Service:
    """Open the data folder and load the models. Raises CorpusError, ModelError or SettingsError."""
    with ExitStack() as opened:
        corpus = Corpus.open(settings)
        opened.callback(corpus.close)
        # An index that lost passages would refuse questions that the articles answer.
        corpus.generation.refuse_fewer_than(corpus.catalog.counts().passages)
        archive = Archive(settings.data_dir / "answers.sqlite")
        opened.callback(archive.close)
        answering = answerer(settings, corpus)
        drafts = DraftChecker(answering.checker, answering.revision)
        service = Service(corpus, answering, drafts, archive)
        opened.pop_all()
    return service


def answerer(settings: ServiceSettings, corpus: Corpus) -> Answerer:
    """What answers from an open corpus; the evals take the same."""
    retriever = Retriever(corpus, Reranker(threads=settings.threads))
    fallback = None if settings.drafter is Drafting.EXTRACTIVE else ExtractiveDrafter()
    return Answerer(
        retriever,
        drafter(settings),
        checker(settings, corpus),
        THRESHOLD,
        lambda: corpus.catalog.revision,
        fallback,
    )


def checker(settings: ServiceSettings, corpus: Corpus) -> Checker:
    """What checks statements and drafts against an open corpus."""

    def nearest(text: str, scope: Scope) -> tuple[Hit, ...]:
        return corpus.search(text, scope=scope, limit=COMPARED)

    return Checker(Verifier(EmbeddedEntailment(threads=settings.threads), settings.care), nearest)


def drafter(settings: ServiceSettings) -> Drafter:
    """Who words the answers."""
    match settings.drafter:
        case Drafting.EXTRACTIVE:
            return ExtractiveDrafter()
        case Drafting.OPENAI:
            from service.drafting.prompted import PromptedDrafter
            from service.models.chat import ChatModel

            model = ChatModel(
                settings.model,
                base_url=settings.openai_base_url,
                api_key=settings.openai_api_key,
                timeout=settings.model_timeout,
            )
            return PromptedDrafter(model)
