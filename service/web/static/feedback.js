// What a reader thinks of an answer, told to the newsroom.

import { el, fetched, Problem } from "./elements.js";

export function feedbackView(answer) {
  const view = el("span", { class: "feedback" });
  const helpful = el("button", { type: "button", onclick: () => say(view, answer, "helpful") }, "Helpful");
  const wrong = el("button", { type: "button", "aria-expanded": "false", onclick: () => asked(view, answer, wrong) }, "Something is wrong");
  view.append(helpful, wrong);
  return view;
}

function asked(view, answer, button) {
  if (view.querySelector("form")) return;
  const id = `comment-${answer.id}`;
  const comment = el("textarea", { id, rows: "2", maxlength: "2000" });
  const form = el("form", {}, el("label", { for: id }, "What is wrong? (optional)"), comment, el("button", { type: "submit" }, "Send"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say(view, answer, "wrong", comment.value.trim());
  });
  button.setAttribute("aria-expanded", "true");
  view.append(form);
  comment.focus();
}

async function say(view, answer, rating, comment) {
  const body = JSON.stringify(comment ? { rating, comment } : { rating });
  const path = `/v1/answers/${encodeURIComponent(answer.id)}/feedback`;
  try {
    await fetched(path, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    view.replaceChildren(el("span", { role: "status" }, "Thank you. The newsroom will read it."));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    view.querySelector(".problem")?.remove();
    view.append(el("span", { class: "problem", role: "alert" }, error.message));
  }
}
