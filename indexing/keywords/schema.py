"""What is indexed of a passage, and how its words are told apart."""

from pathlib import Path
from typing import Final

import tantivy

ANALYZER: Final = "english"
_SEARCHED: Final = ("title", "heading", "text")
_SCHEMA_FILE: Final = "meta.json"


def schema(*, by_article: bool) -> tantivy.Schema:
    """The fields of a passage, with or without its article's id: see `is_older`."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    if by_article:
        builder.add_text_field("article_id", tokenizer_name="raw", index_option="basic")
    for field in _SEARCHED:
        builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="position")
    return builder.build()


def is_older(folder: Path) -> bool:
    """Whether an index was made before passages had their article's id: it is searched as it is until a rebuild."""
    try:
        return b'"article_id"' not in (folder / _SCHEMA_FILE).read_bytes()
    except FileNotFoundError:
        return False


def analyzer() -> tantivy.TextAnalyzer:
    """Words in lower case, without accents, stemmed."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def indexable(text: str) -> str:
    """The text without lone surrogates, which tantivy cannot take."""
    return text.encode("utf-8", "replace").decode("utf-8")
