// Mounts the contract's operations: each is read by its schemas, handled, told in the documentation.

import { type InputIssue, InvalidInput } from "@heed/core";
import {
  decodeQuery,
  neededRole,
  OPERATIONS,
  type Operation,
  type OperationName,
  PATHS,
  Problem,
} from "@heed/core/api";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { z } from "zod";
import { type Asker, requireRole } from "../middleware/who-asks.ts";
import { Refused } from "../problem.ts";
import type { Asked, Handlers } from "./handlers.ts";

type AnyHandler = (asked: Asked<Operation>) => Promise<unknown>;

/** Bodies of JSON: a theme split names at most 10,000 mentions. */
export const MOST_JSON_BYTES = 4 * 1024 * 1024;

/** Mounts every operation that has a handler, and documents it. Routes with a fixed last part come before those with a name. */
export function mountOperations(app: OpenAPIHono, handlers: Handlers, callers: Callers): void {
  const names = (Object.keys(PATHS) as OperationName[]).filter((name) => name in handlers);
  names.sort((a, b) => Number(PATHS[a].includes("{")) - Number(PATHS[b].includes("{")));
  for (const name of names) {
    const operation: Operation = OPERATIONS[name];
    const [method, path] = PATHS[name].split(" ") as [string, string];
    const handler = handlers[name] as unknown as AnyHandler;
    app.on(method, path.replace(/\{(\w+)\}/g, ":$1"), (c) =>
      answer(c, { name, operation, handler }, callers),
    );
    app.openAPIRegistry.registerPath(describe(name, operation, method, path));
  }
}

/** How callers are told apart. */
export interface Callers {
  /** Address of who asks. */
  readonly clientOf: (c: Context) => string;
  readonly whoAsks: (headers: Headers) => Promise<Asker>;
}
interface Mounted {
  readonly name: OperationName;
  readonly operation: Operation;
  readonly handler: AnyHandler;
}

async function answer(
  c: Context,
  { name, operation, handler }: Mounted,
  { clientOf, whoAsks }: Callers,
): Promise<Response> {
  const needed = neededRole(name);
  const who = await whoAsks(c.req.raw.headers);
  if (needed !== null) requireRole(who, needed);
  const query = new URL(c.req.url).searchParams;
  const asked = {
    params: check(
      operation.params,
      Object.entries(c.req.param() as Record<string, string>),
      "path",
    ),
    query: check(operation.query ?? NO_QUERY, query, "query"),
    ...(operation.body === undefined
      ? { body: undefined, text: "" }
      : await readBody(c, operation.body)),
    client: clientOf(c),
    who,
    request: c.req.raw,
  } as Asked<Operation>;
  const result = await handler(asked);
  if (result instanceof Response) return result;
  const status = operation.status ?? 200;
  if (operation.response === null) return c.body(null, 204);
  return c.json(result as object, status as 200, { "cache-control": "no-store" });
}

const NO_QUERY = z.object({});

/** Fields of a path or query as the schema gives them; unknown names and null bytes are refused. */
function check(
  schema: z.ZodType | undefined,
  fields: Iterable<readonly [string, string]>,
  where: "path" | "query",
): unknown {
  if (schema === undefined) return undefined;
  const list = [...fields];
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const issues: InputIssue[] = [];
  for (const [name, text] of list) {
    const path = `${where}.${name.slice(0, 60)}`;
    if (!known.includes(name))
      issues.push({ path, code: "unknown-field", message: `expected one of: ${known.join(", ")}` });
    else if (text.includes("\u0000"))
      issues.push({ path, code: "null-byte", message: "a null byte is no part of any text" });
  }
  if (issues.length > 0) throw refuse(issues);
  return parse(schema, decodeQuery(schema, list), where);
}

async function readBody(c: Context, schema: z.ZodType): Promise<{ body: unknown; text: string }> {
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new Refused(
      415,
      "not-json",
      "The body must be JSON.",
      "Send it with content-type: application/json.",
    );
  }
  const text = await c.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new InvalidInput("broken-json", "The body cannot be read as JSON.", {
      hint: "Check quotes, commas and brackets.",
    });
  }
  return { body: parse(schema, body, "body"), text };
}

function parse(schema: z.ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refuse(
    result.error.issues.slice(0, 20).map((issue) => ({
      path: [where, ...issue.path].join(".").slice(0, 200),
      code: issue.code,
      message: issue.message,
    })),
  );
}

function refuse(issues: readonly InputIssue[]): InvalidInput {
  const [first] = issues;
  return new InvalidInput(
    "input-not-valid",
    `${issues.length === 1 ? "One part" : `${issues.length} parts`} of the request cannot be used: ${first?.path}: ${first?.message}.`,
    { issues, hint: "See /api/docs for what is expected." },
  );
}

function describe(name: OperationName, operation: Operation, method: string, path: string) {
  const { tag, summary, params, query, body, response, status = 200 } = operation;
  const isRaw = name === "sendUpload";
  const content =
    response === null
      ? undefined
      : typeof response === "string"
        ? { [response]: { schema: z.string() } }
        : { "application/json": { schema: response } };
  const problem = { content: { "application/problem+json": { schema: Problem } } };
  return {
    method: method.toLowerCase() as "get",
    path,
    operationId: name,
    tags: [tag],
    summary,
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(body === undefined
        ? {}
        : { body: { content: { "application/json": { schema: body } } } }),
      ...(isRaw
        ? { body: { content: { "application/octet-stream": { schema: z.string() } } } }
        : {}),
    },
    responses: {
      [status]: { description: summary, ...(content === undefined ? {} : { content }) },
      default: { description: "A refusal", ...problem },
    },
  };
}
