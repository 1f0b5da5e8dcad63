"""Whole lines that are no part of an article, as publishers' pages print them. Each pattern must match the whole line.

The fixed phrases are in phrases.toml; what needs a look at the line's surroundings is here.
"""

import re
from enum import StrEnum

from indexing.blocks import Kind
from indexing.cleaning.captions import is_credited
from indexing.cleaning.controls import acts, is_control
from indexing.cleaning.cuts import Reason
from indexing.cleaning.invitations import invites
from indexing.cleaning.lines import Line, is_closed
from indexing.cleaning.moments import is_moment, is_stamp
from indexing.cleaning.phrases import pattern, patterns


class Zone(StrEnum):
    """Where a line stands: before the first sentence of the body, among them, or after the last."""

    TOP = "top"
    BODY = "body"
    END = "end"


_NAME = r"[A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|d[aeio]s?|v[ao]n|bin|al|el|la)){0,4}"

_ANYWHERE = patterns("anywhere")
_EDGES = patterns("edges")
_CONTACT = pattern(Reason.AUTHOR_BOX, "contact")
_SIGNED = re.compile(rf"(?:[–—−]|--)\s?{_NAME}(?:, [A-Z][\w .]{{0,30}})?")
_CREDITS = re.compile(
    r"\(?(?:contribut(?:ing|ors?)(?: reporting)?:.{1,300}|from .{0,40} wire reports\W*)", re.IGNORECASE
)
_WORKED = re.compile(
    r"\(?(?:(?:additional )?(?:reporting|writing)(?: and (?:editing|writing))?"
    r"|compiled|edited|editing|written) by (.+)",
    re.IGNORECASE,
)
_AMONG_NAMES = set("and in by the for of with editing additional reporting writing & – - —".split())
# "MORE WEATHER: Why the valley warms": capitals and a headline lead elsewhere.
_LEADS_ELSEWHERE = re.compile(
    r"(?!CORRECTION|CLARIFICATION|UPDATE|EDITOR)[A-Z’'&]+(?: [A-Z’'&]+){1,4}: [A-Z“‘].{4,110}"
)
_STAFF = re.compile(r"by (?:the )?[\w ]{2,40} staff", re.IGNORECASE)
_PLACED = re.compile(
    r"[A-Z][\w.’']*(?:,? [A-Z][\w.’']*){0,3}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})? \([A-Z][\w ]{1,20}\) ?[-—–]"
)
_PLACE = re.compile(r"[A-Z][A-Z.’' ]{2,30}:(?: [—–-])?")
_DATELINE = re.compile(r"(?=.*\b(?:[A-Z]{2,}|Reuters|Xinhua|Bloomberg)\b)(?:[A-Z(][\w.,'’/()]*\s+){1,6}[—–]")
_QUOTE_ENDS = ('"', "'", "”", "’", "»")
LONGEST_JUNK = 450
_LABEL_GAP = re.compile(r"\s{3,}|\t+|\s+[|·•]\s+")
_ROW = re.compile(r"[-_*=+~.•·♦#—– ]{2,}|[♦•·—–]")


def reason(line: Line, zone: Zone, before: str = "", *, below_junk: bool = False, heads: bool = False) -> Reason | None:
    """Why the line is junk where it stands, or None where it may be the article's. `before` is the line above it;
    `heads`: a sentence stands below it, and it may be its heading.
    """
    raw = line.text.strip()
    text = line.collapsed
    if len(raw) > LONGEST_JUNK:
        return None
    if _ROW.fullmatch(text) or (zone is Zone.TOP and line.kind is Kind.PARAGRAPH and _is_menu(raw)):
        return Reason.SITE_CHROME
    for why, phrases in _ANYWHERE:
        if phrases.fullmatch(text):
            return why
    if (
        zone is not Zone.BODY
        and not line.is_sentence
        and (line.kind is Kind.PARAGRAPH or (line.kind is Kind.ITEM and below_junk))
    ):
        for why, phrases in _EDGES:
            if phrases.fullmatch(raw):
                return why
    if zone is Zone.END and _CONTACT.fullmatch(text):
        return Reason.AUTHOR_BOX
    if line.kind is Kind.PARAGRAPH and (why := _unlike_body(text, zone) or _of_page(text, zone, heads)):
        return why
    return _credit(line, text, zone, before)


def _unlike_body(text: str, zone: Zone) -> Reason | None:
    """What no paragraph of a body looks like: a caption, a moment, a number, a headline that leads elsewhere."""
    if is_credited(text):
        return Reason.IMAGE_RESIDUE
    # What somebody says in a transcript stands behind capitals, too, and ends as sentences do.
    headline = text.endswith(" and more.") or not is_closed(text)
    if zone is not Zone.TOP and headline and _LEADS_ELSEWHERE.fullmatch(text):
        return Reason.RELATED_LINKS
    if zone is not Zone.BODY and (is_moment(text) or re.fullmatch(r"\d{1,4}", text)):
        return Reason.SITE_CHROME
    return Reason.BYLINE if zone is Zone.TOP and _STAFF.fullmatch(text) else None


def _of_page(text: str, zone: Zone, heads: bool) -> Reason | None:
    """What belongs to the page: its buttons, its live clock, its words to readers."""
    if is_control(text) and (zone is not Zone.BODY or not heads or acts(text)):
        return Reason.SITE_CHROME
    if is_stamp(text):
        return Reason.SITE_CHROME
    return Reason.NEWSLETTER_PROMPT if invites(text, within=zone is not Zone.END) else None


def _names_only(credit: re.Match[str] | None) -> bool:
    """Whether nothing but names follows "Reporting by": a sentence that begins so has other words too."""
    return credit is not None and all(
        word in _AMONG_NAMES or not word[0].islower() for word in re.split(r"[\s,;.()]+", credit[1]) if word
    )


def _is_menu(raw: str) -> bool:
    """A row of short labels that stand well apart, such as "Weather     Live Markets"."""
    labels = _LABEL_GAP.split(raw)
    return len(labels) > 1 and all(
        label and len(label.split()) <= 3 and not re.search(r"[\d:]", label) for label in labels
    )


def _credit(line: Line, text: str, zone: Zone, before: str) -> Reason | None:
    """A name under a story is its author, but under a quotation it is the one who is quoted."""
    if line.kind is Kind.PARAGRAPH and _SIGNED.fullmatch(text) and not before.endswith(_QUOTE_ENDS):
        return Reason.BYLINE
    if zone is Zone.END and (_CREDITS.fullmatch(text) or _names_only(_WORKED.fullmatch(text))):
        return Reason.BYLINE
    if line.kind is Kind.PARAGRAPH and line.words <= 6 and (_DATELINE.fullmatch(text) or _PLACED.fullmatch(text)):
        return Reason.DATELINE
    if zone is Zone.TOP and _PLACE.fullmatch(text):
        return Reason.DATELINE
    return None
