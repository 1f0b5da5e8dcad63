"""Keyword search over passages with BM25, in a tantivy index: the only folder that knows tantivy.

Queries are built from terms, never parsed: a question may hold quotes, brackets or the words TO, IN and NOT.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import tantivy

from indexing.articles import Passage
from indexing.faults import unopenable, unwritable
from indexing.keywords.schema import ANALYZER, analyzer, indexable, is_older, schema
from indexing.reach import Within

BOOSTS: Final[Mapping[str, float]] = {"title": 1.0, "heading": 1.0, "text": 1.0}
MOST_TERMS = 128
# A term that so many passages hold, and such a share of all, tells few apart and takes most of the time of a query.
_COMMON, _COMMON_SHARE = 10_000, 0.15
# As many as no other passage begins with.
_OWN_WORDS = 12
# Each batch is committed, so a heap for more of them would stay unused.
_WRITER_BYTES = 20_000_000


class Keywords:
    """The keyword index of one generation. Text is indexed, not stored; searching is safe from any thread."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`, or make it. Raises CorpusDamaged where it cannot be opened."""
        self._folder = folder
        self._analyzer = analyzer()
        self._writing = threading.Lock()
        self._writer: tantivy.IndexWriter | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._by_article = not is_older(folder)
            self._schema = schema(by_article=self._by_article)
            self._index = tantivy.Index(self._schema, path=str(folder))
            self._index.register_tokenizer(ANALYZER, self._analyzer)
            self._index.searcher()
        except (ValueError, OSError) as error:
            raise unopenable("keyword index", folder, error) from error

    def add(self, passages: Iterable[tuple[Passage, str | None]]) -> None:
        """Write passages, each with its article's title, and show them to searches. A known id is replaced.

        Raises CorpusError where the disk is full.
        """
        with self._written() as writer:
            for passage, title in passages:
                writer.delete_documents_by_term("passage_id", passage.id)
                writer.add_document(self._document(passage, title))

    def replace(self, article_ids: Iterable[str], passages: Iterable[tuple[Passage, str | None]]) -> None:
        """Take out all passages of some articles and write these, each with its article's title, in one step."""
        with self._written() as writer:
            for article_id in article_ids:
                writer.delete_documents_by_term("article_id", indexable(article_id))
            for passage, title in passages:
                writer.add_document(self._document(passage, title))

    def remove(self, ids: Iterable[str]) -> None:
        """Remove passages; unknown ids are passed over."""
        with self._written() as writer:
            for passage_id in ids:
                writer.delete_documents_by_term("passage_id", passage_id)

    def query(
        self, text: str, k: int, boosts: Mapping[str, float] = BOOSTS, within: Within | None = None
    ) -> list[tuple[str, float]]:
        """The best `k` passages that hold any term of `text`, with their BM25 scores, best first.

        `boosts` weighs the fields title, heading and text; a field that is left out is not searched. Only the first
        MOST_TERMS distinct terms count. Only passages `within` a part of the corpus are found, where one is given.
        """
        searcher = self._index.searcher()
        terms = _telling(searcher, list(dict.fromkeys(self.terms(text)))[:MOST_TERMS])
        if not terms or k < 1:
            return []
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(field, term), boost))
            for term in terms
            for field, boost in boosts.items()
        ]
        query = tantivy.Query.boolean_query(clauses)
        found = searcher.search(query if within is None else self._within(query, within), limit=k, count=False)
        return [(str(searcher.doc(address)["passage_id"][0]), float(score)) for score, address in found.hits]

    def terms(self, text: str) -> list[str]:
        """The words of a text as the index holds them: lower case, without accents, stemmed, in order."""
        return list(self._analyzer.analyze(indexable(text)))

    def rarity(self, terms: Iterable[str]) -> dict[str, float]:
        """How rare each term is in the texts of the passages: BM25's inverse document frequency, above 0."""
        searcher = self._index.searcher()
        count = searcher.num_docs
        held = {term: min(count, searcher.doc_freq("text", term)) for term in terms}
        return {term: math.log(1 + (count - df + 0.5) / (df + 0.5)) for term, df in held.items()}

    def vocabulary(self, prefix: str) -> list[tuple[str, int]]:
        """The terms of the texts that begin so, each with the number of passages that hold it, the commonest first."""
        return self._index.searcher().terms_with_prefix("text", prefix)

    def holding(self, term: str, k: int) -> list[str]:
        """The ids of up to `k` passages whose text holds a term as the index has it."""
        searcher = self._index.searcher()
        found = searcher.search(self._term("text", term), limit=k, count=False)
        return [str(searcher.doc(address)["passage_id"][0]) for _, address in found.hits]

    @property
    def count(self) -> int:
        """How many passages can be found."""
        return self._index.searcher().num_docs

    def ids(self) -> set[str]:
        """The ids of all passages."""
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs), count=False)
        return {str(searcher.doc(address)["passage_id"][0]) for _, address in found.hits}

    def lost(self, passages: Iterable[Passage]) -> tuple[str, ...]:
        """The ids of those that cannot be found by their own first words."""
        return tuple(passage.id for passage in passages if not self._finds(passage))

    def _finds(self, passage: Passage) -> bool:
        words = list(dict.fromkeys(self.terms(passage.text)))[:_OWN_WORDS]
        own = [("passage_id", passage.id), *(("text", word) for word in words)]
        clauses = [(tantivy.Occur.Must, self._term(field, term)) for field, term in own]
        return bool(self._index.searcher().search(tantivy.Query.boolean_query(clauses), limit=1, count=False).hits)

    def close(self) -> None:
        """Let go of the folder; merges under way are finished."""
        with self._writing:
            if self._writer is not None:
                self._writer.wait_merging_threads()
            self._writer = None

    def _document(self, passage: Passage, title: str | None) -> tantivy.Document:
        document = tantivy.Document(passage_id=passage.id, text=indexable(passage.text))
        if self._by_article:
            document.add_text("article_id", indexable(passage.article_id))
        if title:
            document.add_text("title", indexable(title))
        if passage.heading:
            document.add_text("heading", indexable(passage.heading))
        return document

    def _within(self, query: tantivy.Query, part: Within) -> tantivy.Query:
        # To look up the 2,200 passages of a week among 302,000 took two thirds of a query.
        field, ids = ("article_id", part.articles) if self._by_article else ("passage_id", part.passages)
        allowed = tantivy.Query.term_set_query(self._schema, field, [indexable(one) for one in ids])
        # It lets through, and is not scored.
        silent = tantivy.Query.const_score_query(allowed, 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, silent)])

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term, index_option="freq")

    def _fresh_writer(self) -> tantivy.IndexWriter:
        """A writer without the files of one that was killed or failed: it would give its own the same names."""
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        writer.garbage_collect_files()
        return writer

    @contextmanager
    def _written(self) -> Generator[tantivy.IndexWriter]:
        """What is written in the block is on disk, and shown to searches, when it ends."""
        with self._writing:
            try:
                writer = self._writer = self._writer or self._fresh_writer()
                yield writer
                writer.commit()
                self._index.reload()
            except (ValueError, OSError) as error:
                # A writer that failed takes nothing more.
                self._writer = None
                raise unwritable("keyword index", self._folder, error) from error


def _telling(searcher: tantivy.Searcher, terms: Sequence[str]) -> Sequence[str]:
    """The terms without the common ones, where there are others."""
    common = max(_COMMON, _COMMON_SHARE * searcher.num_docs)
    return [term for term in terms if searcher.doc_freq("text", term) <= common] or terms
