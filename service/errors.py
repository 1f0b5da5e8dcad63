"""What can go wrong between a question and its answer.

OnRecordError (indexing.errors)
├── QuestionError              the question cannot be taken: empty, too long, not in English
├── ArticleNotFound            no such article, or no such version
├── AnswerNotFound             no such stored answer
├── UnknownModel               no model of this name answers here
├── DraftingError              the drafting model is down, slow, or replied with an error
└── ReaderLeft                 who asked for a streamed answer has left before its end; nobody is told
"""

from indexing.errors import OnRecordError


class QuestionError(OnRecordError):
    """The question cannot be taken as it is."""


class ArticleNotFound(OnRecordError):
    """No article, or no version of it, has this id."""


class AnswerNotFound(OnRecordError):
    """No stored answer has this id."""


class UnknownModel(OnRecordError):
    """No model of this name answers here."""


class DraftingError(OnRecordError):
    """The drafting model did not reply with anything that can be used."""


class ReaderLeft(OnRecordError):
    """Nobody reads the answer any more."""
