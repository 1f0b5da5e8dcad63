"""A peer's reply as an answer of ours, so that the same scorers judge both."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from evals.bench.peers import Reply, Source
from indexing.articles import Article
from service.answers import Answer, Citation, Statement, Status, Verdict
from service.drafting.replies import is_refusal, sentences_of


def as_answer(question: str, reply: Reply, article: Callable[[str], Article | None]) -> Answer:
    """The reply's sentences with what they cite; a citation without a source stays a number without a citation.

    A reply that says that the sources do not answer is a refusal.
    """
    written = _Written(reply, article)
    for sentence in sentences_of((reply.text,)):
        if not is_refusal(sentence.text, cited=bool(sentence.cited)):
            written.add(sentence.text, sentence.cited)
    return Answer(
        id="peer",
        question=question,
        standalone_question=question,
        status=Status.ANSWERED if written.statements else Status.NOT_IN_ARTICLES,
        text=written.text or reply.text,
        as_of="",
        newest_source=None,
        statements=tuple(written.statements),
        citations=tuple(written.citations.values()),
        corpus_revision=0,
        model="peer",
    )


@dataclass
class _Written:
    reply: Reply
    article: Callable[[str], Article | None]
    text: str = ""
    statements: list[Statement] = field(default_factory=list[Statement])
    citations: dict[int, Citation] = field(default_factory=dict[int, Citation])

    def add(self, said: str, cited: tuple[int, ...]) -> None:
        """One more sentence with its markers."""
        start = len(self.text) + bool(self.text)
        self.text = f"{self.text} {said}".strip()
        for number in cited:
            self.text = f"{self.text} [{number}]"
            self._cite(number)
        statement = Statement(
            text=said, start=start, end=start + len(said), verdict=Verdict.UNVERIFIABLE, citations=cited
        )
        self.statements.append(statement)

    def _cite(self, number: int) -> None:
        if number in self.citations or not 1 <= number <= len(self.reply.sources):
            return
        source = self.reply.sources[number - 1]
        article = self.article(source.article_id)
        if article is not None:
            marker = len(self.text) - len(f"[{number}]")
            self.citations[number] = _citation(number, marker, article, *_place(source, article))


def _citation(number: int, marker: int, article: Article, start: int, end: int) -> Citation:
    fields = article.fields
    return Citation(
        number=number,
        article_id=article.id,
        article_version=article.version,
        title=fields.title,
        publisher=fields.publisher,
        authors=fields.authors,
        published_at=fields.published,
        modified_at=fields.modified,
        url=fields.url,
        quote=article.text[start:end],
        start=start,
        end=end,
        marker_start=marker,
        marker_end=marker + len(f"[{number}]"),
    )


def _place(source: Source, article: Article) -> tuple[int, int]:
    """Where a passage stands in its article, whatever became of the white space; the whole article if nowhere."""
    words: Iterator[str] = map(re.escape, source.text.split())
    found = re.search(r"\s+".join(words), article.text)
    return (found.start(), found.end()) if found else (0, len(article.text))
