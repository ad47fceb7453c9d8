// Posts to wires that the AI SDK's packages here do not speak, and tells failures alike.
import { APICallError } from "@ai-sdk/provider";
import { Unavailable } from "@heed/core";
import { hostOf, type ModelEndpoint } from "./endpoint.ts";
import { describeModelFailure } from "./model-failure.ts";

/** Sends a body to a path of an endpoint; an answer that is an error is thrown as `describeModelFailure` tells it. */
export async function postEndpoint(
  endpoint: ModelEndpoint,
  path: string,
  body: FormData | string,
  signal: AbortSignal,
): Promise<Response> {
  const url = `${endpoint.baseUrl.replace(/\/$/, "")}${path}`;
  try {
    const answer = await endpoint.fetch(url, {
      method: "POST",
      body,
      signal,
      headers: {
        ...(endpoint.apiKey === null ? {} : { authorization: `Bearer ${endpoint.apiKey}` }),
        ...(typeof body === "string" ? { "content-type": "application/json" } : {}),
      },
    });
    if (answer.ok) return answer;
    throw await failedAnswer(answer, url);
  } catch (error) {
    signal.throwIfAborted();
    throw describeModelFailure(error, endpoint);
  }
}

/** The same error as the AI SDK makes, so that both are told alike. */
async function failedAnswer(answer: Response, url: string): Promise<APICallError> {
  const data: unknown = await answer.json().catch(() => undefined);
  return new APICallError({
    message: `Status ${answer.status}`,
    url,
    requestBodyValues: {},
    statusCode: answer.status,
    responseHeaders: Object.fromEntries(answer.headers),
    data,
  });
}

/** JSON of an answer; words that are no JSON stand as its `text`. */
export async function readAnswerJson(
  answer: Response,
  endpoint: ModelEndpoint,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    const text = await answer.text();
    return text.trimStart().startsWith("{") ? JSON.parse(text) : { text };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SyntaxError)
      throw new Unavailable("answer-malformed", `${hostOf(endpoint)} answered with broken JSON.`, {
        retryable: true,
      });
    throw describeModelFailure(error, endpoint);
  }
}
