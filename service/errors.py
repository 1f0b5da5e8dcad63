"""What can go wrong between a question and its answer.

OnRecordError (indexing.errors)
├── QuestionError              the question cannot be taken: empty, too long, not in English
├── ArticleNotFound            no such article, or no such version
├── AnswerNotFound             no such stored answer
├── OperationNotFound          nothing was handed in under this id, or long ago
├── ConversationNotFound       no such conversation: unknown, deleted, expired or somebody else's
├── ConversationBusy           another question of the conversation is being answered
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


class OperationNotFound(OnRecordError):
    """Nothing was handed in under this id."""


class ConversationNotFound(OnRecordError):
    """No conversation has this id, for who asks."""


class ConversationBusy(OnRecordError):
    """Another question of this conversation is being answered, or was answered first."""


class UnknownModel(OnRecordError):
    """No model of this name answers here."""


class DraftingError(OnRecordError):
    """The drafting model did not reply with anything that can be used."""


class ReaderLeft(OnRecordError):
    """Nobody reads the answer any more."""
