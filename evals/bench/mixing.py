"""More passages than there are articles for: articles mixed of the sentences that are indexed, no two of them alike.

To embed hundreds of thousands of passages takes an hour or more, so a mixed passage may get the mean of the vectors of
those passages that its sentences stand in, and noise. A paragraph is drawn from one article, so that it has a subject:
means over many subjects all lie in the middle, where 306,000 of them left the vector index a recall of .79. Means are
harder to tell apart than what the model makes of the same texts: of 295,000 .96 are found, of 300,000 embedded .996.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from evals.progress import tell
from indexing.corpus import Corpus
from indexing.errors import CorpusError
from indexing.sentences import sentences
from indexing.sync import sync

_SEED = 7
_MOST_ARTICLES_AT_ONCE = 1_000
_READ_AT_ONCE = 500
_PARAGRAPHS = range(10, 31)
_SENTENCES = range(5, 8)
_SHORTEST, _LONGEST = 40, 400
# The standard deviation of each of 384 components: half as much in all as tells two passages of one article apart.
_NOISE = 0.012


def mix_in(corpus: Corpus, passages: int, *, embed: bool = False) -> None:
    """Index mixed articles until the corpus holds so many passages; those that it holds are what is mixed.

    With `embed` they are embedded as all articles are; else they get means of vectors. Raises CorpusError where no
    article is long enough.
    """
    if corpus.catalog.counts().passages >= passages:
        return
    held = _Sentences(corpus)
    draw = Random(f"{_SEED} {corpus.catalog.counts().articles}")  # noqa: S311 - articles are drawn, no secrets
    days = [article.fields.published for article in corpus.catalog.articles(limit=_READ_AT_ONCE)]
    with TemporaryDirectory(prefix="onrecord-mixed-") as folder:
        # A mixing that was broken off goes on with other articles.
        number = corpus.catalog.counts().articles
        while (missing := passages - corpus.catalog.counts().passages) > 0:
            some = min(_MOST_ARTICLES_AT_ONCE, max(1, missing // _PARAGRAPHS.stop))
            file = Path(folder) / f"{number}.jsonl"
            rows = (held.article(f"mixed-{number + row}", draw) for row in range(some))
            dated = ({**row, "published": str(draw.choice(days) or "")} for row in rows)
            file.write_text("".join(f"{json.dumps(row)}\n" for row in dated), encoding="utf-8")
            sync(corpus, [str(file)], embedder=None if embed else held)
            number += some
            tell(f"{corpus.catalog.counts().passages} of {passages} passages.")


class _Sentences:
    """The sentences of a corpus, each with the vector of its passage: an embedder of what is mixed of them."""

    def __init__(self, corpus: Corpus) -> None:
        self._real = corpus.embedder
        self.name, self.dimensions = corpus.embedder.name, corpus.embedder.dimensions
        self._noise = np.random.default_rng(_SEED)
        self._vectors: dict[str, NDArray[np.float32]] = {}
        subjects: dict[str, list[str]] = {}
        ids = sorted(corpus.catalog.passage_ids())
        for start in range(0, len(ids), _READ_AT_ONCE):
            some = ids[start : start + _READ_AT_ONCE]
            vectors = corpus.vectors.get(some)
            for key, (passage, _) in corpus.catalog.passages(some).items():
                for sentence in _whole(passage.text):
                    self._vectors.setdefault(sentence, vectors[key])
                    subjects.setdefault(passage.article_id, []).append(sentence)
        # One more than a paragraph takes, so that those of one article differ.
        self._subjects = [some for some in subjects.values() if len(some) >= _SENTENCES.stop]
        if not self._subjects:
            raise CorpusError(f"To mix more articles, one must have {_SENTENCES.stop} sentences: index longer ones.")

    def article(self, name: str, draw: Random) -> dict[str, str]:
        """An article of paragraphs, each of sentences drawn from one article; openings of three make its title."""
        drawn = draw.choices(self._subjects, k=draw.choice(_PARAGRAPHS))
        paragraphs = [draw.sample(some, draw.choice(_SENTENCES)) for some in drawn]
        title = " ".join(" ".join(some[0].split()[:3]) for some in paragraphs[:3])
        return {"doc_id": name, "title": title, "text": "\n".join(map(" ".join, paragraphs))}

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """As the corpus embeds it."""
        return self._real.embed_query(text)

    def embed_passages(self, texts: Iterable[str]) -> Iterator[NDArray[np.float32]]:
        """The mean of the vectors of the sentences, with noise, at length one."""
        for text in texts:
            held = [self._vectors[one] for one in _whole(text.partition("\n")[2] or text) if one in self._vectors]
            middle = np.mean(held, axis=0) if held else np.zeros(self.dimensions)
            vector = middle + self._noise.normal(scale=_NOISE, size=self.dimensions)
            yield (vector / np.linalg.norm(vector)).astype(np.float32)


def _whole(text: str) -> Iterator[str]:
    """The sentences of a text that are neither scraps nor endless."""
    found = (text[span.start : span.end] for span in sentences(text))
    return (one for one in found if _SHORTEST < len(one) < _LONGEST and "\n" not in one)
