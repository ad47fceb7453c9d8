// A local server that speaks the wires of model providers to the letter, with the faults that real ones have.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerMessages } from "./anthropic-wire.ts";
import { answerAudio, answerChat, answerEmbeddings, answerResponses } from "./openai-wire.ts";
import type { Heard, Script, WireAnswer } from "./wire-answer.ts";

export interface WireServer {
  /** Address up to `/v1`. */
  readonly url: string;
  /** Every request, as it came. */
  readonly heard: Heard[];
  /** What the next answers are, in order; then `script.usual` for all others. */
  readonly next: WireAnswer[];
  close(): Promise<void>;
}

/** Serves on a free port of this machine. */
export async function serveModels(script: Script): Promise<WireServer> {
  const heard: Heard[] = [];
  const next: WireAnswer[] = [];
  const server = createServer(async (request, response) => {
    const one = await hear(request);
    if (script.retainHeard !== false) heard.push(one);
    script.onBegin?.();
    response.on("close", () => script.onEnd?.());
    try {
      if (script.latencyMs) await new Promise((done) => setTimeout(done, script.latencyMs));
      route(one, response, next.shift() ?? (await script.usual(one)), script);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    heard,
    next,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const ROUTES: Readonly<
  Record<string, (heard: Heard, response: ServerResponse, answer: WireAnswer) => void>
> = {
  "/v1/chat/completions": answerChat,
  "/v1/responses": answerResponses,
  "/v1/embeddings": answerEmbeddings,
  "/v1/audio/transcriptions": answerAudio,
  "/v1/audio/speech": answerAudio,
  "/v1/messages": answerMessages,
};

function route(heard: Heard, response: ServerResponse, answer: WireAnswer, { key = null }: Script) {
  const isAnthropic = heard.path === "/v1/messages";
  const given = isAnthropic
    ? heard.headers["x-api-key"]
    : heard.headers.authorization?.replace(/^Bearer /, "");
  const fail = (status: number, type: string, message: string) =>
    sendError(response, isAnthropic, { status, type, message });
  const answerRoute = ROUTES[heard.path];
  if (answerRoute === undefined || heard.method !== "POST")
    return fail(404, "not_found_error", `Unknown request URL: ${heard.method} ${heard.path}`);
  if (key !== null && given !== key)
    return fail(401, isAnthropic ? "authentication_error" : "invalid_api_key", "Incorrect key");
  if (isAnthropic && heard.headers["anthropic-version"] !== "2023-06-01")
    return fail(400, "invalid_request_error", "anthropic-version: header is required");
  if (answer.status !== undefined)
    return sendError(response, isAnthropic, {
      status: answer.status,
      type: answer.errorType ?? "server_error",
      message: "As the script says",
      ...(answer.retryAfter === undefined ? {} : { retryAfter: answer.retryAfter }),
    });
  answerRoute(heard, response, answer);
}

function sendError(
  response: ServerResponse,
  isAnthropic: boolean,
  {
    status,
    type,
    message,
    retryAfter,
  }: { status: number; type: string; message: string; retryAfter?: string },
) {
  const error = isAnthropic
    ? { type: "error", error: { type, message } }
    : { error: { message, type, param: null, code: type } };
  response
    .writeHead(status, {
      "content-type": "application/json",
      ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
    })
    .end(JSON.stringify(error));
}

async function hear(request: IncomingMessage): Promise<Heard> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const isJson = (request.headers["content-type"] ?? "").includes("json");
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers,
    bytes,
    json: isJson ? JSON.parse(bytes.toString()) : {},
  };
}
