"""Words that news uses for one another, and phrases of one meaning. Nothing here has two sides to it."""

import re
from collections import defaultdict
from itertools import chain

from service.verification.verbs import base, regular

_SAME = """
    say state tell note add remark declare announce report mention comment; tell inform notify;
    kill slay dead die death fatal; begin start launch commence open; end finish conclude close conclusion;
    big large huge enormous massive vast; small little tiny; help assist aid support; buy purchase acquire;
    show demonstrate reveal indicate suggest; about approximately around roughly some; nearly almost close;
    however but though yet although; try attempt effort; many numerous several; several number;
    get receive obtain gain; need require; home house residence; child kid youngster;
    teenager youngster youth teen adolescent; job post position role; country nation state; film movie;
    company firm business corporation; police officer cop; doctor physician medic; fast quick rapid swift;
    important significant major key crucial vital; hard difficult tough; happen occur; also additional addition;
    while whereas; leader head chief boss; allow permit let; chance opportunity; want wish desire; find discover;
    lawyer attorney counsel; ill sick; issue release publish; increase rise grow climb growth;
    decrease decline drop fall reduce reduction; raise lift increase; answer response reply respond;
    assault attack strike; build construct; call name; choose select pick; current now today present;
    whole entire; ensure guarantee; famous known; former ex previous; gather assemble; gun firearm weapon;
    immediate once instant; inside within; keep retain remain; large big major; largest biggest greatest;
    larger bigger greater; child children kid; person people; lead head; maybe perhaps possible;
    main chief most primary; murder kill; protest demonstration demonstrate rally; protester demonstrator;
    quit resign depart leave; resident inhabitant local; send dispatch; speak talk; stop halt cease;
    storm tempest; talk negotiation discussion conversation; talk meeting; trip journey travel visit; use employ;
    vehicle car automobile auto; warn caution; win gain victory; worry concern; write pen;
    people individual person; student pupil; rule regulation law; vote ballot; work labour labor;
    injure hurt wound; choose elect; fire blaze; crash accident collision; hold host; ask request urge;
    agree consent; accuse charge; ban prohibit bar; arrest detain; flee escape; damage harm; destroy demolish;
    battle fight; army military troop force soldier; war conflict; deal agreement accord pact;
    plan scheme proposal propose; money fund; price cost; pay wage salary; worker employee staff; boy son;
    wife spouse; husband spouse; town city; shop store; study research; researcher scientist; illness disease;
    vaccine jab shot; virus coronavirus covid; flat apartment; plane aircraft; ship vessel boat;
    picture photo photograph image; programme program show; season series; match game; player athlete;
    fan supporter; film picture; actor actress; singer musician; author writer; song track single; record album;
    reveal disclose; claim allege; deny reject dismiss; believe think; hope expect; like such as;
    because since due; during amid; before prior ahead; after follow; above over; below under; another other;
    each every; part portion; area region zone; place location site; time period; year annual; day daily;
    week weekly; month monthly; first initial; last final; new recent fresh; old elderly; rich wealthy;
    poor impoverished; clear obvious; certain sure; sudden abrupt; probable likely; usual typical; premier;
    government administration; congress lawmaker; minister secretary; become turn; join participate;
    include involve contain; create make produce; move shift; change alter; provide give supply offer;
    continue remain keep; return come back; reach hit; face confront; lie locate situate; total overall;
    go visit attend; seek pursue; see watch view; live reside; cause lead result; approve pass back; cancel scrap;
    delay postpone; confirm verify; mark celebrate; honor honour; center centre; defense defence;
    organization organisation; program programme; color colour; kilometer kilometre km; meter metre;
    percent percentage; kilogram kilo kg; finish complete; own possess; fail unable"""
_PHRASES = (
    (r"\bbecause of\b|\bdue to\b|\bowing to\b|\bas a result of\b", "because"),
    (r"\bmore than\b|\bover\b|\bin excess of\b", "over"),
    (r"\bless than\b|\bfewer than\b", "under"),
    (r"\btook part in\b|\btaken part in\b", "joined"),
    (r"\bwent to\b", "visited"),
    (r"\bpassed away\b", "died"),
    (r"\baccording to\b|\bper\b", "said"),
    (r"\bat once\b|\bright away\b", "immediately"),
    (r"\bclose to\b", "near"),
    (r"\ba number of\b", "several"),
    (r"\bhigh court\b", "supreme court"),
)
_PLAIN = tuple((re.compile(pattern, re.IGNORECASE), plain) for pattern, plain in _PHRASES)


_GROUPS: dict[str, set[int]] = defaultdict(set)
for _number, _group in enumerate(_SAME.split(";")):
    for _form in chain.from_iterable(regular(_word) for _word in _group.split()):
        _GROUPS[base(_form)].add(_number)
# Two words that share a beginning this long, and this much of the longer one, are forms of one: "announcement".
_ROOT = 5
_SHARED = 0.6


def same(one: str, other: str) -> bool:
    """Whether one word may stand for the other: listed together, or forms of one verb or root."""
    first, second = base(one), base(other)
    if first == second or _GROUPS.get(first, frozenset()) & _GROUPS.get(second, frozenset()):
        return True
    shared = next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    return shared >= _ROOT and shared >= _SHARED * max(len(first), len(second))


def plainly(phrase: str) -> str:
    """A few words with listed phrases in their plainest form."""
    for form, plain in _PLAIN:
        phrase = form.sub(plain, phrase)
    return phrase
