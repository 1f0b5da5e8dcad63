"""Pairs of words of which both cannot be right in one place.

The list that fabrications are planted by (evals/mutations/polarity.py) was known when it was written: what is found of
the class `antonym` is optimistic for opposites that neither holds.
"""

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
OPPOSED = frozenset(frozenset(pair.split()) for pair in _PAIRS.split(","))
