// A readable page of the API, made of its own description; no script, no network.

interface Described {
  readonly summary?: string;
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    schema?: unknown;
  }[];
  readonly requestBody?: { content?: Record<string, { schema?: unknown }> };
  readonly responses?: Record<
    string,
    { description?: string; content?: Record<string, { schema?: unknown }> }
  >;
}
export interface ApiDocument {
  readonly paths?: Record<string, Record<string, Described>>;
  readonly components?: { schemas?: Record<string, unknown> };
}

/** The page for an OpenAPI document. */
export function apiDocsPage({ paths = {}, components }: ApiDocument): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? "other");
  const sections = [...byTag].map(
    ([tag, group]) =>
      `<section><h2 id="${escapeHtml(tag)}">${escapeHtml(tag)}</h2>${group.map(({ path, method, operation }) => section(path, method, operation)).join("")}</section>`,
  );
  const schemas = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<details id="schema-${escapeHtml(name)}"><summary>${escapeHtml(name)}</summary><pre>${json(schema)}</pre></details>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Heed API</title><style>${STYLE}</style></head><body><main><h1>Heed API</h1>
<p>Everything that the workbench does. Machine-readable: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1). Refusals are <code>application/problem+json</code> with a stable <code>code</code>.</p>
<nav>${[...byTag.keys()].map((tag) => `<a href="#${escapeHtml(tag)}">${escapeHtml(tag)}</a>`).join(" ")}</nav>
${sections.join("\n")}<section><h2>Schemas</h2>${schemas.join("\n")}</section></main></body></html>`;
}

function section(path: string, method: string, operation: Described): string {
  const { summary = "", parameters = [], requestBody, responses = {} } = operation;
  const fields = parameters
    .map(
      ({ name, in: place, required, schema }) =>
        `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(place)}${required ? ", required" : ""}</td><td><code>${json(schema, 0)}</code></td></tr>`,
    )
    .join("");
  const bodies = Object.values(requestBody?.content ?? {}).map(
    ({ schema }) => `<p>Body: ${typeName(schema)}</p>`,
  );
  const answers = Object.entries(responses).map(
    ([status, { content = {} }]) =>
      `<li>${escapeHtml(status)}: ${
        Object.entries(content)
          .map(([type, { schema }]) => `${typeName(schema)} <small>${escapeHtml(type)}</small>`)
          .join(", ") || "no body"
      }</li>`,
  );
  return `<details class="operation"><summary><b class="${escapeHtml(method)}">${escapeHtml(method.toUpperCase())}</b> <code>${escapeHtml(path)}</code> <span>${escapeHtml(summary)}</span></summary>
${fields === "" ? "" : `<table>${fields}</table>`}${bodies.join("")}<ul>${answers.join("")}</ul></details>`;
}

function typeName(schema: unknown): string {
  const ref = (schema as { $ref?: string } | undefined)?.$ref?.split("/").at(-1);
  if (ref !== undefined) return `<a href="#schema-${escapeHtml(ref)}">${escapeHtml(ref)}</a>`;
  return `<pre>${json(schema)}</pre>`;
}

function json(value: unknown, indent = 2): string {
  return escapeHtml(JSON.stringify(value, null, indent) ?? "");
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}body{margin:0}main{max-width:60rem;margin:auto;padding:1rem}
code,pre{font:13px/1.45 ui-monospace,monospace}pre{overflow:auto}summary{cursor:pointer;padding:.3rem 0}summary span{opacity:.75}
nav a{margin-right:.6rem}table{border-collapse:collapse;width:100%}td{border-top:1px solid #8884;padding:.2rem .5rem .2rem 0;vertical-align:top;overflow-wrap:anywhere}
b{display:inline-block;min-width:4.2em}details.operation{border-top:1px solid #8884}`;
