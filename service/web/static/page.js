// Ask, wait, show: the journey of a question through the page.

import { answerView } from "./answer.js";
import { openArticle } from "./article.js";
import { byline, el, fetched, named, Problem } from "./elements.js";

const form = document.getElementById("ask");
const field = document.getElementById("question");
const exchanges = document.getElementById("exchanges");
const welcome = document.getElementById("welcome");
const shelf = document.getElementById("shelf");

function exchange(question) {
  welcome.hidden = true;
  const reply = el("div", { class: "reply", "aria-busy": "true" }, el("p", { class: "waiting" }, "Reading the articles"));
  const item = el("li", {}, el("h2", { class: "asked" }, question), reply);
  exchanges.append(item);
  item.scrollIntoView({ block: "start" });
  return reply;
}

async function settle(reply, answering, again) {
  try {
    reply.replaceChildren(answerView(await answering()));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const retry = error.passes ? el("button", { type: "button", onclick: again }, "Try again") : null;
    reply.replaceChildren(el("div", { class: "problem", role: "alert" }, el("p", {}, error.message), retry));
  } finally {
    reply.removeAttribute("aria-busy");
    reply.parentElement.scrollIntoView({ block: "start" });
  }
}

// What is asked on one page is one conversation, begun with the first question. One that expired is begun anew.
let conversation = null;

async function answered(question) {
  const known = conversation;
  conversation ??= (await posted("/v1/conversations", {})).id;
  try {
    return await posted("/v1/answers", { question, conversation_id: conversation });
  } catch (error) {
    if (error.status !== 404 || !known) throw error;
    conversation = null;
    return answered(question);
  }
}

function posted(path, body) {
  return fetched(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

async function ask(question, reply = exchange(question)) {
  await settle(reply, () => answered(question), () => {
    reply.setAttribute("aria-busy", "true");
    reply.replaceChildren(el("p", { class: "waiting" }, "Reading the articles"));
    ask(question, reply);
  });
}

// An address that ends in #answer=ID shows the answer as it was given.
async function recall() {
  const id = new URLSearchParams(location.hash.slice(1)).get("answer");
  if (!id) return;
  const answer = await fetched(`/v1/answers/${encodeURIComponent(id)}`);
  await settle(exchange(answer.question), async () => answer);
}

async function stock() {
  const page = await fetched("/v1/articles?limit=12");
  const items = page.articles.map((article) =>
    el("li", {}, el("button", { class: "near", type: "button",
      onclick: (event) => openArticle({ article_id: article.id, title: article.title }, [], event.currentTarget) },
    el("span", { class: "title" }, named(article)), el("span", { class: "source" }, byline(article)))));
  const heading = items.length ? (page.next ? "Some of the articles" : "The articles") : "There are no articles yet";
  const hint = el("p", {}, "Index some with ", el("code", {}, "onrecord index PATH"), ".");
  shelf.replaceChildren(el("h3", {}, heading), items.length ? el("ul", { class: "articles" }, ...items) : hint);
}

// While the service opens its index it says what it waits for; the page shows that and asks again.
async function start() {
  try {
    await stock();
    await recall();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    shelf.replaceChildren(el("p", { class: error.status === 503 ? "waiting" : "problem" }, error.message));
    if (error.status === 503) setTimeout(start, 2000);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = field.value.trim();
  if (!question) return;
  field.value = "";
  ask(question);
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

start();
