// The article beside the conversation, with the quote marked where the service says it stands.

import { day, el, fetched, named, Problem, quoteAddress, webAddress } from "./elements.js";

const panel = document.getElementById("article");
const conversation = document.getElementById("conversation");
const narrow = matchMedia("(max-width: 64rem)");
const TITLE_LIKE = /^[^\sa-z](?!.*[.!?:;,…]$).{0,99}$/u;
let opener = null;
let asked = 0;

export async function openArticle(source, quotes, from) {
  const turn = ++asked;
  if (from && from !== opener) opener?.setAttribute("aria-expanded", "false");
  opener = from ?? opener;
  const version = source.article_version ? `?version=${encodeURIComponent(source.article_version)}` : "";
  try {
    const article = await fetched(`/v1/articles/${encodeURIComponent(source.article_id)}${version}`);
    if (turn === asked) show(heading(article, quotes[0]), ...body(article, quotes));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (turn !== asked) return;
    const gone = error.status === 404 ? "This article is no longer in the index." : error.message;
    const quote = quotes[0] ? el("blockquote", {}, quotes[0].quote) : null;
    const title = el("h2", { id: "article-title" }, named(source));
    show(el("header", {}, closing(), title), el("p", { class: "problem", role: "alert" }, gone), quote);
  }
}

export function closeArticle() {
  if (panel.hidden) return;
  asked += 1;
  panel.hidden = true;
  conversation.inert = false;
  document.body.classList.remove("reading");
  opener?.setAttribute("aria-expanded", "false");
  opener?.focus();
}

function show(...parts) {
  opener?.setAttribute("aria-expanded", "true");
  panel.replaceChildren(...parts.filter(Boolean));
  panel.hidden = false;
  document.body.classList.add("reading");
  conversation.inert = narrow.matches;
  panel.scrollTop = 0;
  panel.focus({ preventScroll: true });
  const mark = panel.querySelector("mark.current");
  const header = panel.querySelector("header");
  if (header) panel.style.scrollPaddingTop = `${header.offsetHeight + 16}px`;
  if (mark) mark.scrollIntoView({ block: "center" });
}

function closing() {
  return el("button", { class: "close", type: "button", "aria-label": "Close the article", onclick: closeArticle }, "×");
}

function heading(article, quote) {
  const dates = [`Published: ${day(article.published_at)}`];
  if (article.modified_at) dates.push(`Changed: ${day(article.modified_at)}`);
  const by = article.authors.length ? `By ${article.authors.join(", ")}` : null;
  const address = quote ? quoteAddress(article.url, quote.quote) : webAddress(article.url);
  return el(
    "header",
    {},
    closing(),
    el("p", { class: "publisher" }, [article.publisher ?? "Publisher not given", article.opinion ? "Opinion" : null]
      .filter(Boolean).join(" · ")),
    el("h2", { id: "article-title" }, named(article)),
    el("p", { class: "dates" }, [by, ...dates].filter(Boolean).join(" · ")),
    article.correction && el("p", { class: "correction" }, `${corrected(article)}: ${article.correction}`),
    address && el("a", { href: address.href, target: "_blank", rel: "noopener noreferrer" }, `Read at ${address.hostname}`),
  );
}

function corrected(article) {
  return article.corrected_at ? `Correction of ${day(article.corrected_at)}` : "Correction";
}

function body(article, quotes) {
  const letters = Array.from(article.text); // offsets count code points, not UTF-16 units
  const standing = quotes.filter((quote) => letters.slice(quote.start, quote.end).join("") === quote.quote);
  const lost = quotes.length > 0 && standing[0] !== quotes[0];
  const warning = lost ? el("p", { class: "problem", role: "alert" }, "The quote does not stand in this text.") : null;
  return [warning, el("div", { class: "text" }, ...lines(letters, standing))];
}

function* lines(letters, quotes) {
  let start = 0;
  for (let end = 0; end <= letters.length; end += 1) {
    if (end < letters.length && !"\n\r\u000b\f\u0085\u2028\u2029".includes(letters[end])) continue;
    const line = letters.slice(start, end).join("");
    if (line.trim()) yield el("p", { class: kind(line) }, ...pieces(letters, start, end, quotes));
    start = end + 1;
  }
}

function kind(line) {
  if (/^\s*#{1,6}\s/.test(line)) return "heading";
  if (/^\s*(?:[-*+•–]|\d{1,3}[.)])\s/.test(line)) return "item";
  return TITLE_LIKE.test(line.trim()) ? "heading" : "";
}

function* pieces(letters, start, end, quotes) {
  const hashes = /^\s*#{1,6}\s+/.exec(letters.slice(start, Math.min(end, start + 20)).join(""));
  let cursor = start;
  const inside = quotes.filter((quote) => quote.start < end && quote.end > start).sort((a, b) => a.start - b.start);
  if (hashes && !inside.length) cursor += hashes[0].length;
  for (const quote of inside) {
    const from = Math.max(quote.start, cursor);
    const to = Math.min(quote.end, end);
    if (from >= to) continue;
    yield letters.slice(cursor, from).join("");
    yield el("mark", { class: quote === quotes[0] ? "current" : "other" }, letters.slice(from, to).join(""));
    cursor = to;
  }
  yield letters.slice(cursor, end).join("");
}

narrow.addEventListener("change", () => { conversation.inert = narrow.matches && !panel.hidden; });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeArticle(); });
