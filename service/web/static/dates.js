// From when articles may answer: chosen once, and kept through the conversation.

import { day } from "./elements.js";

const box = document.getElementById("dates");
const after = document.getElementById("after");
const before = document.getElementById("before");
const summary = box.querySelector("summary");

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
  after.max = before.value;
  before.min = after.value;
  summary.textContent = told(filters()) || "Any date";
}

document.getElementById("any-date").addEventListener("click", () => {
  after.value = before.value = "";
  changed();
  box.open = false;
  summary.focus();
});
for (const field of [after, before]) field.addEventListener("change", changed);
