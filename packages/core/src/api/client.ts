// A typed client of the API for any place that has `fetch`: the workbench in the browser, the terminal, tests.
import type { z } from "zod";
import { encodeQuery } from "./encode-query.ts";
import type { JobEvent, JobView } from "./jobs.ts";
import type { Operation } from "./operation.ts";
import type { Operations } from "./operations.ts";
import { type OperationName, PATHS } from "./paths.ts";
import type { Problem } from "./problem.ts";

/** A refusal, as the server told it. `problem.code` is what to decide by; `network` when no answer came. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ApiError";
    this.problem = problem;
  }
}

type Part<Op, Name extends string> =
  Op extends Readonly<Record<Name, infer Schema extends z.ZodType>> ? z.input<Schema> : never;
type InputOf<Op> = (Op extends { params: z.ZodType } ? { params: Part<Op, "params"> } : unknown) &
  (Op extends { query: z.ZodType } ? { query?: Part<Op, "query"> } : unknown) &
  (Op extends { body: z.ZodType } ? { body: Part<Op, "body"> } : unknown);
/** What an operation answers with; files and streams come as the response itself. */
export type OutputOf<Op> = Op extends { response: infer Schema }
  ? Schema extends z.ZodType
    ? z.output<Schema>
    : Schema extends null
      ? undefined
      : Response
  : never;

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** Raw body instead of JSON (`sendUpload`). */
  readonly raw?: Blob | Uint8Array<ArrayBuffer> | ReadableStream;
}
type Method<Op extends Operation> = keyof InputOf<Op> extends never
  ? (input?: Record<string, never>, options?: RequestOptions) => Promise<OutputOf<Op>>
  : Partial<InputOf<Op>> extends InputOf<Op>
    ? (input?: InputOf<Op>, options?: RequestOptions) => Promise<OutputOf<Op>>
    : (input: InputOf<Op>, options?: RequestOptions) => Promise<OutputOf<Op>>;
export type ApiClient = { readonly [Name in OperationName]: Method<Operations[Name]> };

export interface ApiClientOptions {
  /** Where the server is, without a slash at the end; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** Sent with every request (`Authorization` of a key). */
  readonly headers?: Readonly<Record<string, string>>;
}
interface AnyInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** One function for each operation: `api.listNeeds({ query: { language: ["zh"] } })`. Refusals are thrown as `ApiError`. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const methods = Object.entries(PATHS).map(([name, place]) => [
    name,
    (input: AnyInput = {}, request: RequestOptions = {}) => call(options, place, input, request),
  ]);
  return Object.fromEntries(methods) as ApiClient;
}

/** Address of an operation, for links and downloads. */
export function apiUrl(name: OperationName, input: AnyInput = {}, baseUrl = ""): string {
  return baseUrl + addressOf(PATHS[name], input);
}

function addressOf(place: string, { params = {}, query = {} }: AnyInput): string {
  const path = place.slice(place.indexOf(" ") + 1);
  const filled = path.replace(/\{(\w+)\}/g, (_all, part: string) =>
    encodeURIComponent(String(params[part])),
  );
  return filled + encodeQuery(query);
}

async function call(
  { baseUrl, fetch, headers }: ApiClientOptions,
  place: string,
  input: AnyInput,
  { signal, raw, headers: more }: RequestOptions,
): Promise<unknown> {
  const isJson = raw === undefined && input.body !== undefined;
  const type = isJson
    ? "application/json"
    : raw === undefined
      ? undefined
      : "application/octet-stream";
  const body = isJson ? JSON.stringify(input.body) : raw;
  const method = place.slice(0, place.indexOf(" "));
  const ask = () =>
    fetch(baseUrl + addressOf(place, input), {
      method,
      headers: { ...headers, ...more, ...(type === undefined ? {} : { "content-type": type }) },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    } as RequestInit);
  // A connection that was kept open may have been closed from afar just now; what only reads may be asked again.
  const response = await ask()
    .catch((cause: unknown) =>
      method === "GET" && !signal?.aborted ? ask() : Promise.reject(cause),
    )
    .catch((cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw new ApiError(noAnswer());
    });
  if (!response.ok) throw new ApiError(await problemOf(response));
  if (response.status === 204) return undefined;
  return /^application\/json\b/.test(response.headers.get("content-type") ?? "") &&
    !place.includes("/exports/")
    ? response.json()
    : response;
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null;
  if (typeof body?.code === "string") return body as Problem;
  return {
    ...noAnswer(),
    code: "unexpected-answer",
    status: response.status,
    detail: `The server answered with status ${response.status} and no explanation.`,
  };
}

function noAnswer(): Problem {
  return {
    type: "urn:heed:problem:network",
    title: "No answer",
    status: 0,
    code: "network",
    detail: "The server did not answer.",
    hint: "Check that Heed is running, then try again.",
    retryable: true,
  };
}

/** Changes of jobs and data as they happen, until the signal aborts or the connection ends. */
export async function* readJobEvents(
  client: ApiClient,
  signal: AbortSignal,
): AsyncGenerator<JobEvent> {
  const response = await client.streamJobs({}, { signal });
  let rest = "";
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop()!;
    for (const block of blocks) {
      const event = parseEvent(block);
      if (event !== null) yield event;
    }
  }
}

function parseEvent(block: string): JobEvent | null {
  const field = (name: string) =>
    block
      .split("\n")
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  const data = field("data") ?? "";
  switch (field("event")) {
    case "job":
      return { event: "job", job: JSON.parse(data) as JobView };
    case "workspace":
      return { event: "workspace", revision: (JSON.parse(data) as { revision: number }).revision };
    case "heartbeat":
      return { event: "heartbeat" };
    default:
      return null;
  }
}
