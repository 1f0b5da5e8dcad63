// An answer as people read it: sentences with their sources, both sides of a conflict, or that there is none.

import { byline, corrected, el, named, webAddress } from "./elements.js";
import { openArticle } from "./article.js";
import { dated, isQuoted, written } from "./authorship.js";
import { copyButton } from "./copying.js";
import { feedbackView } from "./feedback.js";

// Without an id it is not whole yet. What opens a source says which in `data-source`, since what stands of an answer stays
// when more of it comes, and would else open what was known before.
export function answerView(answer) {
  const parts = answer.status === "not_in_articles" ? refusal(answer) : found(answer);
  const close = answer.id ? [partly(answer), withheld(answer), footing(answer), actions(answer)] : [];
  const view = el("div", { class: `answer ${answer.status}` }, understood(answer), ...parts, ...close);
  view.onclick = (event) => opened(answer, event.target.closest("[data-source]"));
  return view;
}

function opened(answer, from) {
  const citation = from && answer.citations.find((each) => each.number === Number(from.dataset.source));
  const isButton = from?.matches("button");
  // A click on a sentence may have been the end of a selection.
  if (citation && (isButton || getSelection().isCollapsed)) openCitation(answer, citation, isButton ? from : from.querySelector(".cite"));
}

// A follow-up as it was read, for whoever meant something else by it.
function understood(answer) {
  const read = answer.standalone_question;
  return read === answer.question ? null : el("p", { class: "lead" }, "Read as: ", el("q", {}, read));
}

function refusal(answer) {
  const offered = answer.nearest.map((near) =>
    el("li", {}, el("button", { class: "near", type: "button", onclick: (event) => openArticle(near, [], event.currentTarget) },
      named(near))));
  return [
    el("p", { class: "verdict" }, answer.text),
    offered.length ? el("p", { class: "lead" }, "The nearest they come to it:") : null,
    offered.length ? el("ul", { class: "nearest" }, ...offered) : null,
  ];
}

function found(answer) {
  const contested = new Set(answer.conflicts.flatMap((conflict) => conflict.sides.map((side) => side.text)));
  const rest = answer.statements.filter((statement) => !contested.has(statement.text));
  return [
    author(answer),
    answer.conflicts.length ? null : premise(answer),
    ...answer.conflicts.map((conflict) => conflictView(answer, conflict)),
    ...paragraphs(answer, rest),
    sources(answer, rest),
  ];
}

function author(answer) {
  return isQuoted(answer) ? null : el("p", { class: "author" }, el("strong", { class: "ai" }, "AI-written"), ` ${written(answer)}`);
}

// What stands before the first statement names what the question takes for granted and no article was found to say.
function premise(answer) {
  const before = Array.from(answer.text).slice(0, answer.statements[0].start).join("").trim();
  return before ? el("p", { class: "lead" }, before) : null;
}

function* paragraphs(answer, statements) {
  const letters = Array.from(answer.text);
  let paragraph = el("p", { class: "prose" });
  let end = 0;
  for (const statement of statements) {
    if (letters.slice(end, statement.start).join("").includes("\n") && paragraph.hasChildNodes()) {
      yield paragraph;
      paragraph = el("p", { class: "prose" });
    }
    paragraph.append(sentence(answer, statement), " ");
    end = statement.end;
  }
  if (paragraph.hasChildNodes()) yield paragraph;
}

function sentence(answer, statement) {
  const cited = citations(answer, statement.citations);
  const doubts = [cited.length && cited.every((each) => each.opinion) ? "opinion" : null,
    statement.verdict === "supported" ? null : statement.verdict].filter(Boolean);
  return spoken(statement.text, cited, doubts.length ? el("em", { class: "doubt" }, ` (${doubts.join(", ")})`) : null);
}

const LONGEST_LAST_WORD = 24;

// A sentence that opens its first quote when clicked; its buttons do the same for the keyboard, and open the others.
// They stay on the line of its last word.
function spoken(text, cited, doubt = null) {
  const last = text.lastIndexOf(" ") + 1;
  const split = text.length - last > LONGEST_LAST_WORD ? text.length : last;
  return el("span", { class: "statement", "data-source": cited[0]?.number }, text.slice(0, split),
    el("span", { class: "last" }, text.slice(split), doubt, ...cited.map(marker)));
}

function conflictView(answer, conflict) {
  const dates = conflict.sides.map((side) => citations(answer, side.citations)[0]?.published_at);
  const sides = conflict.sides.map((side) => {
    const cited = citations(answer, side.citations);
    const published = cited[0]?.published_at;
    const later = published && dates.every(Boolean) && dates.some((other) => other < published) ? " · later" : "";
    return el("li", { class: "side" }, el("p", { class: "prose" }, spoken(side.text, cited)),
      ...cited.map((each) => el("p", { class: "source" }, named(each), el("br"), byline(each) + later)));
  });
  return el("section", { class: "conflict" }, el("h3", {}, "The articles give more than one answer"), el("ul", { class: "sides" }, ...sides));
}

function marker(citation) {
  return el("sup", {}, button(citation));
}

function button(citation) {
  const label = `Source ${citation.number}: ${named(citation)}, ${byline(citation)}`;
  return el("button", { class: "cite", type: "button", title: label, "aria-label": label, "aria-expanded": "false",
    "data-source": citation.number }, String(citation.number));
}

// One line for each article, however many of its quotes were used; the sides of a conflict name theirs themselves.
function sources(answer, statements) {
  const cited = citations(answer, [...new Set(statements.flatMap((statement) => statement.citations))]);
  const articles = Map.groupBy(cited, (citation) => `${citation.article_id} ${citation.article_version}`);
  const items = [...articles.values()].map((quotes) =>
    el("li", {}, el("span", { class: "numbers" }, ...quotes.map(button)),
      el("div", {},
        el("button", { class: "from", type: "button", "data-source": quotes[0].number },
          el("span", { class: "title" }, named(quotes[0])), el("span", { class: "source" }, byline(quotes[0])),
          corrected(quotes[0]), since(quotes[0])),
        alsoIn(quotes))));
  return items.length ? el("ol", { class: "sources", "aria-label": "Sources" }, ...items) : null;
}

function since(citation) {
  const become = { corrected: "The article was corrected since.", withdrawn: "The article was withdrawn since." };
  const said = become[citation.standing];
  return said ? el("span", { class: "source since" }, said) : null;
}

// Wire copy that others carry too is one source; who else carries it is said.
function alsoIn(quotes) {
  const others = new Map(quotes.flatMap((quote) => quote.also_in).map((each) => [each.article_id, each]));
  const links = [...others.values()].flatMap((each, at) => [at ? ", " : "", carrier(each)]);
  return links.length ? el("p", { class: "source also" }, "Also in ", ...links) : null;
}

function carrier(each) {
  const name = each.publisher ?? each.title ?? each.article_id;
  const address = webAddress(each.url);
  return address ? el("a", { href: address.href, rel: "noopener", title: named(each) }, name) : name;
}

function withheld(answer) {
  const count = answer.withheld.length;
  if (!count) return null;
  const items = answer.withheld.map((each) => el("li", {}, el("q", {}, each.text), " ",
    el("span", { class: "why" }, each.reasons.map((reason) => reason.message).join(" ") || `It is ${each.verdict}.`)));
  const summary = count === 1 ? "1 sentence was withheld, because its sources do not bear it out"
    : `${count} sentences were withheld, because their sources do not bear them out`;
  return el("details", { class: "withheld" }, el("summary", {}, summary), el("ul", {}, ...items));
}

function partly(answer) {
  return answer.status === "partial" ? el("p", { class: "partly" }, "The articles answer this in part.") : null;
}

function footing(answer) {
  if (!answer.citations.length) return null;
  const quoted = isQuoted(answer) ? "Sentences are quoted from the articles." : null;
  return el("p", { class: "footing" }, [dated(answer), quoted].filter(Boolean).join(" "));
}

function actions(answer) {
  const link = el("a", { href: `#answer=${encodeURIComponent(answer.id)}` }, "Link to this answer");
  return el("div", { class: "actions" }, answer.citations.length ? copyButton(answer) : null, link, feedbackView(answer));
}

function openCitation(answer, citation, from) {
  const others = answer.citations.filter((other) => other !== citation && other.article_id === citation.article_id
    && other.article_version === citation.article_version);
  openArticle(citation, [citation, ...others], from);
}

function citations(answer, numbers) {
  return numbers.map((number) => answer.citations.find((each) => each.number === number)).filter(Boolean);
}
