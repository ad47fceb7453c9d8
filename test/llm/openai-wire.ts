// OpenAI's wires: chat completions, responses, embeddings and audio, whole and streamed.
import type { ServerResponse } from "node:http";
import {
  countTokens,
  type Heard,
  sendEvents,
  sendJson,
  type WireAnswer,
  wordsIn,
} from "./wire-answer.ts";

const CREATED = 1_790_000_000;
/** Tokens that a picture costs here. */
export const IMAGE_TOKENS = 85;

function refuse(response: ServerResponse, message: string) {
  const error = { message, type: "invalid_request_error", param: null, code: null };
  response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error }));
}

export function answerChat({ json }: Heard, response: ServerResponse, answer: WireAnswer) {
  if (typeof json.model !== "string") return refuse(response, "you must provide a model parameter");
  if (!Array.isArray(json.messages) || json.messages.length === 0)
    return refuse(response, "[] is too short - 'messages'");
  const format = json.response_format;
  if (format?.type === "json_object" && !/json/i.test(wordsIn(json.messages)))
    return refuse(response, "'messages' must contain the word 'json' in some form");
  if (format?.type === "json_schema" && !isStrictSchema(format.json_schema?.schema))
    return refuse(
      response,
      "Invalid schema for response_format: 'additionalProperties' is required",
    );
  const images = JSON.stringify(json.messages).match(/"type":"image_url"/g)?.length ?? 0;
  const text = answer.text ?? "";
  const usage = {
    prompt_tokens: countTokens(wordsIn(json.messages)) + images * IMAGE_TOKENS,
    completion_tokens: countTokens(text),
  };
  const total = { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens };
  const finish = answer.tool ? "tool_calls" : answer.fault === "cut-length" ? "length" : "stop";
  const frame = { id: "chatcmpl-1", created: CREATED, model: json.model };
  const toolCalls = answer.tool && [
    {
      id: "call_1",
      type: "function",
      function: { name: answer.tool.name, arguments: JSON.stringify(answer.tool.input) },
    },
  ];
  if (json.stream !== true) {
    const message = toolCalls
      ? { role: "assistant", content: null, tool_calls: toolCalls }
      : { role: "assistant", content: text, refusal: null };
    const body = {
      ...frame,
      object: "chat.completion",
      choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
      ...(answer.fault === "no-usage" ? {} : { usage: total }),
    };
    return sendJson(response, body, answer);
  }
  const chunk = (choices: object[], more: object = {}) =>
    `data: ${JSON.stringify({ ...frame, object: "chat.completion.chunk", choices, ...more })}\n\n`;
  const delta = (part: object) => chunk([{ index: 0, delta: part, finish_reason: null }]);
  const events = [
    delta({ role: "assistant", content: "" }),
    ...(toolCalls
      ? [delta({ tool_calls: toolCalls.map((call) => ({ index: 0, ...call })) })]
      : (text.match(/[\s\S]{1,6}/gu) ?? []).map((piece) => delta({ content: piece }))),
    chunk([{ index: 0, delta: {}, finish_reason: finish }]),
    ...(json.stream_options?.include_usage === true && answer.fault !== "no-usage"
      ? [chunk([], { usage: total })]
      : []),
    "data: [DONE]\n\n",
  ];
  sendEvents(response, events, answer);
}

/** Strict schemas forbid what they do not name, and require all that they do, at every level. */
function isStrictSchema(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrictSchema);
  if (typeof schema !== "object" || schema === null) return true;
  const { type, properties, required, additionalProperties } = schema as Record<string, unknown>;
  if (type === "object") {
    const names = Object.keys((properties ?? {}) as object);
    if (additionalProperties !== false) return false;
    if (!names.every((name) => (required as string[] | undefined)?.includes(name))) return false;
  }
  return Object.values(schema).every(isStrictSchema);
}

export function answerResponses({ json }: Heard, response: ServerResponse, answer: WireAnswer) {
  if (json.input === undefined) return refuse(response, "Missing required parameter: 'input'.");
  if (json.text?.format?.type === "json_schema" && !isStrictSchema(json.text.format.schema))
    return refuse(
      response,
      "Invalid schema for response_format: 'additionalProperties' is required",
    );
  if (json.max_tokens !== undefined) return refuse(response, "Unsupported parameter: 'max_tokens'");
  const text = answer.text ?? "";
  const message = {
    id: "msg_1",
    type: "message",
    status: "completed",
    role: "assistant",
    content: [{ type: "output_text", text, annotations: [] }],
  };
  const isCut = answer.fault === "cut-length";
  const input = countTokens(json.instructions ?? "") + countTokens(wordsIn(json.input));
  const body = {
    id: "resp_1",
    object: "response",
    created_at: CREATED,
    status: isCut ? "incomplete" : "completed",
    model: json.model,
    output: [message],
    error: null,
    incomplete_details: isCut ? { reason: "max_output_tokens" } : null,
    usage:
      answer.fault === "no-usage"
        ? null
        : {
            input_tokens: input,
            input_tokens_details: { cached_tokens: 0 },
            output_tokens: countTokens(text),
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: input + countTokens(text),
          },
  };
  if (json.stream !== true) return sendJson(response, body, answer);
  const event = (type: string, data: object) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
  const pieces = (text.match(/[\s\S]{1,6}/gu) ?? []).map((delta) =>
    event("response.output_text.delta", {
      item_id: "msg_1",
      output_index: 0,
      content_index: 0,
      delta,
    }),
  );
  const open = { ...body, status: "in_progress", output: [], usage: null };
  sendEvents(
    response,
    [
      event("response.created", { response: open }),
      ...pieces,
      event(isCut ? "response.incomplete" : "response.completed", { response: body }),
    ],
    answer,
  );
}

export function answerEmbeddings({ json }: Heard, response: ServerResponse, answer: WireAnswer) {
  const input: string[] = Array.isArray(json.input) ? json.input : [json.input];
  if (input.length === 0 || input.some((text) => text === ""))
    return refuse(response, "'$.input' is invalid. Please check the API reference");
  const tokens = input.reduce((sum, text) => sum + countTokens(text), 0);
  const data = input.map((text, index) => ({
    object: "embedding",
    index,
    embedding: answer.embed?.(text) ?? [text.length, 1, countTokens(text), 0.5],
  }));
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  sendJson(response, { object: "list", data, model: json.model, usage }, answer);
}

export function answerAudio(heard: Heard, response: ServerResponse, answer: WireAnswer) {
  if (heard.path.endsWith("/speech")) {
    if (!heard.json.voice || !heard.json.input)
      return refuse(response, "voice and input are required");
    response.writeHead(200, { "content-type": "audio/mpeg" }).end(Buffer.from("ID3 spoken"));
    return;
  }
  const form = heard.bytes.toString("latin1");
  if (!/^multipart\/form-data; boundary=/.test(heard.headers["content-type"] ?? ""))
    return refuse(response, "expected multipart/form-data");
  if (!/name="file"; filename="[^"]+\.(wav|flac|mp3)"/.test(form) || !/name="model"/.test(form))
    return refuse(response, "file and model are required");
  // The script gives the parts as JSON: start, end, text and, where it is told, the speaker.
  const segments = JSON.parse(answer.text ?? "[]") as { end: number; text: string }[];
  const body = {
    task: "transcribe",
    language: "english",
    duration: segments.at(-1)?.end ?? 0,
    text: segments.map(({ text }) => text).join(" "),
    segments: segments.map((segment, id) => ({ id, ...segment })),
  };
  sendJson(response, body, answer);
}
