"""Misspelt words of a question, put right by the words of the articles."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import OSA

from indexing.catalog import Catalog
from indexing.keywords import Keywords
from service.wording import STOP_WORDS, Word, folded, words

# Letters a word must have to be taken for another one that differs in one edit, and in two. An edit is a letter more,
# less or other, or two swapped (optimal string alignment distance, Boytsov 2011).
ONE_EDIT, TWO_EDITS = 4, 8
# A name differs from another by so little that only long ones are put right, and by one edit.
ONE_EDIT_OF_A_NAME = 6
# Stems that are looked up, the commonest first; passages looked through for each; what a stem may lack of its word.
_STEMS = 30
_WRITTEN_IN = 5
_LONGEST_ENDING = 6


@dataclass(frozen=True, slots=True)
class Spelling:
    """Puts right what is no word, neither of any article nor of the language, and is close to a word of the articles.

    `known` says of a word in lower case whether the language has it.
    """

    keywords: Keywords
    catalog: Catalog
    known: Callable[[str], bool]

    def corrected(self, question: str) -> str:
        """The question with its misspelt words replaced."""
        found = [(word, better) for word in words(question) if (better := self._better(word))]
        for word, better in reversed(found):
            question = question[: word.start] + better + question[word.end :]
        return question

    def _better(self, word: Word) -> str | None:
        plain = folded(word.text)
        if not plain.isalpha() or self._known(plain):
            return None
        if function := _nearest(plain, ((one, 0) for one in STOP_WORDS), 1 if len(plain) > 2 else 0):
            return function
        edits = _edits(word)
        if not edits:
            return None
        return _nearest(plain, self._written_like(plain, edits), edits)

    def _known(self, plain: str) -> bool:
        function = plain in STOP_WORDS or plain.removesuffix("s") in STOP_WORDS
        return function or self.known(plain) or all(self.keywords.holding(one, 1) for one in self.keywords.terms(plain))

    def _written_like(self, plain: str, edits: int) -> Iterator[tuple[str, int]]:
        """Words of the articles that may be meant, each with how often it was seen.

        The index holds stems: a stem that the word begins with, give or take the edits, leads to the words themselves.
        """
        stems = (term for term, _ in self.keywords.vocabulary(plain[0]) if len(plain) - len(term) <= _LONGEST_ENDING)
        like = (term for term in stems if OSA.distance(term, plain[: len(term)], score_cutoff=edits) <= edits)
        for term in islice(like, _STEMS):
            passages = self.catalog.passages(self.keywords.holding(term, _WRITTEN_IN)).values()
            forms = Counter(word.text for passage, _ in passages for word in words(passage.text))
            yield from ((form, count) for form, count in forms.items() if self.keywords.terms(form) == [term])


def _edits(word: Word) -> int:
    if word.text[0].isupper() and word.start > 0:
        return 1 if len(word.text) >= ONE_EDIT_OF_A_NAME else 0
    return (len(word.text) >= ONE_EDIT) + (len(word.text) >= TWO_EDITS)


def _nearest(plain: str, vocabulary: Iterable[tuple[str, int]], edits: int) -> str | None:
    """The word within so many edits that is nearest; among equals the longer one, then the commoner."""
    best: tuple[int, int, int, str] | None = None
    for known, count in vocabulary if edits else ():
        bare = folded(known)
        if bare[0] == plain[0] and (distance := OSA.distance(plain, bare, score_cutoff=edits)) <= edits:
            best = max(best or (-edits - 1, 0, 0, ""), (-distance, len(bare), count, known))
    return best[3] if best else None
