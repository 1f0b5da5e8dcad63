// An answer as it comes: each statement once it is verified, then the whole.

import { Problem, refusal } from "./elements.js";

const BROKE_OFF = "The connection broke off before the answer was whole. What stands here was checked; there may be more.";

// Yields the answer as it stands each time that something is added; the last one is whole, and has an id.
export async function* answers(body, signal) {
  let draft = { question: body.question, standalone_question: body.question, status: "answered", as_of: "", model: "",
    text: "", statements: [], citations: [], conflicts: [], withheld: [], nearest: [] };
  for await (const { name, data } of events(await opened(body, signal), signal)) {
    if (name === "opening") draft = { ...draft, ...data };
    else if (name === "conflict") draft = contested(draft, data);
    else if (name === "statement") yield (draft = further(draft, data));
    else if (name === "answer") yield data;
    else if (name === "error") throw Object.assign(new Problem(data.detail), { status: data.status });
    else if (name === "done") return;
  }
  throw new Problem(BROKE_OFF);
}

async function opened(body, signal) {
  let response;
  try {
    response = await fetch("/v1/answers", { method: "POST", headers: { "Content-Type": "application/json" }, signal,
      body: JSON.stringify({ ...body, stream: true }) });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Problem("The service cannot be reached. Is it still running?");
  }
  if (!response.ok) throw await refusal(response);
  return response.body.pipeThrough(new TextDecoderStream()).getReader();
}

async function* events(reader, signal) {
  let text = "";
  for (;;) {
    const read = await reader.read().catch((error) => {
      if (signal.aborted) throw error;
      throw new Problem(BROKE_OFF);
    });
    if (read.done) return;
    const whole = (text + read.value).split("\n\n");
    text = whole.pop();
    for (const event of whole) {
      const name = /^event: (.*)$/m.exec(event)?.[1]; // none in what only keeps the connection alive
      if (name) yield { name, data: JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? "null") };
    }
  }
}

function contested(draft, { sources, ...conflict }) {
  return { ...draft, citations: known(draft, sources), conflicts: [...draft.conflicts, conflict] };
}

function further(draft, { before, sources, ...statement }) {
  return { ...draft, text: draft.text + before + statement.text, citations: known(draft, sources),
    statements: [...draft.statements, statement] };
}

function known(draft, sources) {
  const numbers = new Set(draft.citations.map((citation) => citation.number));
  return [...draft.citations, ...sources.filter((source) => !numbers.has(source.number))];
}
