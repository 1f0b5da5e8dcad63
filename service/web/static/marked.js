// The draft with its claims marked where the service says they stand.

import { el } from "./elements.js";
import { VERDICTS } from "./verdicts.js";

// The pieces of the text; `choose` is called with a claim and its mark. Claims that are not shown are plain text.
export function* marked(text, claims, shown, choose) {
  const letters = Array.from(text); // offsets count code points, not UTF-16 units
  let cursor = 0;
  for (const claim of claims) {
    if (!shown(claim)) continue;
    yield* plain(letters.slice(cursor, claim.start).join(""));
    yield mark(claim, choose);
    cursor = claim.end;
  }
  yield* plain(letters.slice(cursor).join(""));
}

// Headings are set apart, as a page would; every letter stays.
function* plain(between) {
  for (const line of between.split(/(?<=\n)/)) yield /^#{1,6}\s/.test(line) ? el("strong", {}, line) : line;
}

function mark(claim, choose) {
  const { sign, word } = VERDICTS[claim.verdict];
  const chosen = (event) => choose(claim, event.currentTarget);
  const pressed = (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    chosen(event);
  };
  // A real button does not break over lines as a sentence does. The word joiner keeps the sign at its first word.
  return el("span", { class: `claim ${claim.verdict}`, role: "button", tabindex: "0", "aria-pressed": "false", onclick: chosen, onkeydown: pressed },
    el("span", { class: "sign", "aria-hidden": "true" }, `${sign}\u2060\u00a0`), el("span", { class: "unseen" }, `${word}: `), ...faulted(claim));
}

// The claim with the words that its reasons are about in elements of their own.
export function* faulted(claim) {
  const letters = Array.from(claim.text);
  const spans = claim.reasons.map((reason) => reason.claim_span).filter(Boolean).sort((a, b) => a[0] - b[0]);
  let cursor = 0;
  for (const [start, end] of spans) {
    const from = Math.max(start, cursor);
    if (from >= end) continue;
    yield letters.slice(cursor, from).join("");
    yield el("em", { class: "fault" }, letters.slice(from, end).join(""));
    cursor = end;
  }
  yield letters.slice(cursor).join("");
}
