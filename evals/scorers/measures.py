"""Does a claim have another unit, size, day, month or figure where the quote has one of the same kind."""

from collections.abc import Iterator, Sequence

from evals.scorers.alignment import Copy

# Of each kind the words, those of one measure joined by "=".
_KINDS = (
    "second=seconds minute=minutes hour=hours=hr=hrs day=days week=weeks month=months year=years decade=decades "
    "century=centuries",
    "inch=inches foot=feet=ft yard=yards meter=meters=metre=metres mile=miles "
    "kilometer=kilometers=kilometre=kilometres=km",
    "ounce=ounces pound=pounds=lb=lbs kilogram=kilograms=kg ton=tons tonne=tonnes",
    "percent=% percentage",
    "$=dollar=dollars £=sterling €=euro=euros yen yuan rubles=roubles",
    "dozen=dozens hundred=hundreds thousand=thousands million=millions billion=billions trillion=trillions",
    "january=jan february=feb march=mar april=apr may june=jun july=jul august=aug september=sep=sept october=oct "
    "november=nov december=dec",
    "monday tuesday wednesday thursday friday saturday sunday",
    "last this next yesterday today=tonight tomorrow",
)
MEASURES = {
    word: (kind, measure.split("=")[0])
    for kind, measures in enumerate(_KINDS)
    for measure in measures.split()
    for word in measure.split("=")
}
_FIGURES = len(_KINDS)


def exchanged(copy: Copy) -> Iterator[str]:
    """Each measure of the quote that has another of its kind in its place."""
    known = {word for words in (copy.near, *copy.others) for word in words}
    for change in copy.changes() if copy.is_near else ():
        # A figure that no quote holds is foreign, and told as such.
        come = dict(_measures([word for word in change.come if word in known or not word.isdecimal()]))
        for kind, measure in _measures(change.gone):
            if come.get(kind, measure) != measure:
                yield f"has “{come[kind]}” where the quote has “{measure}”"


def _measures(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    for word in words:
        if word.isdecimal():
            yield _FIGURES, word.lstrip("0")
        elif word in MEASURES:
            yield MEASURES[word]
