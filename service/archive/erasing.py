"""What left the service and drew on an erased article: what was said goes, that it was given stays."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext

from sqlalchemy import select

from indexing.absence import Sought
from service.answers import Answer, Citation
from service.archive import Archive
from service.archive.database import Database
from service.archive.tables import AnswerRow, FeedbackRow, TurnRow
from service.wording import content

ERASED = "This answer drew on an article that has been erased, and was erased with it."
WORDS_ERASED = "[erased]"
_AT_ONCE = 200


class Stored:
    """The answers, conversations and comments of an archive, as far as they hold what is to be erased."""

    def __init__(self, opened: Callable[[], AbstractContextManager[Archive]]) -> None:
        """Over the archive that a context manager gives for as long as it is worked with."""
        self._opened = opened

    @classmethod
    def of(cls, archive: Archive) -> "Stored":
        """An archive that is open, and stays so."""
        return cls(lambda: nullcontext(archive))

    @classmethod
    def at(cls, url: str) -> "Stored":
        """The archive at an SQLAlchemy URL, where nobody has it open."""
        return cls(lambda: closing(Archive(url)))

    def quoted(self, article_ids: Sequence[str]) -> tuple[str, ...]:
        """The titles and quotes of these articles in stored answers."""
        with self._opened() as archive:
            found = _naming(archive.database, article_ids, Sought(()))
            cited = [one for answer in found for one in answer.citations if one.article_id in article_ids]
            return tuple(dict.fromkeys(text for one in cited for text in (one.title, one.quote) if text))

    def drawing(self, article_ids: Sequence[str], stretches: Sequence[str]) -> tuple[str, ...]:
        """The ids of the answers that cite these articles, offer them, or repeat a stretch of them, of those whose
        question was read with such an answer, and of those that did before they were erased.
        """
        with self._opened() as archive:
            return tuple(one.id for one in _drawing(archive.database, article_ids, stretches))

    def erase(self, article_ids: Sequence[str], stretches: Sequence[str]) -> None:
        """Empty what they say of these articles, and the words of readers that repeat a stretch of them."""
        said = Sought(stretches)
        with self._opened() as archive:
            for answer in _drawing(archive.database, article_ids, stretches):
                with archive.database.session() as session:
                    row = session.get_one(AnswerRow, answer.id)
                    row.body = _without(answer, article_ids, said, _words(stretches)).model_dump_json()
            _erase_comments(archive.database, Sought(one.lower() for one in stretches))
            archive.database.forget()


def _drawing(database: Database, article_ids: Sequence[str], stretches: Sequence[str]) -> list[Answer]:
    named = list(_naming(database, article_ids, Sought(stretches)))
    return [*named, *_read_with(database, named, _words(stretches))]


def _naming(database: Database, article_ids: Sequence[str], said: Sought) -> Iterator[Answer]:
    named = Sought(json.dumps(one, ensure_ascii=False) for one in article_ids)
    for body in _bodies(database):
        if said.stands_in(body):
            yield Answer.model_validate_json(body)
        elif named.stands_in(body):
            answer = Answer.model_validate_json(body)
            if _articles(answer).intersection(article_ids):
                yield answer


def _read_with(database: Database, named: Sequence[Answer], words: set[str]) -> Iterator[Answer]:
    """The other answers in the conversations of these whose question was read with one of the words."""
    passed_over = {one.id for one in named}
    query = select(AnswerRow.body).join(TurnRow, TurnRow.answer_id == AnswerRow.id)
    for talk in sorted({one.conversation_id for one in named if one.conversation_id}):
        with database.session() as session:
            bodies = session.scalars(query.where(TurnRow.conversation_id == talk)).all()
        answers = map(Answer.model_validate_json, bodies)
        yield from (one for one in answers if one.id not in passed_over and _is_read_with(one, words))


def _is_read_with(answer: Answer, words: set[str]) -> bool:
    return not words.isdisjoint(content(answer.standalone_question) - content(answer.question))


def _words(texts: Iterable[str]) -> set[str]:
    """The words of the texts that tell something."""
    return {word for text in texts for word in content(text)}


def _articles(answer: Answer) -> set[str]:
    """The ids of the articles that it cites, names or drew on before they were erased."""
    carriers = (other for one in answer.citations for other in one.also_in)
    return {one.article_id for one in (*answer.citations, *carriers, *answer.nearest)} | set(answer.erased)


def _bodies(database: Database) -> Iterator[str]:
    """The answers as they are stored."""
    after = ""
    while True:
        query = select(AnswerRow.id, AnswerRow.body).where(AnswerRow.id > after).order_by(AnswerRow.id)
        with database.session() as session:
            rows = session.execute(query.limit(_AT_ONCE)).all()
        if not rows:
            return
        yield from (row.body for row in rows)
        after = rows[-1].id


def _erase_comments(database: Database, said: Sought) -> None:
    with database.session() as session:
        for row in session.scalars(select(FeedbackRow).where(FeedbackRow.comment.is_not(None))):
            if said.stands_in((row.comment or "").lower()):
                row.comment = WORDS_ERASED


def _without(answer: Answer, article_ids: Sequence[str], said: Sought, words: set[str]) -> Answer:
    """The answer without the articles: no longer naming them where it rests on others, and emptied where it does not,
    or where its question was read with one of their words.
    """
    drawn = _articles(answer).intersection(article_ids)
    erased = (*answer.erased, *(one for one in article_ids if one in (drawn or article_ids)))
    named = answer.model_copy(
        update={
            "nearest": tuple(one for one in answer.nearest if one.article_id not in article_ids),
            "citations": tuple(_alone(one, article_ids) for one in answer.citations),
            "erased": tuple(dict.fromkeys(erased)),
        }
    )
    rests_on_it = any(one.article_id in article_ids for one in answer.citations)
    owes = rests_on_it or _is_read_with(answer, words) or said.stands_in(named.model_dump_json())
    return _emptied(named, said) if owes else named


def _alone(citation: Citation, article_ids: Sequence[str]) -> Citation:
    """The citation without these among those who carry its quote too."""
    return citation.model_copy(
        update={"also_in": tuple(one for one in citation.also_in if one.article_id not in article_ids)}
    )


def _emptied(answer: Answer, said: Sought) -> Answer:
    """The answer without anything that was said; its question is the reader's, unless it repeats the article."""
    question = WORDS_ERASED if said.stands_in(answer.question) else answer.question
    return Answer(
        id=answer.id,
        question=question,
        standalone_question=question,
        status=answer.status,
        text=ERASED,
        as_of="",
        newest_source=None,
        corpus_revision=answer.corpus_revision,
        model=answer.model,
        conversation_id=answer.conversation_id,
        erased=answer.erased,
    )
