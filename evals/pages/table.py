"""A table of figures, with a drawing in each row where there is a scale for it."""

from collections.abc import Iterable, Sequence

from evals.pages.drawing import axis


def table(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Iterable[str]],
    scale: Sequence[str] = (),
    *,
    captioned: bool = False,
) -> str:
    """The table as HTML, as all its cells are; the first of a row names it. With a scale the second is a drawing.

    `heads` are those of the written cells. Where it is too wide, it scrolls in a region called `title`.
    """
    drawing = f'<th scope="col" class="plot">{axis(*scale)}<span class="unseen">Drawing</span></th>' if scale else ""
    first, *others = (f'<th scope="col">{head}</th>' for head in heads)
    caption = f"<caption>{title}</caption>" if captioned else ""
    body = "".join(_row(row, drawn=bool(scale)) for row in rows)
    return (
        f'<div class="wide" role="region" aria-label="{title}" tabindex="0"><table class="shares">{caption}'
        f"<thead><tr>{first}{drawing}{''.join(others)}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Iterable[str], *, drawn: bool) -> str:
    name, *others = cells
    drawing = f'<td class="plot">{others.pop(0)}</td>' if drawn else ""
    written = "".join(f"<td>{cell}</td>" for cell in others)
    return f'<tr><th scope="row">{name}</th>{drawing}{written}</tr>\n'
