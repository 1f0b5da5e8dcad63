"""What can be asked of a corpus: of one that is open here, or of a service that runs elsewhere."""

from typing import Protocol

from service.answers import Answer, Filters, Mode
from service.holdings import Full, Results
from service.verdicts import Verification


class Library(Protocol):
    """Answers, passages, articles and verdicts. Each method raises OnRecordError with a sentence for its caller."""

    def ask(
        self,
        question: str,
        filters: Filters | None = None,
        mode: Mode = Mode.STRICT,
        *,
        conversation_id: str | None = None,
    ) -> Answer:
        """The answer to a question, from the articles that pass the filters; in a conversation, a follow-up may be."""
        ...

    def begin(self) -> str:
        """The id of a new conversation."""
        ...

    def search(self, query: str, limit: int = 10, filters: Filters | None = None) -> Results:
        """The passages nearest to a query, best first."""
        ...

    def article(self, article_id: str, version: str | None = None) -> Full:
        """An article: its live version, or an earlier one that an answer cited."""
        ...

    def verify(self, text: str) -> Verification:
        """Each claim of a text with its verdict."""
        ...
