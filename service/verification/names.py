"""Names: each name of a claim stands in its quotes, or in the titles and publishers of the articles quoted."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from service.answers import Reason
from service.verification.dates import dates
from service.verification.quantities import quantities
from service.verification.spellings import expanded, key, related
from service.wording import STOP_WORDS, Word, words

RULE = "name_not_found"
_OPENING = re.compile(r"(?:^|[.!?:;\n•]|[.!?]?[\"“”‘(\[—–]|\s-)\s*$")
_COMPANION = re.compile(r"[\s-]+")
_HONORIFICS = frozenset("mr mrs ms miss mx dr prof sir dame lord lady rev hon st".split())
# A word that opens a sentence is capitalised whatever it is. These forms are words; the listed exceptions are names.
_WORD_FORM = re.compile(
    r"\w{2,}(?:tions?|sions?|ments?|ness|ings?|ly|it(?:y|ies)|ous|[ai]ble|ives?|[iy][sz]ed|ed|ances?)$"
)
_NAMES_LIKE_WORDS = frozenset(
    "beijing boeing wyoming nanjing italy kelly emily sicily billy connolly france constance clive mohammed ahmed saeed"
    " muhammed hamed fleming".split()
)
_OPENERS = frozenset(
    """according accordingly actually additionally afterwards aid allies almost already always amid analysts another
    anyone approval around article articles attacks authorities backers beyond billions business campaign casualties
    causes ceasefire challenges cities citizens civilians claims closed coming companies conditions conflict consumers
    countries critics currently data deaths deep demands democracy details dialogue diplomacy diplomats doctors dozens
    drones early economic economists efforts elections energy everyone exactly executives experts families fears fewer
    fighting financial first five food forces foreign former four fresh funding gains global government governments
    grain half help here history hope hopes houses however human hundreds independent industry inflation instead
    interest international investors jobs judges key land large last late later lawmakers lawyers leaders less life
    little local long lots low major markets maybe meanwhile media meetings members men military millions ministers
    money moreover most much nearly negotiators neither never nevertheless new news next nobody nonetheless nothing
    observers officials oil old older open opponents others otherwise outside overall parents partners parties past
    patience peace people perhaps plans players police political politicians polling polls post power present
    pressure previous prices private progress proposals prosecutors protesters public questions rather readers rebels
    recent refugees relations reports research researchers residents results revised rights risks rules sales scientists
    second sector security senior separately several shares shortly similarly slow social soldiers someone sometimes
    somewhere soon sources staff stakeholders statements states still strategic strikes strong students studies such
    supplies support supporters surveys talks taxes tens territorial territory then thousands three today together
    tomorrow top total towns trade troops trust trying twice two unions unless unlike users usually various victims
    violence voters war water weapons western while whoever widespread wider women work workers world years yes
    yesterday yet young""".split()
)


def check(claim: str, evidence: str, context: str = "") -> tuple[Reason, ...]:
    """A reason for each name of the claim that neither the evidence nor the context holds.

    Possessives, accents, demonyms ("Russian" for Russia), initials ("EU" for European Union), honorifics and usual
    spellings ("Zelenskyy" for Zelensky) may differ. A word that only opens a sentence is no name.
    """
    known = expanded(f"{evidence}\n{context}")
    lower = frozenset(word.stem for word in words(evidence) if word.text[0].islower())
    foreign = [word for word in proper(claim, lower) if not _is_known(word, known)]
    return tuple(
        Reason(
            rule=RULE,
            message=f"The name {claim[start:end]} is not in the cited text.",
            claim_span=(start, end),
        )
        for start, end in _runs(claim, foreign)
    )


def _is_known(word: Word, known: frozenset[str]) -> bool:
    name = key(word.text)
    return name in known or any(related(name, other) for other in known)


def proper(claim: str, lower: frozenset[str] = frozenset()) -> Iterator[Word]:
    """The words of a text that can only be names: capitalised, and not merely because they open a sentence.

    `lower` holds the stems of words that are known to be common ones.
    """
    elsewhere = [(one.start, one.end) for one in chain(dates(claim), quantities(claim))]
    everything = list(words(claim))
    headline = _is_headline(everything)
    for word in everything:
        if not word.text[0].isupper() or _inside(word, elsewhere) or key(word.text) in _HONORIFICS:
            continue
        if not word.carries_content or word.text == "I" or word.text.startswith(("I'", "I’")):
            continue
        if (headline or _OPENING.search(claim[: word.start])) and _is_common(word, lower):
            continue
        yield word


def _is_common(word: Word, lower: frozenset[str]) -> bool:
    plain = word.text.casefold()
    if word.stem in lower or plain in _OPENERS or plain.split("'")[0].split("’")[0] in STOP_WORDS:
        return True
    return bool(_WORD_FORM.match(plain)) and plain not in _NAMES_LIKE_WORDS


def _is_headline(everything: Iterable[Word]) -> bool:
    carrying = [word for word in everything if word.carries_content and word.text[0].isalpha()]
    return len(carrying) > 3 and sum(word.text[0].isupper() for word in carrying) > 0.7 * len(carrying)


def _inside(word: Word, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in spans)


def _runs(claim: str, found: Iterable[Word]) -> Iterator[tuple[int, int]]:
    """The stretches of adjoining words: one name each."""
    run: tuple[int, int] | None = None
    for word in found:
        if run is not None and _COMPANION.fullmatch(claim[run[1] : word.start]):
            run = (run[0], word.end)
            continue
        if run is not None:
            yield run
        run = (word.start, word.end)
    if run is not None:
        yield run
