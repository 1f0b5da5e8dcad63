"""A question before it is answered: long enough, short enough, in English."""

import re
import unicodedata

from service.errors import QuestionError
from service.wording import STOP_WORDS, folded

MAX_CHARACTERS = 2_000
MAX_WORDS = 400
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENGLISH = STOP_WORDS | {"please", "tell", "many", "long", "say", "says", "said", "happen", "happened"}
_FOREIGN = {
    "German": "der die das und ist nicht wie wer wann warum welche wird wurde haben sind ein eine im zu mit von für",
    "French": "le la les et est que qui quand pourquoi comment quel combien des une dans pour sur avec sont ont pas",
    "Spanish": "el los las y es que quién cuándo por qué cómo cuál cuántos una en para con del son no",
    "Italian": "il lo gli e è che chi quando perché come quale quanti una nel per con della sono non di",
    "Portuguese": "o os as e é que quem quando por como qual quantos uma em para com da do são não",
    "Dutch": "de het een en is niet wie wanneer waarom hoe welke wat van voor met zijn heeft worden",
    "Polish": "co kto kiedy dlaczego jak ile jest w na z i nie czy który się do są",
    "Turkish": "ne kim neden nasıl kaç ve bir bu için ile mi mı olarak hangi",
    "Swedish": "vad vem när varför hur vilken och är inte en ett det som för med av på",
    "Indonesian": "apa siapa kapan mengapa bagaimana berapa dan yang di ke dari ini itu adalah",
}
_FOREIGN_WORDS = {
    language: frozenset(folded(word) for word in listed.split()) - frozenset({"is", "in", "do", "as", "no", "me"})
    for language, listed in _FOREIGN.items()
}


def understood(question: str) -> str:
    """The question without control characters and outer spaces.

    Raises QuestionError where it is empty, too long, or not in English, the language of the articles: judged by its
    script, and by its most common words.
    """
    plain = " ".join("".join(_printable(character) for character in question).split())
    if not re.search(r"\w", plain):
        raise QuestionError("The question is empty: ask about the articles in a sentence.")
    if len(plain) > MAX_CHARACTERS or len(plain.split()) > MAX_WORDS:
        raise QuestionError(f"The question is too long: ask in fewer than {MAX_WORDS} words.")
    if not is_english(plain):
        raise QuestionError("The articles are in English: ask in English.")
    return plain


def is_english(question: str) -> bool:
    """Whether the question reads as English. What cannot be told, such as a single name, passes."""
    letters = [character for character in question if character.isalpha()]
    if sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters) > len(letters) / 2:
        return False
    found = [word.casefold() for word in _WORDS.findall(question)]
    english = sum(word in _ENGLISH for word in found)
    foreign = max(sum(folded(word) in listed for word in found) for listed in _FOREIGN_WORDS.values())
    return foreign <= english or foreign < 2


def _printable(character: str) -> str:
    """Surrogates and control characters have no place in a question, and break what stores it."""
    return " " if unicodedata.category(character) in ("Cc", "Cs") else character
