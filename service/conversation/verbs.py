"""Which words of a question are verbs, before which a noun phrase ends. Pure."""

from service.verification.verbs import is_finite

_BARE = frozenset(
    """accept achieve add admit affect agree allow amend announce apply argue arrive ask attach attend avoid become
    begin believe break bring build buy call choose claim come comment condemn consider contain continue create decide
    define deliver demand deny depend describe die differ disagree discuss do dismiss elect end enable explain express
    fail fall feel find follow gain get give go grow happen have hear help hold hope include increase insist install
    involve join keep know lead learn leave lose make manage mean meet mention need oppose organize pay play
    praise prefer promise propose protect prove provide put raise reach react receive refuse regard reject remain
    remove replace reply require resign respond say see seem sell send serve set settle sign speak stand start stay
    stop submit succeed suffer suggest take talk tell think threaten try understand use visit want warn welcome win
    withdraw work write is be please elaborate clarify expect advance host mirror teach travel arrest vote resist deepen
    renounce cede occupy restore negotiate cooperate mediate invade escalate rebuild fund weigh worry fear warn expand
    shrink rise grow drop open close run receive respect guarantee regard carry draw earn spend save pursue seek show
    reveal observe predict estimate count measure serve supply produce reduce limit ban block force obtain""".split()
)
# Nouns as often as verbs: verbs only behind "does the company" and the like.
_BOTH = frozenset(
    "plan call work vote offer talk end change cost support demand report claim visit comment need use help play lead "
    "start attack answer matter hope guarantee fund fear worry respect drop rise vote advance travel arrest mirror "
    "host run force ban block limit supply measure count estimate regard draw open close show sign sell buy pay".split()
)


def is_verb(word: str) -> bool:
    """Whether a word in lower case can only be a verb, wherever it stands."""
    return word not in _BOTH and (word in _BARE or word.removesuffix("s") in _BARE - _BOTH or is_finite(word))


def is_verb_at_end(word: str) -> bool:
    """Whether a word in lower case is a verb where the question needs one, behind its subject."""
    return word in _BOTH or is_verb(word)
