"""Whole lines that are no part of an article, as publishers' pages print them. Each pattern must match the whole line.

A line that holds a sentence of the body is never matched: the patterns are fixed phrases, or short and anchored.
"""

import re
from enum import StrEnum

from indexing.cleaning.cuts import Reason
from indexing.cleaning.lines import Line, collapsed
from indexing.splitting import Kind


class Zone(StrEnum):
    """Where a line stands: before the first sentence of the body, among them, or after the last."""

    TOP = "top"
    BODY = "body"
    END = "end"


_NETWORK = r"(?:facebook|twitter|x|x \(formerly twitter\)|whats ?app|linked ?in|telegram|reddit|e-?mail|pinterest|tumblr|messenger|bluesky|threads|instagram|youtube|flipboard|copy(?: link| url)?|link copied|print|more|rss|mastodon|pocket|vk|viber|tik ?tok)"
_NAME = r"[A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|d[aeio]s?|v[ao]n|bin|al|el|la)){0,4}"

_PATTERNS: dict[Reason, tuple[str, ...]] = {
    Reason.SHARE_LINKS: (
        r"(?:share|tweet|pin(?: it)?|repost|save|bookmark)[.!:]?",
        r"(?:please )?(?:like|share|spread)(?: and share)? (?:this(?: \w+)?:|this (?:article|story|post|page|video|news|with)\b.{0,40}|the word.{0,10})",
        r"(?:like|share) this",
        rf"(?:share|tweet|post|send|print)(?: \w+){{0,2}} (?:on|via|to|by|with) {_NETWORK}[.!:]?",
        r"click to (?:share|e-?mail|print)\b.{0,80}",
        r"share (?:full )?(?:article|story|post|options|tools|page)[:.]?",
        r"(?:gift|save|copy|print) (?:this )?(?:article|story|link|page)",
        r"copy (?:link|url)(?: to clipboard)?|link copied!?|\d+ shares?|\d+(?:\.\d+)?k? (?:shares|likes|views)",
        rf"{_NETWORK}(?:[\s,|·•/]+{_NETWORK}){{1,}}",
    ),
    Reason.REPLY_LINKS: (
        r"leave (?:a|your) (?:reply|comment|response)(?: cancel reply| below)?[.!:]?|cancel reply|post (?:a )?comment",
        r"(?:add|write|view|show|hide|see|load|read)(?: a| all| more| the)? (?:\d+ )?comments?(?: \(\d+\))?[.!:]?",
        r"(?:no |\d+ )?(?:comments?|replies)(?: \(\d+\)| are closed| off)?[.:]?|\d+ responses?",
        r"(?:join|start|be part of) the (?:conversation|discussion)[.!]?|be the first to comment[.!]?",
        r"you must be logged in to (?:post|leave) a comment\.?|(?:log|sign) in to (?:leave a )?(?:comment|reply)\.?",
        r"your e-?mail address will not be published\..{0,60}|required fields are marked.{0,10}",
        r"save my name, e-?mail.{0,80}|what do you think\?(?: (?:tell|let) us.{0,60})",
    ),
    Reason.IMAGE_RESIDUE: (
        r"\S*\.(?:png|jpe?g|gif|webp|svg|avif|bmp|heic)(?:\?\S*)?[)\]\"'.]*",
        r"(?:\S+ ){1,4}\S*\.(?:png|jpe?g|gif|webp|svg|avif)[)\]\"']*",
        r"!?\[[^\]]{0,80}\](?:\([^)]{0,200}\))?\.?(?<=\))",
        r"(?:image|photo|picture|video|thumbnail|featured image|file photo|logo|avatar|icon)[.:]?",
        r"\(?(?:photo|image|photograph|picture|video|illustration|graphic|featured image)s?(?: credits?)?(?: by|:| via|/)\s?[^.!?]{1,70}[.)]?",
        r"\(?(?:credits?:|image source|photo courtesy(?: of)?)[: ][^.!?]{1,60}[.)]?",
        r"(?:getty images|shutterstock|istock|unsplash|pexels|pixabay|reuters/handout|afp/getty images)[.)]?",
        r"hide captions?.{0,20}|(?:show|view|toggle) captions?|enlarge(?: this)? image|view (?:image|photo|gallery)(?: in fullscreen)?|\d+ of \d+",
    ),
    Reason.NEWSLETTER_PROMPT: (
        r"(?:please )?(?:sign[ -]?up|subscribe|register)(?: now| here| today| free)?[.!:]?",
        r"(?:please )?(?:sign[ -]?up|subscribe)\b.{0,80}\b(?:newsletters?|inbox|e-?mails?|alerts?|updates?|channel|podcast|briefing|for free|bulletin|notifications?|digest|text)\b.{0,60}",
        r"(?:get|receive)\b.{0,70}\b(?:newsletter|in your inbox|to your inbox|straight to your|delivered (?:daily|weekly))\b.{0,60}",
        r"(?:newsletter|e-?mail(?: address)?|your e-?mail(?: address)?|enter your e-?mail(?: address)?|email newsletters?)[.:*]?",
        r"would you like to receive\b.{0,80}\bnewsletter\b.{0,10}|thank(?:s| you) for (?:subscribing|signing up)[.!]?.{0,40}",
        r"(?:already a subscriber\?|subscribers only|this article is for subscribers|become a (?:member|subscriber)|support (?:our|independent) journalism)\b.{0,60}",
    ),
    Reason.COOKIE_NOTICE: (
        r"(?:accept|reject|allow|decline|manage)(?: all)?(?: optional)?(?: cookies| preferences| choices| options)?(?: and close)?(?<!manage)[.!]?",
        r"(?:cookie|consent|privacy) (?:policy|settings|preferences|notice|consent|banner|choices|manager)[.:]?",
        r"(?:we|this (?:web)?site|our (?:web)?sites?|we and our (?:\d+ )?partners)(?: also)? uses? cookies\b.{0,400}",
        r"by (?:continuing to|using|clicking|browsing)\b.{0,200}\b(?:cookies|privacy policy|terms)\b.{0,100}",
    ),
    Reason.RELATED_LINKS: (
        r"(?:also read|read also|read more|read next|read on|see also|see more|related|more from|more on this|don[’']t miss|recommended|watch|listen|learn more|in case you missed it|you might also like|you may also like|further reading)\s?[:|>»]+\s?.{0,200}",
        r"(?:read|see|view|find|hear|learn) more(?: here| about this)?(?: stories| news| articles)?[.!…>» ]*",
        r"more:\s?.{0,180}(?<![.!?])",
        r"(?:related|recommended|similar|more|other|latest|popular|top|trending|most read|must[ -]read) (?:articles?|stor(?:y|ies)|posts?|news|coverage|topics?|content|reads?|videos?|links|headlines)[.:]?",
        r"(?:related|recommended|trending(?: now)?|most (?:read|popular|viewed|shared)|up next|editor[’']?s[’']? (?:picks?|choice)|more on this (?:story|topic)|you (?:may|might) also like|next (?:article|post|story)|previous (?:article|post|story)|keep reading|what to read next|also in the news|in this story|related topics?)[.:]?",
        r"(?:for the full story,? )?(?:click|tap) here(?: (?:to|for)\b.{0,80})?[.!]?",
        r"read the (?:full|whole|original|entire) (?:story|article|report|piece|interview)(?: here| at .{0,40})?[.!]?",
        r"(?:back to|return to) (?:the )?(?:top|home ?page|main page)[.!]?",
        r"(?:tags?|topics?|filed under|keywords|categories|posted in)\s?:\s?[^.!?]{0,150}",
    ),
    Reason.ADVERTISEMENT: (
        r"\W*(?:advertisements?|ads?|sponsored(?: content| by.{0,40})?|promoted(?: content)?|paid (?:post|content|partnership)|skip advertisement|remove ads|ad feedback|advertise with us)\W*",
        r"(?:story|article|content)(?: continues)? (?:below|after)(?: (?:the |this )?(?:advertisement|ad|video|gallery))?[.:]?",
        r"(?:scroll (?:down )?to continue|continue reading(?: the main story| below)?)(?: with content)?\W{0,3}",
        r"(?:advertisement|ad|sponsored)\s?[-–—:|].{0,60}",
        r"need a (?:news )?break\? (?:play|check out)\b.{0,90}",
    ),
    Reason.SITE_CHROME: (
        r"(?:skip|jump) to (?:main |the )?(?:content|navigation|comments|footer)|(?:toggle|open|close|show|main) (?:navigation|menu|search|sidebar)",
        r"(?:©|\(c\)|copyright)\s?.{0,200}|.{0,60}\ball rights reserved\b.{0,200}",
        r"(?:terms (?:of (?:use|service)|and conditions|& conditions)|privacy (?:policy|notice)|contact us|about us|site ?map|accessibility(?: statement)?|do not sell my (?:personal )?information)(?:\s?[|·•]\s?.{0,100})?",
        r"(?:please )?(?:follow|like|find|join) us\b(?: on)?.{0,80}",
        r"(?:estimated )?(?:reading time:? )?\d{1,2}[ -]?min(?:ute)?s?(?: read)?|(?:less than )?(?:a|one) min(?:ute)? read|reading time:? .{0,20}",
        r"(?:smiley face|placeholder|loading(?: comments)?(?:\.{3}|…)?|live markets|my account|log ?in|log ?out|sign ?in|sign ?out)",
        r"(?:please )?(?:enable|turn on) javascript\b.{0,100}|your browser (?:does not|doesn[’']t) support\b.{0,100}",
        r"(?:get|download) (?:the|our) (?:free )?(?:\w+ )?app\b.{0,60}|(?:text|font) size.{0,20}|listen to (?:this )?article.{0,40}",
        r"home\s?[>»›/|].{0,120}|check (?:your|the) local forecast.{0,20}",
        r"this (?:article|story) (?:was |is )?(?:originally|first) (?:published|appeared)\b.{0,120}",
    ),
}

# At the edges of a page these are links; among its sentences they may be words of the article.
_EDGE_PATTERNS: dict[Reason, tuple[str, ...]] = {
    Reason.SHARE_LINKS: (_NETWORK,),
    Reason.SITE_CHROME: (
        r"menu|home|search|close|weather|live|live tv|watch live|breaking(?: news)?|news|sections?|e-?paper|register|donate|support us|settings|languages?|english|edition|topics|markets|sports?|opinion|world|politics|business|video|photos|podcasts?|shop|games|more|next|previous|logo|advertise|careers|help|faqs?",
    ),
    Reason.BYLINE: (
        r"(?:the )?(?:associated press|ap|reuters|afp|agence france-presse|upi|bloomberg|cnn|bbc news|usa today)(?: staff)?",
        r"(?:posted|published|updated|last (?:updated|modified)|first published|created)(?: on| at|:)?\s.{0,60}\d.{0,30}",
    ),
}
_COMPILED = [(reason, re.compile("|".join(p), re.IGNORECASE)) for reason, p in _PATTERNS.items()]
_EDGE_COMPILED = [(reason, re.compile("|".join(p), re.IGNORECASE)) for reason, p in _EDGE_PATTERNS.items()]
_SIGNED = re.compile(rf"(?:[–—−]|--)\s?{_NAME}(?:, [A-Z][\w .]{{0,30}})?")
_CREDITS = re.compile(
    r"\(?(?:contributing|contributors?|reporting by|additional reporting by|editing by|written by|from .{0,40} wire reports)\b.{0,200}",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"(?=.*\b(?:[A-Z]{2,}|Reuters|Xinhua|Bloomberg)\b)(?:[A-Z(][\w.,'’/()]*\s+){1,6}[—–]")
_CONTACT = re.compile(
    r"(?:you can )?(?:contact|reach|e-?mail|follow)\b(?=.{0,150}(?:@\w|twitter|on x\b|threads|e-?mail)).{0,200}", re.IGNORECASE
)
LONGEST_JUNK = 450
_LABEL_GAP = re.compile(r"\s{3,}|\t+|\s+[|·•]\s+")
_ROW = re.compile(r"[-_*=+~.•·♦#—– ]{2,}|[♦•·—–]")


def reason(line: Line, zone: Zone, before: str = "", *, below_junk: bool = False) -> Reason | None:
    """Why the line is junk where it stands, or None where it may be the article's. `before` is the line above it."""
    raw = line.text.strip()
    text = collapsed(raw)
    if len(raw) > LONGEST_JUNK:
        return None
    if _ROW.fullmatch(text) or (zone is Zone.TOP and line.kind is Kind.PARAGRAPH and _is_menu(raw)):
        return Reason.SITE_CHROME
    for why, pattern in _COMPILED:
        if pattern.fullmatch(text):
            return why
    if zone is not Zone.BODY and (line.kind is Kind.PARAGRAPH or (line.kind is Kind.ITEM and below_junk)):
        for why, pattern in _EDGE_COMPILED:
            if pattern.fullmatch(raw):
                return why
        if zone is Zone.END and _CONTACT.fullmatch(text):
            return Reason.AUTHOR_BOX
    return _credit(line, text, zone, before)


def _is_menu(raw: str) -> bool:
    """A row of short labels that stand well apart, such as "Weather     Live Markets"."""
    labels = _LABEL_GAP.split(raw)
    return len(labels) > 1 and all(label and len(label.split()) <= 3 and not re.search(r"[\d:]", label) for label in labels)


def _credit(line: Line, text: str, zone: Zone, before: str) -> Reason | None:
    """A name under a story is its author, but under a quotation it is the one who is quoted."""
    if line.kind is Kind.PARAGRAPH and _SIGNED.fullmatch(text) and before[-1:] not in "\"'”’»":
        return Reason.BYLINE
    if zone is Zone.END and _CREDITS.fullmatch(text):
        return Reason.BYLINE
    if line.kind is Kind.PARAGRAPH and line.words <= 6 and _DATELINE.fullmatch(text):
        return Reason.DATELINE
    return None
