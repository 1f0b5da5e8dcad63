// What is asked on one page is one conversation, begun with the first question. One that expired is begun anew.

import { answers } from "./answers.js";
import { fetched } from "./elements.js";

const BUSY_TRIES = 10;
const BUSY_PAUSE = 1000; // as the service's Retry-After says
let conversation = null;

// Yields the answer each time that more of it stands.
export async function* answered(question, scope, signal, tries = BUSY_TRIES) {
  const known = conversation;
  try {
    conversation ??= (await fetched("/v1/conversations", { method: "POST", signal })).id;
    return yield* answers({ question, conversation_id: conversation, ...(scope ? { filters: scope } : {}) }, signal);
  } catch (error) {
    const isGone = error.status === 404 && known;
    const isBusy = error.status === 409 && tries > 1; // with a question that was stopped a moment ago
    if (!isGone && !isBusy) throw error;
    if (isGone) conversation = null;
    else await pause(signal);
  }
  yield* answered(question, scope, signal, tries - 1);
}

function pause(signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, BUSY_PAUSE);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
