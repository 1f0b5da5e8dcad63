// One claim beside the draft: its verdict, the reasons, and the quotes that it was judged by.

import { openArticle } from "./article.js";
import { byline, corrected, el, named, quoteAddress } from "./elements.js";
import { faulted } from "./marked.js";
import { VERDICTS } from "./verdicts.js";

// `steps` are what its buttons do: previous and next, each null at its end, and close. `place` says which it is of how many.
export function claimView(claim, place, steps) {
  const { sign, word, meaning } = VERDICTS[claim.verdict];
  return [
    el("header", { class: claim.verdict },
      el("h2", { id: "claim-verdict" }, el("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${word}`),
      el("span", { class: "steps" }, step("Previous claim", "‹", steps.previous), el("span", { class: "source" }, place),
        step("Next claim", "›", steps.next), step("Close the claim", "×", steps.close))),
    el("p", { class: `said ${claim.verdict}` }, ...faulted(claim)),
    ...reasons(claim, meaning),
    ...evidence(claim),
  ];
}

function step(label, sign, action) {
  return el("button", { type: "button", class: "step", "aria-label": label, title: label, disabled: !action, onclick: action }, sign);
}

function reasons(claim, meaning) {
  if (!claim.reasons.length) return [el("p", { class: "why" }, meaning)];
  return claim.reasons.map((reason) => el("p", { class: "why" }, reason.message));
}

function evidence(claim) {
  if (!claim.evidence.length) return [];
  const quotes = claim.evidence.map((source) =>
    el("li", {}, el("blockquote", {}, source.quote), el("p", { class: "title" }, named(source)),
      el("p", { class: "source" }, byline(source)), note(source), el("p", { class: "links" }, ...links(source))));
  return [el("h3", {}, claim.verdict === "supported" ? "Where they say so" : "What they say"), el("ul", { class: "evidence" }, ...quotes)];
}

// A draft may still say what the article had wrong.
function note(source) {
  return source.correction ? el("p", {}, corrected(source)) : null;
}

function links(source) {
  const address = quoteAddress(source.url, source.quote);
  const read = (event) => openArticle(source, [source], event.currentTarget);
  return [
    el("button", { type: "button", class: "read", "aria-expanded": "false", onclick: read }, "Show in the article"),
    address && el("a", { href: address.href, target: "_blank", rel: "noopener noreferrer" }, `Read at ${address.hostname}`),
  ];
}
