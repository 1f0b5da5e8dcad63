"""Does each citation exist: article, version, offsets, marker; and does a refusal cite nothing."""

from collections.abc import Iterator, Sequence

from evals.scorers.score import Sources
from evals.scorers.wording import MARKER, outside_statements
from service.answers import Answer, Citation, Statement, Status


def existence(answer: Answer, sources: Sources) -> tuple[str, ...]:
    """All that does not exist as the answer says it does."""
    return tuple(_faults(answer, sources))


def _faults(answer: Answer, sources: Sources) -> Iterator[str]:
    if answer.status is Status.NOT_IN_ARTICLES:
        yield from _refusal_faults(answer)
        return
    if not answer.statements:
        yield f"an answer that is {answer.status} has no statement"
    for citation in answer.citations:
        yield from citation_faults(citation, answer.text, sources)
    for statement in answer.statements:
        yield from statement_faults(statement, answer)
    yield from _numbering_faults(answer, sources.earlier)
    yield from _date_faults(answer)
    yield from _conflict_faults(answer)


def _refusal_faults(answer: Answer) -> Iterator[str]:
    for name, parts in (
        ("citation", answer.citations),
        ("statement", answer.statements),
        ("conflict", answer.conflicts),
    ):
        if parts:
            yield f"a refusal carries {len(parts)} {name}(s)"
    if MARKER.search(answer.text):
        yield "the text of a refusal carries a citation marker"


def citation_faults(citation: Citation, text: str, sources: Sources) -> Iterator[str]:
    """What is wrong with one citation of an answer whose text is `text`."""
    name = f"citation [{citation.number}]"
    yield from target_faults(citation, sources)
    article = sources.article(citation.article_id)
    if article is not None and (citation.title, citation.published_at) != (
        article.fields.title,
        article.fields.published,
    ):
        yield f"{name} gives another title or date than {article.id} has"
    if text[max(0, citation.marker_start) : citation.marker_end] != f"[{citation.number}]":
        yield f"{name} has no marker at {citation.marker_start}:{citation.marker_end} of the answer"


def target_faults(citation: Citation, sources: Sources) -> Iterator[str]:
    """That what a citation points to is not there: article, version, span, or the quote at it."""
    name = f"citation [{citation.number}]"
    article = sources.article(citation.article_id)
    if article is None:
        yield f"{name} names the article {citation.article_id}, which is not live"
    elif article.version != citation.article_version:
        yield f"{name} names version {citation.article_version} of {article.id}; live is {article.version}"
    elif not 0 <= citation.start < citation.end <= len(article.text):
        yield f"{name} spans {citation.start}:{citation.end} in an article of {len(article.text)} characters"
    elif article.text[citation.start : citation.end] != citation.quote:
        yield f"{name} quotes what does not stand at {citation.start}:{citation.end} of {article.id}"


def statement_faults(statement: Statement, answer: Answer) -> Iterator[str]:
    """What is wrong with the place and the citations of one statement."""
    name = f"statement at {statement.start}:{statement.end}"
    if not statement.text or answer.text[max(0, statement.start) : statement.end] != statement.text:
        yield f"{name} does not stand there in the answer"
    known = {citation.number for citation in answer.citations}
    if not statement.citations:
        yield f"{name} has no citation"
    for number in statement.citations:
        if number not in known:
            yield f"{name} cites [{number}], which is not among the citations"
    following = [other.start for other in answer.statements if other.start >= statement.end]
    after = answer.text[statement.end : min(following, default=len(answer.text))]
    missing = set(statement.citations) - {int(found) for found in MARKER.findall(after)}
    if missing:
        yield f"{name} is not followed by its markers {sorted(missing)}"


def _numbering_faults(answer: Answer, earlier: Sequence[Answer]) -> Iterator[str]:
    """Each marker outside the statements has its citation; numbers run on in order of first use.

    A quote that an answer before it in its conversation cited has the number that it had there.
    """
    used = list(dict.fromkeys(int(number) for number in MARKER.findall(outside_statements(answer))))
    known = {citation.number for citation in answer.citations}
    before = {_place(citation): citation.number for one in earlier for citation in one.citations}
    kept = {citation.number for citation in answer.citations if _place(citation) in before}
    for citation in answer.citations:
        if before.get(_place(citation), citation.number) != citation.number:
            yield f"[{citation.number}] had the number {before[_place(citation)]} in the conversation"
    fresh, last = [number for number in used if number not in kept], max(before.values(), default=0)
    if set(used) != known:
        yield f"the text has the markers {sorted(used)}, the citations the numbers {sorted(known)}"
    elif fresh != list(range(last + 1, last + 1 + len(fresh))):
        yield f"the numbers {fresh} do not run from {last + 1} in order of first use"


def _place(citation: Citation) -> tuple[str, str, int, int]:
    return citation.article_id, citation.article_version, citation.start, citation.end


def _date_faults(answer: Answer) -> Iterator[str]:
    newest = max((one.published_at for one in answer.citations if one.published_at), default=None)
    if answer.newest_source != newest:
        yield f"the newest source is given as {answer.newest_source}; of the citations it is {newest}"


def _conflict_faults(answer: Answer) -> Iterator[str]:
    known = {citation.number for citation in answer.citations}
    for conflict in answer.conflicts:
        if len(conflict.sides) < 2:
            yield "a conflict has fewer than two sides"
        for side in conflict.sides:
            if not side.citations or set(side.citations) - known:
                yield f"the side “{side.text[:60]}” of a conflict has no known citation"
    if answer.status is Status.CONFLICTING and not answer.conflicts:
        yield "an answer that is conflicting shows no conflict"
