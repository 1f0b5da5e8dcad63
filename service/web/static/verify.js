// Paste, check, read: the journey of a draft through the page.

import { claimView } from "./claim.js";
import { el, fetched, Problem } from "./elements.js";
import { marked } from "./marked.js";
import { counted, told, VERDICTS } from "./verdicts.js";

const [writing, draft, trouble, note, stop, checked, summary, edit, filters, text, panel, heard, article] =
  "writing draft trouble note stop checked summary edit filters marked claim heard article".split(" ").map((id) => document.getElementById(id));
const submit = writing.querySelector("[type=submit]");
const LARGEST = 200000; // what the service takes at once
const KEPT = "draft";
const wide = matchMedia("(min-width: 64rem)");
let shown = null; // what is on the page: the draft as it was checked, its claims, and the verdict they are filtered by
let checking = null;

// What was typed outlives a reload of this tab, and nothing else.
function kept(value) {
  try {
    if (value === undefined) return sessionStorage.getItem(KEPT) ?? "";
    sessionStorage.setItem(KEPT, value);
  } catch {
    // Storage that is full or forbidden costs only the draft's life beyond this page.
  }
  return "";
}

function fault(value) {
  const length = Array.from(value).length;
  if (!value.trim()) return "There is no draft yet: paste a text with at least one sentence.";
  if (length <= LARGEST) return null;
  const count = (number) => number.toLocaleString("en-GB");
  return `The draft has ${count(length)} characters, more than the ${count(LARGEST)} that can be checked at once: check it in parts.`;
}

function complain(message) {
  trouble.replaceChildren(message ? el("p", { class: "problem", role: "alert" }, message) : "");
}

function busy(controller) {
  checking = controller;
  const waits = controller !== null;
  writing.setAttribute("aria-busy", String(waits));
  draft.readOnly = submit.disabled = waits;
  stop.hidden = !waits;
  note.hidden = waits;
  submit.textContent = waits ? "Checking" : "Check the draft";
  submit.classList.toggle("waiting", waits);
}

async function check() {
  const value = draft.value;
  const wrong = fault(value);
  complain(wrong);
  if (wrong) return draft.focus();
  const controller = new AbortController();
  busy(controller);
  heard.textContent = "Checking the draft against the articles";
  try {
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: value }), signal: controller.signal };
    const { claims } = await fetched("/v1/verify", options);
    shown = { value, claims, only: null };
    read();
  } catch (error) {
    heard.textContent = "";
    if (controller.signal.aborted) return;
    if (!(error instanceof Problem)) throw error;
    complain(`${error.message} The draft is still here.`);
  } finally {
    busy(null);
  }
}

// The verdicts take the place of the field.
function read() {
  writing.hidden = true;
  checked.hidden = false;
  summary.textContent = told(shown.claims);
  draw();
  summary.focus();
  heard.textContent = told(shown.claims);
}

function draw() {
  const inSight = (claim) => !shown.only || claim.verdict === shown.only;
  shown.listed = shown.claims.filter(inSight);
  text.replaceChildren(...marked(shown.value, shown.claims, inSight, choose));
  const options = [[null, shown.claims.length], ...counted(shown.claims)];
  filters.hidden = options.length <= 2;
  filters.replaceChildren(...options.map(([verdict, count]) => filter(verdict, count)));
  close();
  // Where there is room beside the text, the first claim that asks for a look is open already.
  const first = shown.listed.find((claim) => claim.verdict !== "supported") ?? shown.listed[0];
  if (wide.matches && first) choose(first, markOf(first), { quietly: true });
}

function filter(verdict, count) {
  const { sign, word } = VERDICTS[verdict] ?? { word: "All" };
  const pick = () => {
    shown.only = verdict;
    draw();
    filters.querySelector("[aria-pressed=true]").focus();
    heard.textContent = verdict ? `${count} ${verdict} shown` : `All ${count} claims shown`;
  };
  return el("button", { type: "button", class: `filter ${verdict ?? "all"}`, "aria-pressed": String(shown.only === verdict), onclick: pick },
    sign && el("span", { class: "sign", "aria-hidden": "true" }, sign), `${word} `, el("span", { class: "count" }, String(count)));
}

function markOf(claim) {
  return text.querySelectorAll(".claim")[shown.listed.indexOf(claim)];
}

function choose(claim, mark, { quietly = false } = {}) {
  const at = shown.listed.indexOf(claim);
  const to = (other, label) => other && (() => {
    choose(other, markOf(other));
    const again = panel.querySelector(`[aria-label="${label}"]`);
    (again.disabled ? panel : again).focus({ preventScroll: true });
    heard.textContent = `${VERDICTS[other.verdict].word}: ${other.text}`;
  });
  const steps = { previous: to(shown.listed[at - 1], "Previous claim"), next: to(shown.listed[at + 1], "Next claim"), close: leave };
  for (const other of text.querySelectorAll("[aria-pressed=true]")) other.setAttribute("aria-pressed", "false");
  mark.setAttribute("aria-pressed", "true");
  panel.replaceChildren(...claimView(claim, `${at + 1} of ${shown.listed.length}`, steps));
  panel.hidden = false;
  panel.scrollTop = 0;
  if (quietly) return;
  panel.focus({ preventScroll: true });
  mark.scrollIntoView({ block: wide.matches ? "nearest" : "start" });
}

function close() {
  panel.hidden = true;
  const mark = text.querySelector("[aria-pressed=true]");
  mark?.setAttribute("aria-pressed", "false");
  return mark;
}

function leave() {
  close()?.focus();
}

function write() {
  checked.hidden = true;
  writing.hidden = false;
  heard.textContent = "";
  draft.focus();
}

draft.value = kept();
draft.addEventListener("input", () => kept(draft.value));
draft.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) writing.requestSubmit(); });
writing.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!checking) check();
});
stop.addEventListener("click", () => {
  checking?.abort();
  draft.focus();
});
edit.addEventListener("click", write);
// Before the article's own listener: Escape closes what lies on top, and only that.
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && article.hidden && !panel.hidden) leave(); }, true);
