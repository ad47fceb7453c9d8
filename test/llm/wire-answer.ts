// What the test server says and how it fails, whichever wire carries it.
import type { IncomingHttpHeaders, ServerResponse } from "node:http";

/** One request as it came. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever was sent.
  readonly json: any;
}

export interface WireAnswer {
  /** Words of the answer. */
  readonly text?: string;
  /** A call of a tool instead of words. */
  readonly tool?: { readonly name: string; readonly input: object };
  /** Vectors of an answer, by the text; made of lengths when absent. */
  readonly embed?: (text: string) => readonly number[];
  /** An error instead of an answer. */
  readonly status?: number;
  readonly errorType?: string;
  /** The header `Retry-After`. */
  readonly retryAfter?: string;
  /** How an answer goes wrong after it began. */
  readonly fault?:
    | "killed"
    | "drip"
    | "malformed"
    | "cut-utf8"
    | "no-usage"
    | "cut-length"
    | "silent";
}

export interface Script {
  readonly usual: (heard: Heard) => WireAnswer | Promise<WireAnswer>;
  /** Key that requests must carry. */
  readonly key?: string | null;
  /** Milliseconds before each answer begins. */
  readonly latencyMs?: number;
  /** False keeps no request once it is answered. Default true. */
  readonly retainHeard?: boolean;
  /** Called when a request has come, and when its answer was sent. */
  readonly onBegin?: () => void;
  readonly onEnd?: () => void;
}

/** Tokens of a text on these wires: words of letters and digits, and every other character, are one each. */
export function countTokens(text: string): number {
  return text.match(/[A-Za-z0-9]+|[^\sA-Za-z0-9]/g)?.length ?? 0;
}

/** All words in a value, to count what was sent. */
export function wordsIn(value: unknown): string {
  if (typeof value === "string") return value.startsWith("data:") ? "" : value;
  if (Array.isArray(value)) return value.map(wordsIn).join("\n");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .filter(([name]) => name === "content" || name === "text" || name === "input")
      .map(([, inner]) => wordsIn(inner))
      .join("\n");
  return "";
}

/** Sends a JSON answer, or as much of it as the fault lets through. */
export function sendJson(response: ServerResponse, body: object, { fault }: WireAnswer) {
  const bytes = Buffer.from(JSON.stringify(body));
  const type = { "content-type": "application/json" };
  if (fault === "silent") return;
  if (fault === "malformed")
    return void response.writeHead(200, type).end(bytes.subarray(0, bytes.length >> 1));
  if (fault === "cut-utf8") {
    // The first byte of a character of three stands alone, where the server broke a buffer.
    const at = bytes.indexOf(Buffer.from("断"));
    return void response
      .writeHead(200, type)
      .end(Buffer.concat([bytes.subarray(0, at + 1), bytes.subarray(at + 3)]));
  }
  if (fault === "killed" || fault === "drip") {
    response.writeHead(200, { ...type, "content-length": bytes.length });
    response.write(bytes.subarray(0, bytes.length >> 1));
    if (fault === "killed") setTimeout(() => response.destroy(), 5);
    else drip(response, bytes.subarray(bytes.length >> 1));
    return;
  }
  response.writeHead(200, { ...type, "content-length": bytes.length }).end(bytes);
}

/** Sends events of a stream, or as many as the fault lets through. */
export function sendEvents(
  response: ServerResponse,
  events: readonly string[],
  { fault }: WireAnswer,
) {
  if (fault === "silent") return;
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  const half = Math.ceil(events.length / 2);
  const told = fault === undefined || fault === "no-usage" || fault === "cut-length";
  for (const event of told ? events : events.slice(0, half)) response.write(event);
  if (told) response.end();
  else if (fault === "drip") drip(response, Buffer.from(": waiting\n\n".repeat(1000)));
  else if (fault === "malformed") response.end("data: {broken\n\n");
  else if (fault === "cut-utf8") response.end(Buffer.from('data: {"断').subarray(0, -2));
  else setTimeout(() => response.destroy(), 5);
}

/** One byte at a time, and never to the end within a test's patience. */
function drip(response: ServerResponse, bytes: Buffer) {
  let at = 0;
  const timer = setInterval(() => {
    if (at >= bytes.length || response.destroyed) return clearInterval(timer);
    response.write(bytes.subarray(at, at + 1));
    at += 1;
  }, 50);
  response.on("close", () => clearInterval(timer));
}
