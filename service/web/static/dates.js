// From when articles may answer: chosen once, and kept through the conversation.

import { day } from "./elements.js";

const box = document.getElementById("dates");
const after = document.getElementById("after");
const before = document.getElementById("before");
const details = box.querySelector("details");
const summary = box.querySelector("summary");
const clear = document.getElementById("any-date");

// The filters of a question, none where no date is chosen.
export function filters() {
  const chosen = {};
  if (after.value) chosen.published_after = after.value;
  if (before.value) chosen.published_before = before.value;
  return Object.keys(chosen).length ? chosen : null;
}

// The filters in words, for whoever reads the answer.
export function told(chosen) {
  if (!chosen) return "";
  const { published_after: from, published_before: to } = chosen;
  if (from && to) return `Only articles published from ${day(from)} to ${day(to)}`;
  return from ? `Only articles published since ${day(from)}` : `Only articles published until ${day(to)}`;
}

function changed() {
  const chosen = filters();
  summary.textContent = told(chosen) || "Any date";
  clear.hidden = !chosen;
}

// The other end goes along, so that no day is left out by being both too early and too late.
function moved(field, other) {
  if (after.value && before.value && after.value > before.value) other.value = field.value;
  changed();
}

after.addEventListener("change", () => moved(after, before));
before.addEventListener("change", () => moved(before, after));
clear.addEventListener("click", () => {
  after.value = before.value = "";
  changed();
  details.open = false;
  summary.focus();
});
