// Elements made of text only: nothing that an article or a question holds is ever read as markup.

export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const LONG = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

// "2024-05-03" as "3 May 2024"; a date that is missing stays missing.
export function day(iso) {
  return iso ? LONG.format(new Date(`${iso}T00:00:00Z`)) : "undated";
}

// What tells an article from others: its title, or else its id, which the command line takes too.
export function named(article) {
  return article.title ?? article.article_id ?? article.id;
}

export function byline(source) {
  return [source.publisher, day(source.published_at), source.opinion ? "opinion" : null].filter(Boolean).join(" · ");
}

// What was put right in an article and when, as one line; null where nothing was.
export function corrected(source) {
  if (!source.correction) return null;
  const on = source.corrected_at ? ` on ${day(source.corrected_at)}` : "";
  return el("span", { class: "source since" }, `Corrected${on}: ${source.correction}`);
}

// A link that a page may follow: http and https only, never javascript: or data:.
export function webAddress(url) {
  try {
    const address = new URL(url);
    return ["http:", "https:"].includes(address.protocol) ? address : null;
  } catch {
    return null;
  }
}

// A link to the quote itself; of a long quote its first and last words are enough.
export function quoteAddress(url, quote) {
  const address = webAddress(url);
  if (!address) return null;
  const words = quote.trim().split(/\s+/);
  const encoded = (some) => encodeURIComponent(some.join(" ")).replaceAll("-", "%2D");
  const text = words.length <= 12 ? encoded(words) : `${encoded(words.slice(0, 6))},${encoded(words.slice(-6))}`;
  address.hash = `${address.hash.replace(/^#/, "").replace(/:~:.*$/, "")}:~:text=${text}`;
  return address;
}

// `status` is that of the reply, none where there was no reply. What the question itself is to blame for does not pass.
export class Problem extends Error {
  get passes() {
    return !(this.status >= 400 && this.status < 500) || [408, 409, 429].includes(this.status);
  }
}

// The JSON at a path of the service. Throws a Problem whose message is one sentence for people.
export async function fetched(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw new Problem("The service cannot be reached. Is it still running?");
  }
  if (!response.ok) throw await refusal(response);
  return response.status === 204 ? null : response.json();
}

// What a reply that is none says, as a Problem.
export async function refusal(response) {
  const body = await response.json().catch(() => null);
  const problem = new Problem(body?.detail ?? `The service replied with status ${response.status}.`);
  return Object.assign(problem, { status: response.status });
}
