// What a screen reader says while the reader's focus is elsewhere: each sentence once, when it is verified.

import { el } from "./elements.js";
import { isQuoted } from "./authorship.js";

const log = document.getElementById("spoken");

export function say(text) {
  if (log.lastChild?.textContent !== text) log.append(el("p", {}, text));
}

// Call what this gives with an answer each time that more of it stands.
export function telling() {
  log.replaceChildren();
  let told = 0;
  return (answer) => {
    if (!told) introduced(answer);
    for (const statement of answer.statements.slice(told)) say(statement.text);
    told = answer.statements.length;
    if (answer.id) say(ending(answer));
  };
}

function introduced(answer) {
  if (answer.statements.length && !isQuoted(answer)) say("AI-written.");
  if (answer.conflicts.length) say("The articles give more than one answer.");
}

function ending(answer) {
  if (answer.status === "not_in_articles") return answer.text;
  const count = answer.citations.length;
  return count === 1 ? "End of the answer, with 1 source." : `End of the answer, with ${count} sources.`;
}
