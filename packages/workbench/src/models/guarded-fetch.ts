// The way out to model hosts: `fetch` behind the outbound guard, for answers that come whole or bit by bit.
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { Readable } from "node:stream";
import { HeedError, InvalidInput, Unavailable } from "@heed/core";
import { checkedLookup, checkUrl, type OutboundRules } from "../imports/sources/outbound-guard.ts";

/** What one request moved, for the log. */
export interface Traffic {
  sent: number;
  received: number;
  /** True once an answer without an error began, from when on it may be charged for. */
  isAnswered: boolean;
}

/** Rules of a request that may be told of a redirect instead of failing; following it is another guarded request. */
export interface FetchRules extends OutboundRules {
  readonly showRedirects?: boolean;
}

const MOST_BYTES = 64 * 1024 * 1024;
const LOCAL_NAMES = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/i;

/** Whether an address names this machine itself; only then may a call end here. */
export function isLocalHost(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && LOCAL_NAMES.test(new URL(baseUrl).hostname);
}

/**
 * A `fetch` that obeys the outbound guard: checked and pinned addresses, no redirects, limits of size and time, loopback only
 * when `rules` allow it. Keys travel over https alone, but to this machine. Text that is no UTF-8 is an error, not a guess.
 */
export function guardedFetch(rules: FetchRules, traffic: Traffic): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = checkUrl(request.url, rules);
    if (url.protocol === "http:" && rules.allowLoopback !== true && carriesKey(request.headers))
      throw new InvalidInput(
        "key-in-the-clear",
        `A key would travel unencrypted to ${url.host}, expected an https address.`,
        {
          hint: "Change the provider's address to https.",
          zh: {
            message: `密钥会以明文发往 ${url.host}，必须使用 https 地址。`,
            hint: "请将该服务的地址改为 https。",
          },
        },
      );
    const body = Buffer.from(await request.arrayBuffer());
    traffic.sent += body.length;
    return send(url, request, body, rules, traffic);
  };
}

function carriesKey(headers: Headers): boolean {
  return headers.has("authorization") || headers.has("x-api-key");
}

function send(
  url: URL,
  { method, headers, signal }: Request,
  body: Buffer,
  rules: FetchRules,
  traffic: Traffic,
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>();
  const late = AbortSignal.timeout(rules.timeoutMs ?? 120_000);
  const why = (cause: Error): Error => {
    if (signal.aborted) return signal.reason as Error;
    if (HeedError.is(cause)) return cause;
    const told = late.aborted
      ? `did not answer within ${rules.timeoutMs ?? 120_000} ms`
      : `broke off or cannot be reached (${(cause as NodeJS.ErrnoException).code ?? cause.name})`;
    return new Unavailable("no-answer", `${url.host} ${told}.`, {
      retryable: true,
      details: late.aborted ? { late: true } : {},
      zh: {
        message: late.aborted
          ? `${url.host} 在 ${rules.timeoutMs ?? 120_000} 毫秒内没有应答。`
          : `${url.host} 中断或无法连接。`,
        hint: "请检查网络后重试。",
      },
      hint: "Check the connection and try again later.",
    });
  };
  const call = url.protocol === "https:" ? requestHttps : requestHttp;
  const sent = call(url, {
    method,
    headers: {
      ...Object.fromEntries(headers),
      "user-agent": "heed",
      "content-length": body.length,
      // A compressed answer could unfold beyond any limit.
      "accept-encoding": "identity",
    },
    lookup: checkedLookup(rules),
    signal: AbortSignal.any([signal, late]),
  });
  sent.on("error", (cause) => reject(why(cause)));
  sent.on("response", (answer) => {
    try {
      resolve(responseFrom(url, answer, rules, traffic, why));
    } catch (error) {
      answer.destroy();
      reject(error);
    }
  });
  sent.end(body);
  return promise;
}

function responseFrom(
  url: URL,
  answer: IncomingMessage,
  rules: FetchRules,
  traffic: Traffic,
  why: (cause: Error) => Error,
): Response {
  const status = answer.statusCode ?? 0;
  if (status >= 300 && status < 400 && rules.showRedirects === true)
    return new Response(null, { status, headers: { location: answer.headers.location ?? "" } });
  if (status >= 300 && status < 400)
    throw new Unavailable(
      "redirect-refused",
      `${url.host} answered with a redirect (${status}), which is not followed.`,
    );
  if (status < 300) traffic.isAnswered = true;
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  const isText = /json|text|event-stream/.test(headers.get("content-type") ?? "");
  const chunks = checkedChunks(url, answer, { isText, mostBytes: rules.mostBytes ?? MOST_BYTES });
  const body = tell(chunks, traffic, why);
  return new Response(Readable.toWeb(Readable.from(body)) as ReadableStream, { status, headers });
}

async function* tell(
  chunks: AsyncIterable<Buffer>,
  traffic: Traffic,
  why: (cause: Error) => Error,
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of chunks) {
      traffic.received += chunk.length;
      yield chunk;
    }
  } catch (cause) {
    throw why(cause as Error);
  }
}

async function* checkedChunks(
  url: URL,
  answer: IncomingMessage,
  { isText, mostBytes }: { readonly isText: boolean; readonly mostBytes: number },
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  const check = (chunk?: Buffer) => {
    if (!isText) return;
    try {
      if (chunk === undefined) decoder.decode();
      else decoder.decode(chunk, { stream: true });
    } catch {
      throw new Unavailable("answer-damaged", `${url.host} sent text that is no valid UTF-8.`, {
        retryable: true,
        hint: "Try again; nothing of the answer was kept.",
      });
    }
  };
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes)
      throw new Unavailable(
        "answer-too-large",
        `${url.host} answered with more than ${mostBytes} bytes.`,
      );
    check(chunk);
    yield chunk;
  }
  check();
}
