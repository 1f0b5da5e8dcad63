"""Cases proposed from a corpus, for a person to confirm: facts, near misses, false premises, conflicts. Seeded.

A proposal is a whole case, and its note names the sentence that it was made from. It is not a case before somebody has
read both: a corpus may say the same elsewhere, or the other way round.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from evals.asking import Asked, Form, questions
from evals.cases import Case
from evals.mutations.sentence import name_of, names, usable
from evals.rows import RowError
from evals.scorers.wording import says
from evals.stats import SEED
from evals.texts import texts
from indexing.articles import digest
from service.answers import Status

# Of one kind and article; more of the same teach a reader of the report nothing.
EACH = 3
_FREE = (Status.NOT_IN_ARTICLES, Status.ANSWERED, Status.PARTIAL)
_KINDS = {Form.COUNT: "number", Form.DATE: "date", Form.SPEAKER: "speaker", Form.WHETHER: "fact", Form.WHO: "fact"}
# Two sentences are of one matter where they share so many words of more than this many letters.
_SHARED, _LETTERS = 3, 4
# Names that are looked at for one that the article does not hold.
_DRAWN = 50


def write_proposals(articles: Path, out: Path, each: int) -> str:
    """Write cases on the articles to a new file, and say what was written. Raises OnRecordError, and leaves no file."""
    cases = proposed(texts(articles), SEED, each)
    if not cases:
        raise RowError(f"No sentence of {articles} has a form that a question can be made from.")
    rows = "".join(case.model_dump_json(exclude_defaults=True) + "\n" for case in cases)
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(rows)
    except FileExistsError as error:
        raise RowError(f"{out} is there already: give --out another name, or move it away.") from error
    except OSError as error:
        raise RowError(f"The proposals cannot be written to {out}: {error.strerror}.") from error
    kinds = Counter(case.kind for case in cases)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    return f"{len(cases)} proposals ({told}) in {out}."


@dataclass(frozen=True, slots=True)
class _Source:
    article: str
    sentence: str
    asked: Asked


def proposed(articles: Mapping[str, str], seed: int, each: int = EACH) -> tuple[Case, ...]:
    """At most `each` cases a kind and article; equal articles and seeds give equal cases."""
    chance = random.Random(seed)  # noqa: S311 - a draw, not a secret
    sources = [
        _Source(article, sentence, asked)
        for article, text in articles.items()
        for sentence in usable(text)
        for asked in questions(sentence)
        # An answer that only repeats its question would hold it.
        if not says(asked.question, asked.fact)
    ]
    chance.shuffle(sources)
    everything = "\n".join(articles.values())
    made = [
        *map(_fact, sources),
        *_near_misses(sources, articles, chance),
        *_false_premises(sources, everything, chance),
        *_conflicts(sources),
    ]
    return tuple(_few(made, each))


def _fact(source: _Source) -> Case:
    return _case(
        _KINDS[source.asked.form],
        source,
        source.asked.question,
        articles=(source.article,),
        facts=((source.asked.fact,),),
        status=(Status.ANSWERED,),
    )


def _near_misses(sources: Sequence[_Source], articles: Mapping[str, str], chance: random.Random) -> Iterator[Case]:
    """The same question of somebody or something else that the articles speak of."""
    known = sorted({name_of(match) for text in articles.values() for match in names(text)})
    for source in sources:
        own = [name for match in names(source.sentence) if (name := name_of(match)) in source.asked.question]
        drawn = chance.sample(known, min(len(known), _DRAWN))
        strange = [name for name in drawn if name not in articles[source.article]]
        if own and strange and source.asked.form is not Form.SPEAKER:
            one = chance.choice(own)
            other = next((name for name in strange if name.count(" ") == one.count(" ")), strange[0])
            question = re.sub(rf"\b{re.escape(one)}\b", other, source.asked.question, count=1)
            yield _case("near_miss", source, question, forbidden=(source.asked.fact,), status=(Status.NOT_IN_ARTICLES,))


def _false_premises(sources: Sequence[_Source], everything: str, chance: random.Random) -> Iterator[Case]:
    """Why something was so that was not: with a number that no article holds, or denied."""
    for source in sources:
        wrong = source.asked.wrong or str(chance.randint(13, 97))
        if source.asked.premise and wrong not in everything:
            yield _case("false_premise", source, source.asked.premise.format(wrong), forbidden=(wrong,), status=_FREE)


def _conflicts(sources: Sequence[_Source]) -> Iterator[Case]:
    """One question that two articles answer with different numbers, dates or names, or with yes and no."""
    for one, two in combinations(sources, 2):
        if one.article != two.article and _disagree(one.asked, two.asked):
            yield _case(
                "conflict",
                one,
                one.asked.question,
                articles=(one.article, two.article),
                facts=((one.asked.fact,), (two.asked.fact,)),
                status=(Status.CONFLICTING,),
                also=two.sentence,
            )


def _disagree(one: Asked, two: Asked) -> bool:
    mine, yours = _words(one.question), _words(two.question)
    match one.form, two.form:
        case Form.COUNT, Form.COUNT:
            return one.fact != two.fact and len(mine & yours) >= _SHARED
        case Form.DATE, Form.DATE:
            return one.fact != two.fact and mine == yours
        case Form.WHETHER, Form.WHETHER:
            return one.denied != two.denied and mine == yours
        case (Form.WHO, Form.WHO) | (Form.SPEAKER, Form.SPEAKER):
            return one.fact != two.fact and one.question == two.question
        case _:
            return False


def _case(kind: str, source: _Source, question: str, *, also: str = "", **expected: object) -> Case:
    told = f"proposed from {source.article}: {source.sentence}" + (f" / {also}" if also else "")
    given = {"id": f"{kind}-{digest(question)[:8]}", "kind": kind, "question": question, "note": told, **expected}
    return Case.model_validate(given)


def _few(cases: Sequence[Case], each: int) -> Iterator[Case]:
    """The first of each kind and article, in the order of the kinds; no question twice."""
    held: dict[tuple[str, str], int] = {}
    seen: set[str] = set()
    for case in sorted(cases, key=lambda case: case.kind):
        place = (case.kind, case.note.split(":")[0])
        held[place] = held.get(place, 0) + 1
        if held[place] <= each and case.question not in seen:
            seen.add(case.question)
            yield case


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) > _LETTERS)
