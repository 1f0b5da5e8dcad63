"""The liar test: a drafting model that makes things up is asked, and what of it leaves the service is counted."""

import json
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TextIO

from evals.bench.classes import Liar
from evals.bench.liar import Told, Trial, figures
from evals.bench.liars import NotedDrafter, PlantingDrafter, RememberedEvidence
from evals.bench.plants import ROUNDS
from evals.bench.questions import Question, questions_in
from evals.bench.smallmodel import LONGEST_REPLY, PATIENCE, small_model
from evals.bench.testimony import of_model, of_plants
from evals.indexed import Indexed, asked_of
from evals.progress import tell, track
from evals.rows import RowError
from service.answering import Answerer
from service.answers import Answer
from service.drafting.prompted import PromptedDrafter, Writes
from service.errors import DraftingError, QuestionError
from service.models.chat import ChatModel
from service.settings import Drafting
from service.wiring import answerer


@dataclass(frozen=True, slots=True)
class Heard:
    """What one question brought: the statements told, or why there are none."""

    told: tuple[Told, ...] = ()
    contested: bool = False
    failed: bool = False


Hear = Callable[[Question], Heard]


def bench_liar(
    liar: Liar, articles: Path | None, questions: Path, data_dir: Path | None, limit: int | None, show: Path | None
) -> dict[str, object]:
    """The figures of the liar test. Raises OnRecordError."""
    asked = questions_in(questions)[:limit]
    corpus = asked_of(articles, data_dir, Drafting.EXTRACTIVE)
    with corpus as ready, _shown(show) as lines, _hearing(liar, ready) as hear:
        heard = tuple(_noted(hear(question), lines) for question in track(asked, "Asking"))
    told = tuple(one for each in heard for one in each.told)
    trial = Trial(len(asked), sum(one.contested for one in heard), sum(one.failed for one in heard), told)
    return figures(trial)


def scripted(ready: Indexed) -> Hear:
    """Hears a drafter that plants known fabrications, one draft of each round."""
    base = answerer(ready.settings, ready.corpus)
    retriever = RememberedEvidence(base.retriever)
    articles = ready.sources.article

    def hear(question: Question) -> Heard:
        told: list[Told] = []
        for planting in ROUNDS:
            drafter = PlantingDrafter(planting, articles)
            answer = _asked(replace(base, retriever=retriever, drafter=drafter, fallback=None), question)
            if answer is None or answer.conflicts:
                return Heard(contested=answer is not None, failed=answer is None)
            told += of_plants(question, drafter.planted, answer, ready.sources)
        return Heard(tuple(told))

    return hear


def modelled(ready: Indexed, model: Writes) -> Hear:
    """Hears a real model, prompted as the service prompts any."""
    base = answerer(ready.settings, ready.corpus)
    retriever = RememberedEvidence(base.retriever)

    def hear(question: Question) -> Heard:
        drafter = NotedDrafter(PromptedDrafter(model))
        answer = _asked(replace(base, retriever=retriever, drafter=drafter, fallback=None), question)
        if answer is None or answer.conflicts:
            return Heard(contested=answer is not None, failed=answer is None)
        hits = retriever.last.hits if retriever.last else ()
        passages = [hit.passage.text for hit in hits]
        return Heard(of_model(question, drafter.drafted, answer, ready.sources, passages))

    return hear


def _asked(asking: Answerer, question: Question) -> Answer | None:
    try:
        return asking.answer(question.question, asked=question.date)
    except (DraftingError, QuestionError) as error:
        tell(f"Question {question.id}: {error}")
        return None


@contextmanager
def _hearing(liar: Liar, ready: Indexed) -> Generator[Hear]:
    match liar:
        case Liar.SCRIPTED:
            yield scripted(ready)
        case Liar.SMOLLM:
            with small_model() as url:
                model = ChatModel(base_url=url, timeout=PATIENCE, max_tokens=LONGEST_REPLY)
                try:
                    yield modelled(ready, model)
                finally:
                    model.close()


def _shown(path: Path | None) -> AbstractContextManager[TextIO | None]:
    try:
        return path.open("w", encoding="utf-8") if path else nullcontext()
    except OSError as error:
        raise RowError(f"The statements cannot be written to {path}: {error.strerror}.") from error


def _noted(heard: Heard, lines: TextIO | None) -> Heard:
    """The same; what was told is written at once, so that a long run can be read while it goes on."""
    if lines:
        lines.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in heard.told)
        lines.flush()
    return heard
