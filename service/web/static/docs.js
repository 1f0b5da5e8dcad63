// The API as openapi.json describes it, as a page that needs nothing from elsewhere.

import { el, fetched } from "./elements.js";

const description = await fetched("/openapi.json");
const schemas = description.components.schemas;

function type(schema) {
  if (!schema) return "any";
  if (schema.$ref) return reference(schema.$ref.split("/").at(-1));
  if (schema.anyOf) return schema.anyOf.flatMap((each, index) => (index ? [" or ", type(each)] : [type(each)])).flat();
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.prefixItems) return ["[", ...schema.prefixItems.flatMap((each, index) => (index ? [", ", type(each)] : [type(each)])).flat(), "]"];
  if (schema.type === "array") return ["list of ", type(schema.items)].flat();
  return schema.format ?? schema.type ?? "any";
}

function reference(name) {
  return el("a", { href: `#shape-${name}` }, name);
}

function rows(fields) {
  return el("table", { class: "fields" }, el("tbody", {}, ...fields.map(({ name, schema, required, place }) =>
    el("tr", {}, el("td", {}, el("code", {}, name)), el("td", {}, ...[type(schema)].flat()),
      el("td", {}, [place, required ? "required" : null, bounds(schema), schema.description].filter(Boolean).join(" · "))))));
}

function bounds(schema) {
  const parts = [];
  if (schema.default !== undefined && schema.default !== null) parts.push(`default ${JSON.stringify(schema.default)}`);
  if (schema.minimum !== undefined) parts.push(`at least ${schema.minimum}`);
  if (schema.maximum !== undefined) parts.push(`at most ${schema.maximum}`);
  return parts.join(", ");
}

function properties(schema) {
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({ name, schema: field, required: schema.required?.includes(name) }));
}

function example(path, method, about, body) {
  const parts = [`curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}'${location.origin}${path.replace(/\{\w+\}/g, "ID")}'`];
  if (needs(about)) parts.push("-H 'Authorization: Bearer KEY'");
  if (body) parts.push("-H 'Content-Type: application/json'", `-d '${JSON.stringify(sample(body))}'`);
  return parts.join(" \\\n  ");
}

function sample(body) {
  const fields = properties(schemas[body.$ref.split("/").at(-1)]).filter(({ required, schema }) => required || schema.examples);
  return Object.fromEntries(fields.map(({ name, schema }) => [name, schema.examples?.[0] ?? "…"]));
}

function needs(about) {
  return (about.security ?? []).length === 1 && "adminKey" in about.security[0];
}

function section(title, ...content) {
  return el("div", {}, el("h4", {}, title), ...content);
}

function operation(path, method, about) {
  const shown = path.replace(/\{(\w+):path\}/g, "{$1}");
  const parameters = (about.parameters ?? []).map((each) => ({ ...each, place: each.in, schema: { description: each.description, ...each.schema } }));
  const body = about.requestBody?.content["application/json"].schema;
  const good = Object.keys(about.responses).find((status) => status.startsWith("2"));
  const reply = about.responses[good]?.content?.["application/json"]?.schema;
  return el("details", { class: "operation" },
    el("summary", {}, el("span", { class: "method" }, method.toUpperCase()), el("code", {}, shown), el("span", {}, about.summary)),
    el("div", { class: "inside" },
      el("p", {}, about.description ?? "", needs(about) ? " Needs an admin key." : ""),
      parameters.length ? section("Parameters", rows(parameters)) : null,
      body ? section("Body", el("p", {}, ...[type(body)].flat()), rows(properties(schemas[body.$ref.split("/").at(-1)]))) : null,
      reply ? section("Reply", el("p", {}, ...[type(reply)].flat())) : null,
      section("Example", el("pre", { tabindex: "0" }, example(shown, method, about, body)))));
}

const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, about]) => operation(path, method, about)));
document.getElementById("operations").append(...operations);

document.getElementById("shapes").append(...Object.entries(schemas).map(([name, schema]) =>
  el("details", { class: "shape", id: `shape-${name}` },
    el("summary", {}, el("code", {}, name), el("span", { class: "source" }, schema.enum ? schema.enum.join(" | ") : "")),
    el("div", { class: "inside" }, el("p", {}, schema.description ?? ""), schema.properties ? rows(properties(schema)) : null))));

function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target instanceof HTMLDetailsElement) target.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", reveal);
reveal();
