// Anthropic's wire: messages, whole and streamed, with tools and answers in a form.
import type { ServerResponse } from "node:http";
import {
  countTokens,
  type Heard,
  sendEvents,
  sendJson,
  type WireAnswer,
  wordsIn,
} from "./wire-answer.ts";

export function answerMessages({ json }: Heard, response: ServerResponse, answer: WireAnswer) {
  const refuse = (message: string) =>
    void response
      .writeHead(400, { "content-type": "application/json" })
      .end(JSON.stringify({ type: "error", error: { type: "invalid_request_error", message } }));
  if (!(json.max_tokens > 0)) return refuse("max_tokens: Field required");
  if (json.messages?.[0]?.role !== "user") return refuse("messages: first message must use user");
  const text = answer.text ?? "";
  // A forced tool is how older models are held to a form: the answer comes as its input.
  const isForced = json.tool_choice?.type === "tool" || json.tool_choice?.type === "any";
  const tool =
    answer.tool ??
    (isForced && text !== ""
      ? { name: json.tool_choice.name ?? json.tools[0].name, input: parsed(text) }
      : null);
  const block = tool
    ? { type: "tool_use", id: "toolu_1", name: tool.name, input: tool.input }
    : { type: "text", text };
  const usage = {
    input_tokens: countTokens(wordsIn(json.system)) + countTokens(wordsIn(json.messages)),
    output_tokens: countTokens(text),
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
  };
  const stop = answer.fault === "cut-length" ? "max_tokens" : tool ? "tool_use" : "end_turn";
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: json.model,
    content: tool === null && text === "" ? [] : [block],
    stop_reason: stop,
    stop_sequence: null,
    usage,
  };
  if (json.stream !== true) return sendJson(response, message, answer);
  const event = (type: string, data: object) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
  const started = {
    ...message,
    content: [],
    stop_reason: null,
    usage: { ...usage, output_tokens: 1 },
  };
  const pieces = tool
    ? [{ type: "input_json_delta", partial_json: JSON.stringify(tool.input) }]
    : (text.match(/[\s\S]{1,6}/gu) ?? []).map((piece) => ({ type: "text_delta", text: piece }));
  const opening = tool ? { ...block, input: {} } : { type: "text", text: "" };
  sendEvents(
    response,
    [
      event("message_start", { message: started }),
      event("content_block_start", { index: 0, content_block: opening }),
      event("ping", {}),
      ...pieces.map((delta) => event("content_block_delta", { index: 0, delta })),
      event("content_block_stop", { index: 0 }),
      event("message_delta", {
        delta: { stop_reason: stop, stop_sequence: null },
        usage: { output_tokens: usage.output_tokens },
      }),
      event("message_stop", {}),
    ],
    answer,
  );
}

function parsed(text: string): object {
  try {
    return JSON.parse(text);
  } catch {
    return { unparsed: text };
  }
}
