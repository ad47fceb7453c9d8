// Turns failures into answers: the one table from Heed's errors to statuses, as problem details (RFC 9457).
import {
  Conflict,
  chineseOf,
  HeedError,
  InvalidInput,
  NotFound,
  Unavailable,
  Unsupported,
} from "@heed/core";
import type { Problem } from "@heed/core/api";

/** Refusals that only a server makes. */
export class Refused extends HeedError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: string,
    message: string,
    hint?: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, message, hint === undefined ? {} : { hint });
    this.status = status;
    this.headers = headers;
  }
}

const STATUSES: readonly (readonly [abstract new (...args: never[]) => HeedError, number])[] = [
  [InvalidInput, 400],
  [NotFound, 404],
  [Conflict, 409],
  [Unsupported, 501],
  [Unavailable, 503],
];
const TITLES: Readonly<Record<number, string>> = {
  400: "The request cannot be used",
  401: "Who asks is not known",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "The state has changed",
  413: "Too large",
  415: "Not a usable media type",
  421: "Not this server's address",
  429: "Too many requests",
  500: "A fault in Heed",
  501: "Not supported here",
  503: "Not available now",
};

/** The problem that a failure is; a fault of Heed's own keeps its details to the log. */
export function problemOf(error: unknown): Problem {
  if (!HeedError.is(error)) {
    return {
      type: "urn:heed:problem:fault",
      title: TITLES[500]!,
      status: 500,
      code: "fault",
      detail: "Something went wrong inside Heed.",
      hint: "The log has the details; please report them.",
      zh: { detail: "Heed 内部出错。", hint: "日志中有详情，请反馈给我们。" },
      retryable: false,
    };
  }
  const status =
    error instanceof Refused
      ? error.status
      : (STATUSES.find(([kind]) => error instanceof kind)?.[1] ?? 500);
  return {
    type: `urn:heed:problem:${error.code}`,
    title: TITLES[status] ?? "Refused",
    status,
    code: error.code,
    detail: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...chineseProblem(error),
    ...(error instanceof InvalidInput && error.issues.length > 0
      ? { issues: error.issues.map((issue) => ({ ...issue })) }
      : {}),
    retryable: error.retryable,
  };
}

function chineseProblem(error: HeedError): Pick<Problem, "zh"> {
  const words = chineseOf(error);
  if (words === undefined) return {};
  const { message, hint } = words;
  return { zh: { detail: message, ...(hint === undefined ? {} : { hint }) } };
}

/** The answer that tells a failure. */
export function problemResponse(error: unknown): Response {
  const problem = problemOf(error);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(error instanceof Refused ? error.headers : {}),
    },
  });
}
