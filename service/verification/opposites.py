"""Words that mean the opposite of one another."""

from service.verification.verbs import base
from service.wording import stem

_OPPOSITES = """
    rise fall; increase decrease; increase decline; grow shrink; gain lose; win lose; accept reject;
    support oppose; approve reject; agree disagree; open close; begin end; start end; start stop; enter leave;
    join leave; arrive leave; buy sell; hire fire; allow ban; allow forbid; allow prohibit; legal illegal;
    guilty innocent; acquit convict; high low; higher lower; highest lowest; more less; more fewer; most least;
    most few; many few; before after; first last; early late; earlier later; major minor; strong weak; ally enemy;
    advance retreat; attack defend; strengthen weaken; raise cut; raise lower; include exclude; confirm deny;
    praise criticize; optimistic pessimistic; possible impossible; likely unlikely; public private;
    success failure; succeed fail; successful unsuccessful; survive die; alive dead; arrive depart; import export;
    majority minority; north south; east west; northern southern; eastern western; ease tighten; expand shrink;
    fast slow; hot cold; warm cool; wide narrow; deep shallow; permanent temporary; constructive destructive;
    positive negative; up down; above below; over under; inside outside; supporter opponent; large small;
    largest smallest; larger smaller; big small; biggest smallest; bigger smaller; best worst; better worse;
    good bad; old new; older younger; old young; oldest youngest; male female; man woman; boy girl; father mother;
    son daughter; husband wife; brother sister; uncle aunt; king queen; safe dangerous; domestic foreign;
    always never; often rarely; often seldom; profit loss; gain loss; improve worsen; increasingly decreasingly;
    able unable; cheap expensive; short long; shorter longer; rich poor; dry wet; full empty; easy difficult;
    easy hard; remain leave; stay leave; arrest release; victory defeat; near far; urban rural; love hate;
    encourage discourage; urge discourage; popular unpopular; common rare; morning evening; night morning;
    day night; left right; for against; peace war; true false; borrow lend; push pull; teach learn; add remove;
    build destroy; hope fear; friend enemy; hero villain; winner loser; seller buyer; employ dismiss;
    enable disable; lead trail; heavy light; thick thin; tall short; clean dirty; simple complex;
    visible invisible; regular irregular; stable unstable; certain uncertain; known unknown; fair unfair;
    happy unhappy; healthy ill; summer winter; appear disappear; appoint dismiss; reveal conceal; remember forget;
    upgrade downgrade; upper lower; maximum minimum; ahead behind; refuse manage; fail manage; continue stop;
    live die; love hate; tighten loosen; send receive; import export; inhale exhale; lock unlock"""
_LISTED = tuple((one, other) for one, other in (pair.split() for pair in _OPPOSITES.split(";")))
PAIRS = frozenset(
    (form(one), form(other)) for pair in _LISTED for one, other in (pair, pair[::-1]) for form in (stem, base)
)
"""The stems of each word and its opposite, both ways round."""


def opposed(one: str, other: str) -> bool:
    """Whether the two words, in any of their forms, are listed as opposites."""
    return (stem(one), stem(other)) in PAIRS or (base(one), base(other)) in PAIRS
