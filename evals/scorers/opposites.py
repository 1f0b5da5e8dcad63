"""Pairs of words of which both cannot be right in one place.

The list that fabrications are planted by (evals/mutations/polarity.py) was known when it was written: what is found of
the class `antonym` is optimistic for opposites that neither holds.
"""

from collections.abc import Iterator

_PAIRS = """
    increase decrease, rise fall, rising falling, rose fell, more less, more fewer, higher lower, highest lowest,
    high low, up down, above below, before after, win lose, won lost, support oppose, supports opposes, supported
    opposed, accept reject, accepted rejected, approve reject, approved rejected, approved refused, allow forbid,
    allow ban, allowed banned, legal illegal, first last, largest smallest, larger smaller, large small, big
    small, biggest smallest, major minor, best worst, better worse, good bad, strong weak, stronger weaker,
    success failure, successful unsuccessful, succeeded failed, new old, newer older, younger older, young old,
    early late, earlier later, open closed, opened closed, opening closing, start end, started ended, begin end,
    began ended, north south, northern southern, east west, eastern western, man woman, men women, male female,
    boy girl, father mother, son daughter, husband wife, brother sister, guilty innocent, convicted acquitted,
    alive dead, survived died, safe dangerous, safe unsafe, positive negative, public private, domestic foreign,
    inside outside, always never, often rarely, most few, majority minority, many few, arrived left, joined left,
    buy sell, bought sold, gain loss, gains losses, gained lost, expand shrink, improve worsen, improved worsened,
    confirmed denied, confirms denies, possible impossible, able unable, short long, shorter longer, fast slow,
    faster slower, rich poor, hot cold, warm cool, full empty, easy difficult, easier harder, raise cut, raised
    cut, hired fired, arrested released, praised criticized, victory defeat, agree disagree, agreed disagreed,
    include exclude, included excluded, near far, urban rural, love hate, permanent temporary, popular unpopular,
    common rare, attack defend, attacked defended, morning evening, night morning, left right"""
# Of these the forms in -s, -ed, -d and -ing are opposites as well.
_INFLECTED = """
    accept reject, allow ban, gain lose, open close, start end, begin finish, love hate, increase decrease, raise lower,
    expand shrink, improve worsen, strengthen weaken, encourage discourage, praise criticize, attack defend, arrive
    leave, hire fire, arrest release, support oppose, confirm deny, include exclude, remain leave, remain depart, admit
    deny, appear disappear, ally enemy, winner loser, victory defeat, supporter opponent, friend enemy, profit loss,
    grandfather grandmother, uncle aunt, king queen, prince princess, actor actress, man woman, boy girl, mother father,
    son daughter, brother sister, husband wife, day night, morning night, morning evening, spring autumn, summer winter,
    ceiling floor, entrance exit, import export, teacher student, buyer seller, employer employee"""
_ALONE = """
    for against, with without, optimistic pessimistic, old young, oldest youngest, oldest newest, wet dry, loud quiet,
    clean dirty, heavy light, thick thin, wide narrow, deep shallow, true false, innocent guilty, senior junior, men
    women, temporarily permanently, publicly privately, increasingly decreasingly, rapidly slowly, quickly slowly,
    cheap expensive, cheaper pricier, urged discouraged, entered left, loved hated"""
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis")


def opposed(one: str, other: str) -> bool:
    """Whether two lower-case words are opposites: a known pair, or one is the other behind a denying prefix."""
    one, other = one.removesuffix("'s"), other.removesuffix("'s")
    short, long = sorted((one, other), key=len)
    return frozenset((one, other)) in _OPPOSED or (len(short) > 3 and long in {f + short for f in _PREFIXES})


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for pair in text.split(","):
        one, other = pair.split()
        yield one, other


def _inflected(word: str) -> tuple[str, ...]:
    base = word.removesuffix("e")
    return word, f"{word}s", f"{base}ed", f"{base}ing"


_OPPOSED = {
    *map(frozenset[str], _pairs(f"{_PAIRS}, {_ALONE}")),
    *(
        frozenset(forms)
        for one, other in _pairs(_INFLECTED)
        for forms in zip(_inflected(one), _inflected(other), strict=True)
    ),
}
