"""The audit of the cleaning: what was cut from a source, where, and why."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a stretch of a source is not part of its article."""

    SITE_CHROME = "site_chrome"
    SHARE_LINKS = "share_links"
    REPLY_LINKS = "reply_links"
    IMAGE_RESIDUE = "image_residue"
    AUTHOR_BOX = "author_box"
    BYLINE = "byline"
    DATELINE = "dateline"
    REFERENCE_LIST = "reference_list"
    RELATED_LINKS = "related_links"
    NEWSLETTER_PROMPT = "newsletter_prompt"
    COOKIE_NOTICE = "cookie_notice"
    ADVERTISEMENT = "advertisement"
    DUPLICATE_LINE = "duplicate_line"


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch that was cut. `line` is where it stands in the source, 1-based; None where the source does not tell."""

    line: int | None
    text: str
    reason: Reason
