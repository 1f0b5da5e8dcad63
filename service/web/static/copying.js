// An answer as plain text for elsewhere: its sentences with their numbers, then what the numbers stand for.

import { dated, isQuoted, written } from "./authorship.js";
import { byline, el, named } from "./elements.js";

export function copyButton(answer) {
  const button = el("button", { type: "button", onclick: () => copied(plain(answer), button) }, "Copy with sources");
  return button;
}

export function plain(answer) {
  const sources = answer.citations.map((each) =>
    `[${each.number}] ${[named(each), byline(each), each.url].filter(Boolean).join(", ")}\n    “${each.quote}${each.shortened ? "…" : ""}”`);
  const author = isQuoted(answer) ? "" : `AI-written ${written(answer)}`;
  return [answer.text, ...sources, [dated(answer), author].filter(Boolean).join(" ")].join("\n\n");
}

async function copied(text, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Your browser does not let this page copy";
  }
  setTimeout(() => { button.textContent = before; }, 2500);
}
