// Turns what goes wrong on the way to a model into errors that tell what to do, without words, answers or keys.
import { APICallError } from "@ai-sdk/provider";
import { HeedError, InvalidInput, NotFound, Unavailable } from "@heed/core";
import { hostOf, type ModelEndpoint } from "./endpoint.ts";

/** Longest that a provider may ask to wait before its word is no longer taken, in milliseconds. */
const LONGEST_WAIT = 10 * 60_000;

/** An error of an endpoint as one of ours; `details.retryAfterMs` says how long it asked to wait. Aborts pass as they are. */
export function describeModelFailure(error: unknown, endpoint: ModelEndpoint): Error {
  if (error instanceof Error && error.name === "AbortError") return error;
  const own = ownError(error);
  if (own !== null) return own;
  const host = hostOf(endpoint);
  if (APICallError.isInstance(error) && error.statusCode !== undefined && error.statusCode >= 400)
    return refusal(error.statusCode, error, host, endpoint.model);
  if (isUnreadable(error))
    return new Unavailable("answer-malformed", `${host} answered with something unreadable.`, {
      zh: {
        message: `${host} 的应答无法读取。`,
        hint: "请重试；若仍如此，请核对地址与所选协议是否一致。",
      },
      retryable: true,
      hint: "Try again; if it stays, check that the address speaks the wire that was chosen.",
    });
  return new Unavailable("no-answer", `${host} broke off or could not be reached.`, {
    zh: { message: `${host} 中断或无法连接。`, hint: "请检查网络后重试。" },
    retryable: true,
    hint: "Check the connection and try again later.",
  });
}

/** An error of ours that a library wrapped in its own. */
function ownError(error: unknown): HeedError | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; depth += 1) {
    if (HeedError.is(cause)) return cause;
    cause = cause.cause;
  }
  return null;
}

function isUnreadable(error: unknown): boolean {
  const names = /JSONParse|TypeValidation|EmptyResponseBody|InvalidResponseData|NoContent/;
  for (let cause = error, depth = 0; cause instanceof Error && depth < 6; depth += 1) {
    if (names.test(cause.name)) return true;
    cause = cause.cause;
  }
  return false;
}

function refusal(status: number, error: APICallError, host: string, model: string): HeedError {
  // Only the provider's own code is repeated: its message may quote the request.
  const said = codeIn(error.data);
  const told = `${host} answered ${status}${said === null ? "" : ` (${said})`}`;
  const toldZh = `${host} 返回 ${status}${said === null ? "" : `（${said}）`}`;
  const details = { status, ...(said === null ? {} : { providerCode: said }) };
  if (status === 401 || status === 403)
    return new InvalidInput("key-refused", `${told}: the key for ${model} was not accepted.`, {
      details,
      hint: "Set a valid key: heed models key PROVIDER, or its environment variable.",
      zh: {
        message: `${toldZh}：${model} 的密钥未被接受。`,
        hint: "请设置有效的密钥：heed models key 服务名，或相应的环境变量。",
      },
    });
  if (status === 404)
    return new NotFound("model-not-found", `${told}: it knows no model ${model} at this address.`, {
      details,
      hint: "Check the model's name and the address: heed models list.",
      zh: {
        message: `${toldZh}：该地址没有模型 ${model}。`,
        hint: "请核对模型名称与地址：heed models list。",
      },
    });
  if (status === 429 || status === 529)
    return new Unavailable("rate-limited", `${told}: too many requests, or no credit is left.`, {
      details: { ...details, ...waitAsked(error.responseHeaders) },
      retryable: true,
      hint: "What was answered is kept; run it again later to go on from there.",
      zh: {
        message: `${toldZh}：请求过多，或余额不足。`,
        hint: "已得到的应答均已保留；稍后再次运行即可从停下处继续。",
      },
    });
  if (status >= 500 || status === 408)
    return new Unavailable("endpoint-failed", `${told}: it failed on its side.`, {
      details: { ...details, ...waitAsked(error.responseHeaders) },
      retryable: true,
      hint: "Try again later; what was answered is kept.",
      zh: { message: `${toldZh}：对方出现故障。`, hint: "请稍后重试；已得到的应答均已保留。" },
    });
  return new InvalidInput("request-refused", `${told}: it refuses the request to ${model}.`, {
    details,
    hint: "The model may lack what was asked (images, this length, this form); choose another.",
    zh: {
      message: `${toldZh}：它拒绝了发给 ${model} 的请求。`,
      hint: "该模型可能不支持所需的功能（图片、长度或格式），请换一个。",
    },
  });
}

function codeIn(data: unknown): string | null {
  const error = (data as { error?: { code?: unknown; type?: unknown } } | undefined)?.error;
  const code = error?.code ?? error?.type;
  return typeof code === "string" && /^[\w.-]{1,60}$/.test(code) ? code : null;
}

function waitAsked(headers: Record<string, string> | undefined): { retryAfterMs?: number } {
  const exact = Number(headers?.["retry-after-ms"]);
  if (exact > 0) return { retryAfterMs: Math.min(exact, LONGEST_WAIT) };
  const said = headers?.["retry-after"];
  if (said === undefined) return {};
  const ms = /^\d+(\.\d+)?$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return ms > 0 ? { retryAfterMs: Math.min(ms, LONGEST_WAIT) } : {};
}
