// What stands below a question: that it is being answered, the answer as it grows, or why it ended.

import { answerView } from "./answer.js";
import { el } from "./elements.js";
import { grow } from "./growing.js";

export function waiting(reply) {
  reply.replaceChildren(el("p", { class: "waiting" }, "Reading the articles"));
}

export function shown(reply, answer) {
  const fresh = answerView(answer);
  const standing = reply.querySelector(":scope > .answer");
  if (!standing) return reply.replaceChildren(fresh);
  grow(standing, fresh);
  standing.onclick = fresh.onclick;
}

// What stood when an answer ended too soon stays.
export function ended(reply, message, { stopped, again }) {
  reply.querySelector(":scope > .waiting")?.remove();
  const retry = again ? el("button", { type: "button", onclick: again }, stopped ? "Ask again" : "Try again") : null;
  reply.append(el("div", stopped ? { class: "stopped", role: "status" } : { class: "problem", role: "alert" }, el("p", {}, message), retry));
}
