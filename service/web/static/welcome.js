// What stands before the first question: what one may ask, and the articles to begin from.

import { openArticle } from "./article.js";
import { byline, el, fetched, named } from "./elements.js";

const welcome = document.getElementById("welcome");
const shelf = document.getElementById("shelf");
const suggested = document.getElementById("suggested");
const PAUSE = 2500;

export function leave() {
  welcome.hidden = true;
}

// Shows some of the articles. Throws a Problem.
export async function stock() {
  const page = await fetched("/v1/articles?limit=12");
  const items = page.articles.map((article) =>
    el("li", {}, el("button", { class: "near", type: "button",
      onclick: (event) => openArticle({ article_id: article.id, title: article.title }, [], event.currentTarget) },
    el("span", { class: "title" }, named(article)), el("span", { class: "source" }, byline(article)))));
  const heading = items.length ? (page.next ? "Some of the articles" : "The articles") : "There are no articles yet";
  const hint = el("p", {}, "Index some with ", el("code", {}, "onrecord index PATH"), ".");
  shelf.replaceChildren(el("h3", {}, heading), items.length ? el("ul", { class: "articles" }, ...items) : hint);
}

// Offers questions, each of which `ask` is called with. They are looked for when somebody first asks for them, which
// takes seconds: those that come late wait while somebody is about to choose an article, which they would move.
export async function suggest(ask, tries = 6) {
  const { questions } = await fetched("/v1/suggestions").catch(() => ({ questions: [] }));
  if (questions.length && !shelf.matches(":hover, :focus-within")) return offer(questions, ask);
  if (tries > 1 && !welcome.hidden) setTimeout(() => suggest(ask, tries - 1), PAUSE);
}

function offer(questions, ask) {
  suggested.replaceChildren(...questions.map((question) =>
    el("li", {}, el("button", { type: "button", onclick: () => ask(question) }, question))));
  suggested.hidden = false;
}

// Shows in place of the articles why they cannot be shown.
export function apologise(problem) {
  shelf.replaceChildren(el("p", { class: problem.status === 503 ? "waiting" : "problem" }, problem.message));
}
