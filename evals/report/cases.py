"""One case on the page: what was asked and wanted, the answer, what it rests on, and what was found wrong."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from evals.report.charts import percent
from evals.report.excerpt import Excerpt
from evals.report.marked import marked, stretch
from evals.report.summary import Summary
from evals.run import Result
from evals.scorers import EXPECTATIONS, Cited, Outcome
from service.answers import Answer, Citation, Reason, Statement, Withheld

_KEPT = {
    "existence": "Every citation exists: article, version, offsets, marker",
    "provenance": "Every number, date, name and quotation stands in the cited quotes",
    "agreement": "Statements say neither otherwise nor more than their quotes",
    "junk": "Only the article is quoted, nothing of the page around it",
    "articles": "Cites an article that holds the answer",
    "citing": "Every statement is fully supported by what it cites, and nothing else is cited",
}


def case_html(summary: Summary, result: Result) -> str:
    """A folded case, open where it is wrong. Its fragment is inside of the fold, so that a link to it opens it."""
    return "".join(_parts(summary, result))


def change(summary: Summary, result: Result) -> str:
    """What changed since the baseline, in two words; empty where nothing did."""
    for name in ("newly_wrong", "newly_right", "new"):
        if result.case.id in getattr(summary.changes, name):
            return name.replace("_", " ")
    return ""


def _parts(summary: Summary, result: Result) -> Iterator[str]:
    case, anchor, changed = result.case, summary.anchors[result.case.id], change(summary, result)
    sign, verdict = ("✓", "right") if result.right else ("✗", "wrong")
    tag = f'<span class="tag">{changed}</span>' if changed else ""
    yield f'<details class="case {verdict}{" changed" if changed else ""}"{"" if result.right else " open"}><summary>'
    yield f'<span class="verdict">{sign}<span class="unseen"> {verdict}:</span></span> '
    yield f'<h3>{escape(case.question)}</h3><span class="about"><code>{escape(case.id)}</code>{tag}</span></summary>'
    yield f'<div class="inside" id="{anchor}">'
    yield from (f'<p class="foot">Asked before: {escape(question)}</p>' for question in case.before)
    if result.answer and case.before:
        yield f'<p class="foot">Read as: {escape(result.answer.standalone_question)}</p>'
    if result.error:
        yield f'<p class="broken">{escape(result.error)}</p>'
    if result.answer:
        yield f'<h4>Answer <span class="status">{_words(result.answer.status)}</span></h4>'
        yield f'<p class="answer">{marked(result.answer, result.places, anchor)}</p>'
    yield f"<h4>Checks</h4><ul class='checks'>{''.join(_checks(result))}</ul>"
    if result.answer:
        yield from _rests_on(summary, result.answer, result.cited, anchor)
    note = f"{escape(case.note)} · " if case.note else ""
    yield f'<p class="foot">{note}<a href="#{anchor}">Link to this case</a> · <a href="#time-{anchor}">time</a></p>'
    yield "</div></details>"


def _checks(result: Result) -> Iterator[str]:
    case, scores = result.case, {score.scorer: score for score in result.scores}
    if "status" in scores:
        allowed = " or ".join(map(_words, case.status))
        yield _check(scores["status"].passed, f"Status: wanted {allowed}", scores["status"].reasons)
    missing = "\n".join(scores["facts"].reasons) if "facts" in scores else ""
    for fact in case.facts if "facts" in scores else ():
        wanted = " | ".join(fact)
        yield _check(wanted not in missing, f"Says “{escape('” or “'.join(fact))}”", ())
    said = scores["forbidden"].reasons if "forbidden" in scores else ()
    for phrase in case.forbidden if "forbidden" in scores else ():
        yield _check(not any(phrase in reason for reason in said), f"Does not say “{escape(phrase)}”", ())
    for name, score in scores.items():
        if name not in EXPECTATIONS or score.outcome is Outcome.BROKE:
            yield _check(score.passed, escape(_KEPT.get(name, name)), score.reasons)


def _check(met: bool, what: str, reasons: Iterable[str]) -> str:
    sign, word = ("✓", "met") if met else ("✗", "not met")
    more = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    more = f"<ul>{more}</ul>" if more else ""
    kind = "yes" if met else "no"
    return f'<li class="{kind}"><span class="sign">{sign}<span class="unseen"> {word}:</span></span> {what}{more}</li>'


def _rests_on(summary: Summary, answer: Answer, graded: Sequence[Cited], anchor: str) -> Iterator[str]:
    if answer.statements:
        listed = "".join(_statement(one, graded[place:][:1]) for place, one in enumerate(answer.statements))
        yield f"<h4>Statements</h4><ol class='statements'>{listed}</ol>"
    if answer.conflicts:
        yield f"<h4>Sides</h4>{''.join(_conflict(answer))}"
    if answer.citations:
        yield "<h4>Citations</h4>"
        yield from (_citation(summary, one, anchor) for one in answer.citations)
    if answer.withheld:
        yield f"<h4>Withheld</h4><ul class='withheld'>{''.join(map(_withheld, answer.withheld))}</ul>"
    if answer.nearest:
        named = "".join(f"<li>{escape(one.title or one.article_id)}</li>" for one in answer.nearest)
        yield f"<h4>Nearest coverage offered</h4><ul>{named}</ul>"


def _statement(statement: Statement, graded: Sequence[Cited]) -> str:
    cited = "".join(f"[{number}]" for number in statement.citations)
    judged = f"{statement.verdict}, stated chance {percent(statement.score)}"
    graded_as = "".join(f"; {one.grade} support by its quotes’ wording" for one in graded)
    return (
        f'<li>{escape(statement.text)} <span class="soft">{cited} {judged}{graded_as}</span>'
        f"{''.join(map(_reason, statement.reasons))}</li>"
    )


def _withheld(one: Withheld) -> str:
    span = next((reason.claim_span for reason in one.reasons if reason.claim_span), None)
    reasons = "".join(map(_reason, one.reasons))
    return f'<li>{stretch(one.text, span)} <span class="soft">{one.verdict}</span>{reasons}</li>'


def _reason(reason: Reason) -> str:
    evidence = f" <q>{escape(reason.evidence)}</q>" if reason.evidence else ""
    return f'<p class="reason"><code>{escape(reason.rule)}</code> {escape(reason.message)}{evidence}</p>'


def _conflict(answer: Answer) -> Iterator[str]:
    for conflict in answer.conflicts:
        sides = (f"<li>{escape(side.text)} {''.join(f'[{n}]' for n in side.citations)}</li>" for side in conflict.sides)
        yield f"<ul>{''.join(sides)}</ul>"


def _citation(summary: Summary, one: Citation, anchor: str) -> str:
    about = ", ".join(filter(None, (one.publisher, str(one.published_at) if one.published_at else "undated")))
    place = f"{escape(one.article_id)} {one.start}:{one.end}"
    back = f'<a href="#{anchor}-from-{one.number}" aria-label="Back to [{one.number}] in the answer">↑</a>'
    return (
        f"<figure><figcaption><b>[{one.number}]</b> {_title(one)}, {escape(about)} <code>{place}</code> {back}"
        f"</figcaption><blockquote>{_quoted(summary, one, anchor)}</blockquote></figure>"
    )


def _title(one: Citation) -> str:
    title = escape(one.title or one.article_id)
    if one.url and one.url.startswith(("https://", "http://")):
        return f'<a href="{escape(one.url)}" rel="noreferrer noopener">{title}</a>'
    return title


def _quoted(summary: Summary, one: Citation, anchor: str) -> str:
    shown, name = Excerpt.of(one, summary.articles.get(one.article_id)), f"{anchor}-cite-{one.number}"
    if shown is None:
        return (
            f'<mark class="fault" id="{name}">{escape(one.quote)}</mark> <em>does not stand there in the article</em>'
        )
    return f'{escape(shown.before)}<mark id="{name}">{escape(shown.span)}</mark>{escape(shown.after)}'


def _words(name: str) -> str:
    return escape(name.replace("_", " "))
