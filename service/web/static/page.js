// Ask, read along, go on: the journey of a question through the page.

import { answered } from "./conversation.js";
import { filters, told } from "./dates.js";
import { el, fetched, Problem } from "./elements.js";
import { ended, shown, waiting } from "./reply.js";
import { say, telling } from "./spoken.js";
import { apologise, leave, stock, suggest } from "./welcome.js";

const form = document.getElementById("ask");
const field = document.getElementById("question");
const send = form.querySelector("button[type=submit]");
const exchanges = document.getElementById("exchanges");

function exchange(question, scope = "") {
  leave();
  const reply = el("div", { class: "reply" });
  const item = el("li", {}, el("h2", { class: "asked" }, question), scope ? el("p", { class: "scope" }, scope) : null, reply);
  exchanges.append(item);
  item.scrollIntoView({ block: "start" });
  field.placeholder = "Ask a follow-up";
  return reply;
}

// One question at a time: while it is answered, the button stops it.
let answering = null;

async function ask(question, scope = filters(), reply = exchange(question, told(scope))) {
  answering = new AbortController();
  send.textContent = "Stop";
  reply.setAttribute("aria-busy", "true");
  waiting(reply);
  const tell = telling();
  try {
    for await (const answer of answered(question, scope, answering.signal)) {
      shown(reply, answer);
      tell(answer);
    }
  } catch (error) {
    const stopped = error.name === "AbortError";
    if (!stopped && !(error instanceof Problem)) throw error;
    const again = (stopped || error.passes) && (() => answering || ask(question, scope, reply));
    ended(reply, stopped ? "You stopped this answer." : error.message, { stopped, again });
  } finally {
    answering = null;
    send.textContent = "Ask";
    reply.removeAttribute("aria-busy");
  }
}

// An address that ends in #answer=ID shows the answer as it was given.
async function recall() {
  const id = new URLSearchParams(location.hash.slice(1)).get("answer");
  if (!id) return;
  const answer = await fetched(`/v1/answers/${encodeURIComponent(id)}`);
  shown(exchange(answer.question), answer);
}

// While the service opens its index it says what it waits for; the page shows that and asks again.
async function start() {
  try {
    await Promise.all([stock(), suggest((question) => answering || ask(question))]);
    await recall();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(error.message);
    apologise(error);
    if (error.status === 503) setTimeout(start, 2000);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (answering) return answering.abort();
  const question = field.value.trim();
  if (!question) return;
  field.value = "";
  ask(question);
});

field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (!answering) form.requestSubmit();
  }
});

start();
