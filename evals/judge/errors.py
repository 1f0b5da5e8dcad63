"""What can go wrong with a judge.

OnRecordError (indexing.errors)
└── JudgeError                 the judge, or its recording, cannot be used as asked; the run ends
UnusableReply                  one reply says nothing that can be scored; a recorded failure, the run goes on
"""

from indexing.errors import OnRecordError


class JudgeError(OnRecordError):
    """The judge, or its recording, cannot be used as asked."""


class UnusableReply(Exception):
    """One reply of the judge cannot be scored; the text says why, as a part of a sentence."""
