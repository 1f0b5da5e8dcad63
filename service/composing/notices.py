"""What we say in our own words: before the first statement, or in the place of an answer."""

from service.composing import NOT_IN_ARTICLES
from service.retrieval import Evidence

NOTHING_IN_SCOPE = "No article passes the filters."
SAID_NOWHERE_IN_SCOPE = "The articles that pass the filters do not say."
# True to the letter, also where other words say it. In SQuAD 2.0 it was said of 9 % of the true premises and of 36 % of
# those in questions made unanswerable, before words of one family and subjects in lower case counted.
NOT_SAID = "No sentence found says in these words that {}"
NOT_ANSWERED = "To {} no answer was found."
INSTEAD = "; the articles say:"


def lead(evidence: Evidence, unsaid: str) -> str:
    """What of the question the articles do not say: a premise that is `unsaid`, else parts of it; or nothing."""
    if unsaid:
        return unsaid + INSTEAD
    left = " and ".join(f"“{part}”" for part in evidence.unanswered)
    return NOT_ANSWERED.format(left) if left else ""


def refusal(evidence: Evidence, unsaid: str, *, filtered: bool) -> str:
    """That the articles do not say, or those that pass the filters, and what of the question is `unsaid`."""
    if filtered and not (evidence.hits or evidence.nearest):
        return NOTHING_IN_SCOPE
    plain = SAID_NOWHERE_IN_SCOPE if filtered else NOT_IN_ARTICLES
    return f"{plain} {unsaid}." if unsaid else plain
