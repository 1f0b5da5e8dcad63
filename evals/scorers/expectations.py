"""Does the answer say what its case asks for: status, facts, nothing forbidden, the right articles."""

from evals.cases import Case
from evals.scorers.wording import asserted, says
from service.answers import Answer, Status


def status(case: Case, answer: Answer) -> tuple[str, ...]:
    """The status, where the case does not allow it."""
    allowed = ", ".join(case.status)
    return () if answer.status in case.status else (f"the status is {answer.status}; allowed: {allowed}",)


def facts(case: Case, answer: Answer) -> tuple[str, ...]:
    """The required facts that the answer lacks in all of their alternatives. An allowed refusal lacks none."""
    if answer.status is Status.NOT_IN_ARTICLES and answer.status in case.status:
        return ()
    text = asserted(answer)
    return tuple(
        f"missing: {' | '.join(fact)}" for fact in case.facts if not any(says(text, phrase) for phrase in fact)
    )


def forbidden(case: Case, answer: Answer) -> tuple[str, ...]:
    """The traps of the case that the answer fell into."""
    text = asserted(answer)
    return tuple(f"says: {phrase}" for phrase in case.forbidden if says(text, phrase))


def articles(case: Case, answer: Answer) -> tuple[str, ...]:
    """That none of the articles that hold the answer is cited; in a conflicting answer, each of them that is not."""
    cited = {citation.article_id for citation in answer.citations}
    if answer.status is Status.NOT_IN_ARTICLES or not case.articles:
        return ()
    missing = tuple(article for article in case.articles if article not in cited)
    if answer.status is Status.CONFLICTING:
        return tuple(f"not cited: {article}" for article in missing)
    return ("cites none of " + ", ".join(case.articles),) if len(missing) == len(case.articles) else ()
