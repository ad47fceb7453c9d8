// The one way out: a request leaves only for a public address that was checked and is then held to, with limits.
import { lookup } from "node:dns";
import { type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { InvalidInput, Unavailable } from "@heed/core";
import { reachOf } from "./public-address.ts";

export interface OutboundRules {
  /** Also addresses of this machine: for a model host that the user named, and for tests. Default false. */
  readonly allowLoopback?: boolean;
  /** Milliseconds for the whole answer; default 30,000. */
  readonly timeoutMs?: number;
  /** Bytes of the answer's body; default 32 MiB. */
  readonly mostBytes?: number;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const TIMEOUT_MS = 30_000;
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * GET behind the guard: http and https alone, no credentials in the address, no redirects; the name is resolved once,
 * every address it has is checked, and the connection goes to the one that was checked.
 */
export async function guardedGet(
  address: string,
  headers: Readonly<Record<string, string>>,
  rules: OutboundRules = {},
): Promise<OutboundAnswer> {
  const url = checkUrl(address, rules);
  const timeoutMs = rules.timeoutMs ?? TIMEOUT_MS;
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const options: RequestOptions = {
    method: "GET",
    headers: { "user-agent": "heed", accept: "application/json", ...headers },
    lookup: checkedLookup(rules),
    signal: AbortSignal.timeout(timeoutMs),
  };
  const { promise, resolve, reject } = Promise.withResolvers<OutboundAnswer>();
  const fail = (cause: Error) => reject(describe(url, timeoutMs, cause));
  const sent = request(url, options, (answer) => {
    readAnswer(url, answer, rules.mostBytes ?? MOST_BYTES).then(resolve, fail);
  });
  sent.on("error", fail);
  sent.end();
  return promise;
}

/** The address, when it may be called at all. @throws `address-refused`. */
export function checkUrl(address: string, rules: OutboundRules): URL {
  const refuse = (why: string, zh: string) =>
    new InvalidInput("address-refused", `The address ${address.slice(0, 200)} ${why}.`, {
      hint: "Give a public http or https address.",
      zh: {
        message: `地址 ${address.slice(0, 200)} ${zh}。`,
        hint: "请给出公开的 http 或 https 地址。",
      },
    });
  if (!URL.canParse(address)) throw refuse("is none", "不是有效地址");
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw refuse(
      `begins with ${url.protocol}, expected http or https`,
      `以 ${url.protocol} 开头，应为 http 或 https`,
    );
  if (url.username !== "" || url.password !== "")
    throw refuse("holds a user name or a password", "含有用户名或密码");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  // A literal address is never looked up, so it is checked here.
  if (isIP(host) !== 0 && !isAllowed(host, rules))
    throw refuse("leads to this machine or a closed network", "指向本机或内网");
  return url;
}

function isAllowed(address: string, { allowLoopback = false }: OutboundRules): boolean {
  const reach = reachOf(address);
  return reach === "public" || (reach === "loopback" && allowLoopback);
}

/** Resolves a name once; a name of which any address is closed is refused whole, and the first address is held to. */
export function checkedLookup(rules: OutboundRules): LookupFunction {
  return (host, options, done) => {
    lookup(
      host,
      { all: true, family: options.family === 4 || options.family === 6 ? options.family : 0 },
      (error, found) => {
        const [first] = found ?? [];
        if (error !== null || first === undefined)
          return done(error ?? new Error("no address"), "", 0);
        if (!found.every(({ address }) => isAllowed(address, rules)))
          return done(
            new InvalidInput(
              "address-refused",
              `${host} leads to this machine or a closed network.`,
              { zh: { message: `${host} 指向本机或内网。` } },
            ),
            "",
            0,
          );
        return options.all === true ? done(null, [first]) : done(null, first.address, first.family);
      },
    );
  };
}

async function readAnswer(
  url: URL,
  answer: IncomingMessage,
  mostBytes: number,
): Promise<OutboundAnswer> {
  const status = answer.statusCode ?? 0;
  if (status >= 300 && status < 400) {
    answer.destroy();
    throw new Unavailable(
      "redirect-refused",
      `${url.host} answered with a redirect (${status}), which is not followed.`,
      { zh: { message: `${url.host} 要求跳转（${status}），不予跟随。` } },
    );
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) {
      answer.destroy();
      throw new Unavailable(
        "answer-too-large",
        `${url.host} answered with more than ${mostBytes} bytes.`,
        { zh: { message: `${url.host} 的回应超过 ${mostBytes} 字节。` } },
      );
    }
    chunks.push(chunk);
  }
  return { status, headers: answer.headers, body: Buffer.concat(chunks) };
}

function describe(url: URL, timeoutMs: number, cause: Error): Error {
  if (cause instanceof InvalidInput || cause instanceof Unavailable) return cause;
  const isLate = cause.name === "TimeoutError" || cause.name === "AbortError";
  const why = isLate
    ? `did not answer within ${timeoutMs} ms`
    : `cannot be reached (${(cause as NodeJS.ErrnoException).code ?? cause.message})`;
  return new Unavailable("no-answer", `${url.host} ${why}.`, {
    cause,
    retryable: true,
    hint: "Check the connection and try again later.",
    zh: {
      message: `${url.host} ${isLate ? `在 ${timeoutMs} 毫秒内没有回应` : "无法连接"}。`,
      hint: "请检查网络，稍后再试。",
    },
  });
}
