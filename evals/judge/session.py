"""All that ragas says of a run, asked in one event loop."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from evals.judge.connection import judges
from evals.judge.embedding import OwnEmbedding
from evals.judge.endpoint import Endpoint
from evals.judge.errors import JudgeError
from evals.judge.failures import reason, unrecorded
from evals.judge.figures import Judged, Judgment, Mark, Measured
from evals.judge.library import InstructorBaseRagasLLM
from evals.judge.measures import MEASURES, Measure
from evals.judge.recording import Recording
from evals.judge.retrieval import retrieval_figures
from evals.judge.sample import Sample
from evals.judge.strict import StrictJudge
from evals.progress import track

REPEATS = 3
# Scores under way at once.
_AT_ONCE = 8
# Sums of floats, and cosines, pass their bounds by so much.
_ROUNDING = 1e-6


def measure(
    samples: Sequence[Sample],
    endpoint: Endpoint | None = None,
    measures: Sequence[Measure] = MEASURES,
    repeats: int = REPEATS,
) -> Measured:
    """The figures of the retrieval and, with an endpoint, the word of its judge on every sample.

    A score that fails is a value in the result. Raises JudgeError where the judge cannot be reached at all, or where a
    replay asks for what its recording does not hold.
    """
    recording = _recording(endpoint) if endpoint else None
    with asyncio.Runner() as runner:
        retrieval = runner.run(retrieval_figures(samples))
        if endpoint is None or recording is None:
            return Measured(retrieval)
        panel = Panel(endpoint, recording, endpoint.model or recording.models[0], tuple(measures), repeats)
        try:
            return Measured(retrieval, runner.run(panel.judged(samples)))
        finally:
            if endpoint.replay is None:
                recording.close()


def _recording(endpoint: Endpoint) -> Recording:
    if endpoint.replay is None:
        return Recording.carried_on(endpoint.record) if endpoint.record else Recording()
    recording = Recording.read(endpoint.replay)
    held = ", ".join(recording.models)
    if endpoint.model is not None and endpoint.model not in recording.models:
        raise JudgeError(
            f"{endpoint.replay} was recorded with {held}, not with {endpoint.model}: name that model with "
            "--judge-model, or record again."
        )
    if endpoint.model is None and len(recording.models) > 1:
        raise JudgeError(f"{endpoint.replay} was recorded with {held}: name one of them with --judge-model.")
    return recording


@dataclass(frozen=True, slots=True)
class Panel:
    """A judge and what it is asked: each measure of each sample that it applies to, so many times."""

    endpoint: Endpoint
    recording: Recording
    model: str
    measures: tuple[Measure, ...]
    repeats: int

    async def judged(self, samples: Sequence[Sample]) -> Judged:
        """The judgments, sample by sample. Raises JudgeError."""
        near, gate = OwnEmbedding(), asyncio.Semaphore(_AT_ONCE)
        judgments: list[Judgment] = []
        async with judges(self.endpoint, self.recording, self.model, self.repeats) as panel:
            for sample in track(samples, "Judging"):
                asked = [one for one in self.measures if one.applies(sample)]
                judgments += await asyncio.gather(*(self._judgment(one, sample, panel, near, gate) for one in asked))
        return Judged(self.model, self.repeats, tuple(judgments))

    async def _judgment(
        self,
        measure: Measure,
        sample: Sample,
        panel: Sequence[InstructorBaseRagasLLM],
        near: OwnEmbedding,
        gate: asyncio.Semaphore,
    ) -> Judgment:
        async def marked(judge: InstructorBaseRagasLLM) -> Mark:
            async with gate:
                return await self._mark(measure, sample, judge, near)

        marks = await asyncio.gather(*map(marked, panel))
        case = sample.case
        # A case that no article answers is a cluster of its own: it shares no article's faults.
        return Judgment(measure.name, case.id, " ".join(sorted(case.articles)) or case.id, tuple(marks))

    async def _mark(self, measure: Measure, sample: Sample, judge: InstructorBaseRagasLLM, near: OwnEmbedding) -> Mark:
        try:
            result = await measure.score(sample, StrictJudge(judge), near)
        except Exception as error:  # whatever a judge makes of a question is a recorded value
            if unrecorded(error):
                raise JudgeError(
                    f"{self.endpoint.replay} holds no reply to what {measure.name} asks about the case "
                    f"{sample.case.id}: record again with --record."
                ) from error
            return Mark(failure=reason(error))
        return _valued(result.value)


def _valued(value: object) -> Mark:
    if isinstance(value, float | int) and -_ROUNDING <= value <= 1 + _ROUNDING:
        return Mark(value=min(max(float(value), 0.0), 1.0))
    return Mark(failure=f"the score is {value}, not a number from 0 to 1")
