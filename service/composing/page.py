"""An answer while it is written, statement by statement."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Self

from indexing.search import Hit
from service.answers import Answer, Mode, Verdict
from service.composing import NOT_IN_ARTICLES, compose, refuse
from service.composing.parts import Asked, Checked
from service.quotes import Quote
from service.retrieval import Evidence

Told = Callable[[Answer], None]


def _nobody(_: Answer) -> None:
    """Whom nothing is told."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads an answer while it is written, and may leave before its end.

    `told` is told the answer as it stands, each time that a statement of it has passed the checks. `left` is done once
    the reader has left: what is done for its answer then stops.
    """

    told: Told = _nobody
    left: Future[None] = field(default_factory=Future[None])


@dataclass(frozen=True, slots=True)
class Page:
    """An answer while it is written: what was checked so far, and the hits that its quotes are numbered by.

    `lead` stands before the first statement, `refusal` is said where no statement leaves the service: our own words,
    which claim nothing of the matter. An answer is not whole where who drafted it broke off.
    """

    given: Asked
    evidence: Evidence
    mode: Mode
    reader: Reader = field(default_factory=Reader)
    checked: tuple[Checked, ...] = ()
    further: tuple[Hit, ...] = ()
    lead: str = ""
    is_whole: bool = True
    refusal: str = NOT_IN_ARTICLES

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The passages retrieved, then those that were found while checking."""
        return (*self.evidence.hits, *self.further)

    @property
    def emitted(self) -> tuple[Checked, ...]:
        """What leaves the service: in strict mode the supported statements, in flag mode all that may be said."""
        return self.supported if self.is_strict else tuple(one for one in self.checked if not one.is_barred)

    @property
    def supported(self) -> tuple[Checked, ...]:
        """The statements that stood the checks."""
        return tuple(one for one in self.checked if one.verdict is Verdict.SUPPORTED)

    @property
    def cited(self) -> tuple[Quote, ...]:
        """The quotes of what leaves the service."""
        return tuple(quote for one in self.emitted for quote in one.quotes)

    @property
    def is_strict(self) -> bool:
        """Whether only supported statements leave the service."""
        return self.mode is Mode.STRICT

    def having(self, checked: Checked, hits: tuple[Hit, ...], model: str) -> Self:
        """The page with one more statement, told of if it leaves the service."""
        page = replace(self, checked=(*self.checked, checked), further=hits[len(self.evidence.hits) :])
        if checked in page.emitted:
            self.reader.told(page.answer(model))
        return page

    def answer(self, model: str) -> Answer:
        """The answer as it stands."""
        withheld = tuple(one for one in self.checked if one not in self.emitted)
        if not self.emitted:
            return refuse(self.given, self.evidence.nearest, model, text=self.refusal, withheld=withheld)
        given, hits, lead, whole = self.given, self.hits, self.lead, self.is_whole
        return compose(given, hits, self.emitted, model, withheld=withheld, lead=lead, is_whole=whole)
