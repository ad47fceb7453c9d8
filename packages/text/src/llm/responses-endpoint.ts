// OpenAI's responses wire, whole and streamed; nothing is stored at the provider.
import { type ModelContent, type ModelUsage, Unavailable } from "@heed/core";
import { z } from "zod";
import type { ModelQuestion, ModelReply, ModelTurn } from "./ask-endpoint.ts";
import { hostOf, type ModelEndpoint } from "./endpoint.ts";
import { describeModelFailure } from "./model-failure.ts";
import { postEndpoint, readAnswerJson } from "./post-endpoint.ts";

const responseSchema = z.object({
  status: z.string().nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(
    z.object({
      type: z.string(),
      content: z.array(z.object({ type: z.string(), text: z.string().nullish() })).nullish(),
    }),
  ),
  usage: z
    .object({
      input_tokens: z.number(),
      output_tokens: z.number(),
      input_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
});
type ResponseBody = z.infer<typeof responseSchema>;

/** Asks once and waits for the whole answer. */
export async function askResponses(
  endpoint: ModelEndpoint,
  question: ModelQuestion,
): Promise<ModelReply> {
  const answer = await postEndpoint(
    endpoint,
    "/responses",
    JSON.stringify(bodyOf(endpoint, question)),
    question.signal,
  );
  const json = await readAnswerJson(answer, endpoint, question.signal);
  return replyFrom(json, endpoint);
}

/** Asks once and hands on the words as they come. */
export async function* streamResponses(
  endpoint: ModelEndpoint,
  question: ModelQuestion,
): AsyncGenerator<string, ModelReply> {
  const body = JSON.stringify({ ...bodyOf(endpoint, question), stream: true });
  const answer = await postEndpoint(endpoint, "/responses", body, question.signal);
  let text = "";
  try {
    for await (const event of eventsOf(answer)) {
      if (event.type === "response.output_text.delta" && typeof event.delta === "string") {
        text += event.delta;
        yield event.delta;
      } else if (event.type === "response.completed" || event.type === "response.incomplete")
        return { ...replyFrom(event.response, endpoint), text };
      else if (event.type === "response.failed" || event.type === "error") throw failed(endpoint);
    }
    return { text, ending: "broken", usage: null };
  } catch (error) {
    question.signal.throwIfAborted();
    throw error instanceof SyntaxError
      ? malformed(endpoint)
      : describeModelFailure(error, endpoint);
  }
}

function bodyOf(endpoint: ModelEndpoint, question: ModelQuestion): object {
  const { form, instructions, turns, maxOutputTokens } = question;
  const { temperature, structure } = endpoint;
  const isToldInWords = form !== undefined && structure !== "schema";
  return {
    model: endpoint.model,
    instructions: isToldInWords
      ? `${instructions}\n\nAnswer with one JSON object alone that follows this JSON Schema:\n${JSON.stringify(form.schema)}`
      : instructions,
    input: turns.map(messageOf),
    max_output_tokens: maxOutputTokens,
    store: false,
    ...(temperature === null ? {} : { temperature }),
    ...(form === undefined || isToldInWords
      ? {}
      : { text: { format: { type: "json_schema", strict: true, ...form } } }),
  };
}

function messageOf(turn: ModelTurn): object {
  if (turn.role === "assistant")
    return { role: "assistant", content: [{ type: "output_text", text: turn.text }] };
  return { role: "user", content: turn.content.map(partOf) };
}

function partOf(content: ModelContent): object {
  if (content.type === "text") return { type: "input_text", text: content.text };
  const data = Buffer.from(content.bytes).toString("base64");
  return { type: "input_image", image_url: `data:${content.mediaType};base64,${data}` };
}

function replyFrom(json: unknown, endpoint: ModelEndpoint): ModelReply {
  const parsed = responseSchema.safeParse(json);
  if (!parsed.success) throw malformed(endpoint);
  if (parsed.data.status === "failed") throw failed(endpoint);
  const parts = parsed.data.output.flatMap(({ content }) => content ?? []);
  return {
    text: parts.flatMap(({ type, text }) => (type === "output_text" ? [text ?? ""] : [])).join(""),
    ending: endingOf(parsed.data),
    usage: usageOf(parsed.data),
  };
}

function endingOf({ status, incomplete_details, output }: ResponseBody): ModelReply["ending"] {
  const isRefused = output.some(({ content }) => content?.some(({ type }) => type === "refusal"));
  if (isRefused || incomplete_details?.reason === "content_filter") return "refused";
  return status === "incomplete" ? "length" : "complete";
}

function usageOf({ usage }: ResponseBody): ModelUsage | null {
  if (usage == null) return null;
  return {
    inputTokens: usage.input_tokens,
    cachedInputTokens: Math.min(usage.input_tokens_details?.cached_tokens ?? 0, usage.input_tokens),
    outputTokens: usage.output_tokens,
    seconds: 0,
    isEstimate: false,
  };
}

interface WireEvent {
  readonly type?: string;
  readonly delta?: unknown;
  readonly response?: unknown;
}

/** Events of a stream (WHATWG server-sent events): the data of each stands on one line here. */
async function* eventsOf(answer: Response): AsyncGenerator<WireEvent> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of answer.body ?? []) {
    rest += decoder.decode(chunk as Uint8Array, { stream: true });
    const lines = rest.split(/\r?\n/);
    rest = lines.pop()!;
    for (const line of lines)
      if (line.startsWith("data:") && line.slice(5).trim() !== "[DONE]")
        yield JSON.parse(line.slice(5)) as WireEvent;
  }
}

function malformed(endpoint: ModelEndpoint): Unavailable {
  return new Unavailable(
    "answer-malformed",
    `${hostOf(endpoint)} answered with something unreadable.`,
    {
      retryable: true,
      hint: "Try again; if it stays, check that the address speaks the wire that was chosen.",
    },
  );
}

function failed(endpoint: ModelEndpoint): Unavailable {
  return new Unavailable("endpoint-failed", `${hostOf(endpoint)} failed on its side.`, {
    retryable: true,
    hint: "Try again later; what was answered is kept.",
  });
}
