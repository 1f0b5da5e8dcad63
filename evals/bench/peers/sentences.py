"""Our sentences for LlamaIndex's splitter, whose own cannot read its data where uv links files."""

from itertools import pairwise

from indexing.sentences import sentences


def whole_sentences(text: str) -> list[str]:
    """The text cut before each sentence, nothing left out."""
    cuts = [0, *(span.start for span in sentences(text) if span.start), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]
