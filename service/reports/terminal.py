"""The claims of a draft on a terminal: verdicts in colour and in words, the words at fault marked, quotes beneath."""

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from service.answers import Verdict
from service.manuscripts import Manuscript
from service.plain import corrected, named, tally
from service.verdicts import JudgedClaim, Source, Verification

# A verdict is told by its sign and its word as well, for those who see or have no colours.
_LOOKS = {
    Verdict.SUPPORTED: ("✓", "green"),
    Verdict.CONTRADICTED: ("✗", "red"),
    Verdict.UNSUPPORTED: ("!", "yellow"),
    Verdict.UNVERIFIABLE: ("?", "cyan"),
}
_INDENT = 2
# Wider lines of prose are hard to read, however wide the terminal is.
_WIDEST = 100


def show(console: Console, verification: Verification, manuscript: Manuscript) -> None:
    """Print the claims in order, and how many there are of each verdict."""
    width = min(console.width, _WIDEST)
    if not verification.claims:
        console.print("The draft makes no claim that could be checked.", width=width)
        return
    for claim in verification.claims:
        console.print(_heading(claim, manuscript))
        for part in _parts(claim):
            console.print(Padding(part, (0, 0, 0, _INDENT), expand=False), width=width)
        console.print()
    console.print(Text(tally(verification), style="bold"), width=width)


def _heading(claim: JudgedClaim, manuscript: Manuscript) -> Text:
    sign, colour = _LOOKS[claim.verdict]
    return Text.assemble(
        (f"{sign} {claim.verdict.upper()}", f"bold {colour}"),
        (f"  line {manuscript.place(claim.start).line}", "dim"),
    )


def _parts(claim: JudgedClaim) -> list[RenderableType]:
    _, colour = _LOOKS[claim.verdict]
    reasons = [Text(reason.message, style=colour) for reason in claim.reasons]
    quotes = [Padding(_quoted(source), (0, 0, 0, _INDENT), expand=False) for source in claim.evidence]
    return [_marked(claim), *reasons, *quotes]


def _marked(claim: JudgedClaim) -> Text:
    """The claim on one line, the words that the reasons are about standing out."""
    _, colour = _LOOKS[claim.verdict]
    text = Text(claim.text.replace("\n", " "))
    for reason in claim.reasons:
        if reason.claim_span:
            text.stylize(f"bold underline {colour}", *reason.claim_span)
    return text


def _quoted(source: Source) -> Text:
    quote = source.quote.replace("\n", " ")
    note = f"\n{corrected(source)}" if source.correction else ""
    return Text.assemble((f"“{quote}”", "italic"), "\n", (f"{named(source)}{note}", "dim"))
