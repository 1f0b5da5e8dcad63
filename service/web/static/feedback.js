// What a reader thinks of an answer, told to the newsroom.

import { el, fetched, Problem } from "./elements.js";

export function feedbackView(answer) {
  const view = el("span", { class: "feedback", role: "group", "aria-label": "What do you think of this answer?" });
  const helpful = el("button", { type: "button", onclick: () => say(view, answer, "helpful") }, "Helpful");
  const wrong = el("button", { type: "button", "aria-expanded": "false", onclick: () => toggled(view, answer, wrong) }, "Something is wrong");
  view.append(el("span", { class: "ratings" }, helpful, wrong));
  return view;
}

function toggled(view, answer, button) {
  const open = view.querySelector("form");
  button.setAttribute("aria-expanded", String(!open));
  if (open) return open.remove();
  const form = commentForm(view, answer);
  view.append(form);
  form.querySelector("textarea").focus();
  form.scrollIntoView({ block: "nearest" });
}

function commentForm(view, answer) {
  const id = `comment-${answer.id}`;
  const comment = el("textarea", { id, rows: "2", maxlength: "2000" });
  const submitted = (event) => {
    event.preventDefault();
    say(view, answer, "wrong", comment.value.trim());
  };
  return el("form", { onsubmit: submitted }, el("label", { for: id }, "What is wrong? (optional)"), comment, el("button", { type: "submit" }, "Send"));
}

async function say(view, answer, rating, comment) {
  view.inert = true; // said once
  const problem = await sent(answer, comment ? { rating, comment } : { rating });
  view.inert = false;
  if (!problem) return thanked(view);
  view.querySelector(".problem")?.remove();
  view.append(el("span", { class: "problem", role: "alert" }, problem.message));
}

// The Problem where there is one.
async function sent(answer, body) {
  const path = `/v1/answers/${encodeURIComponent(answer.id)}/feedback`;
  try {
    await fetched(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

// The focus goes where the pressed button was.
function thanked(view) {
  const thanks = el("span", { role: "status", tabindex: "-1" }, "Thank you. The newsroom will read it.");
  view.replaceChildren(thanks);
  thanks.focus();
}
