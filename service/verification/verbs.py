"""The forms of irregular verbs: "met" is the past of "meet"; regular ones meet by their stems."""

from service.wording import stem

_FORMS = """
    be was were been is are am; have had has; do did done does; go went gone; make made; take took taken;
    get got gotten; give gave given; meet met; hold held; leave left; begin began begun; run ran; win won;
    send sent; see saw seen; build built; come came; become became; keep kept; pay paid; sell sold; buy bought;
    speak spoke spoken; bring brought; tell told; say said; lead led; find found; fight fought; rise rose risen;
    fall fell fallen; spend spent; lose lost; feel felt; fly flew flown; know knew known; think thought;
    write wrote written; break broke broken; choose chose chosen; drive drove driven; grow grew grown;
    draw drew drawn; throw threw thrown; show shown; steal stole stolen; strike struck; swear swore sworn;
    teach taught; wear wore worn; withdraw withdrew withdrawn; stand stood; sit sat; shoot shot; seek sought;
    ride rode ridden; ring rang rung; sing sang sung; sink sank sunk; sleep slept; lend lent; lie lay lain;
    hear heard; hide hid hidden; feed fed; forbid forbade forbidden; freeze froze frozen; forget forgot forgotten;
    deal dealt; catch caught; bind bound; eat ate eaten; drink drank drunk; mean meant; shake shook shaken;
    undergo underwent undergone; understand understood; undertake undertook undertaken; light lit;
    overtake overtook overtaken; overcome overcame; rebuild rebuilt; swim swam swum; bear bore borne;
    bite bit bitten"""
_BASE: dict[str, str] = {}
for _entry in _FORMS.split(";"):
    _base, *_others = _entry.split()
    for _form in (_base, *_others):
        _BASE.setdefault(_form, _base)
_HELPING = frozenset(
    "is are am was were has have had do does did will would can could may might shall should must cannot".split()
)
_BARE = frozenset("be have do".split()) | frozenset(_BASE.values())


def base(word: str) -> str:
    """The stem of the verb that a word may be a form of; other words give their own stem."""
    plain = word.casefold()
    return stem(_BASE.get(plain, plain))


def regular(word: str) -> tuple[str, ...]:
    """A word with the regular forms that it has as a verb or a noun.

    The light stemmer brings "using" and "use" to different stems: who looks for a word looks for all of them.
    """
    root = word.removesuffix("e")
    past = f"{word[:-1]}ied" if word.endswith("y") else f"{root}ed"
    return (word, f"{word}s", past, f"{root}ing", f"{word[:-1]}ies" if word.endswith("y") else f"{word}es")


def bases(listed: str) -> frozenset[str]:
    """The stems of all regular forms of the words listed."""
    return frozenset(base(form) for word in listed.split() for form in regular(word))


def is_past(word: str) -> bool:
    """Whether the word can be a past form: a listed one, or one in -ed. "cut" and "put" look alike in all tenses."""
    plain = word.casefold()
    return (
        plain.endswith("ed")
        or (plain in _BASE and plain not in _BARE and not plain.endswith("s"))
        or (plain in ("was", "cut", "put", "set", "hit", "let", "quit", "shut", "cost"))
    )


def is_finite(word: str) -> bool:
    """Whether a clause can have the word as its verb: a past or helping form, or one like "goes" of a listed verb."""
    plain = word.casefold().replace("’", "'").removesuffix("n't")
    third = plain.endswith("s") and any(plain.removesuffix(ending) in _BASE for ending in ("s", "es"))
    return plain in _HELPING or is_past(plain) or third
