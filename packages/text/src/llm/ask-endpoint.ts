// One request to one chat model: the only place where the wires of the AI SDK's providers are spoken.
import type {
  LanguageModelV4,
  LanguageModelV4Prompt,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import type { ModelContent, ModelUsage } from "@heed/core";
import type { ModelEndpoint } from "./endpoint.ts";
import { describeModelFailure } from "./model-failure.ts";
import { askResponses, streamResponses } from "./responses-endpoint.ts";

/** What has been said so far; content shown by Heed, and the model's own words. */
export type ModelTurn =
  | { readonly role: "user"; readonly content: readonly ModelContent[] }
  | { readonly role: "assistant"; readonly text: string };

/** The form an answer must have, as JSON Schema. */
export interface AnswerForm {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface ModelQuestion {
  readonly instructions: string;
  readonly turns: readonly ModelTurn[];
  readonly maxOutputTokens: number;
  readonly form?: AnswerForm;
  readonly signal: AbortSignal;
}

export interface ModelReply {
  readonly text: string;
  /** `length`: cut at the longest answer; `refused`: the provider's filter; `broken`: it ended without an end. */
  readonly ending: "complete" | "length" | "refused" | "broken";
  /** Null when the provider did not say. */
  readonly usage: ModelUsage | null;
}

/** Asks once and waits for the whole answer. @throws what `describeModelFailure` makes of a failure. */
export async function askEndpoint(
  endpoint: ModelEndpoint,
  question: ModelQuestion,
): Promise<ModelReply> {
  if (endpoint.kind === "openai-responses") return askResponses(endpoint, question);
  try {
    const model = await openModel(endpoint);
    const { content, structuredOutputText, finishReason, usage } = await model.doGenerate(
      callOptions(endpoint, question),
    );
    const words = content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("");
    return {
      text: structuredOutputText ?? words,
      ending: endingOf(finishReason.unified),
      usage: usageFrom(usage),
    };
  } catch (error) {
    question.signal.throwIfAborted();
    throw describeModelFailure(error, endpoint);
  }
}

/** Asks once and hands on the words as they come; the last piece is the whole reply. */
export async function* streamEndpoint(
  endpoint: ModelEndpoint,
  question: ModelQuestion,
): AsyncGenerator<string, ModelReply> {
  if (endpoint.kind === "openai-responses") return yield* streamResponses(endpoint, question);
  let text = "";
  try {
    const model = await openModel(endpoint);
    const { stream } = await model.doStream(callOptions(endpoint, question));
    let ending: ModelReply["ending"] = "broken";
    let usage: ModelUsage | null = null;
    for await (const part of stream) {
      if (part.type === "error") throw part.error;
      if (part.type === "text-delta") {
        text += part.delta;
        yield part.delta;
      } else if (part.type === "finish") {
        ending = endingOf(part.finishReason.unified);
        usage = usageFrom(part.usage);
      }
    }
    return { text, ending, usage };
  } catch (error) {
    question.signal.throwIfAborted();
    throw describeModelFailure(error, endpoint);
  }
}

/** The libraries are loaded when first asked for: most runs of Heed never call a model. */
async function openModel(endpoint: ModelEndpoint): Promise<LanguageModelV4> {
  const { baseUrl: baseURL, apiKey, fetch, model } = endpoint;
  if (endpoint.kind === "anthropic") {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    return createAnthropic({ baseURL, apiKey: apiKey ?? "none", fetch })(model);
  }
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  const provider = createOpenAICompatible({
    name: "heed",
    baseURL,
    fetch,
    includeUsage: true,
    supportsStructuredOutputs: endpoint.structure === "schema",
    ...(apiKey === null ? {} : { apiKey }),
    transformRequestBody: ({ max_tokens, ...body }) => ({
      ...body,
      [endpoint.limitField]: max_tokens,
    }),
  });
  return provider.chatModel(model);
}

function callOptions(endpoint: ModelEndpoint, question: ModelQuestion) {
  const { form, instructions } = question;
  const isToldInWords = form !== undefined && endpoint.structure !== "schema";
  const told = isToldInWords
    ? `${instructions}\n\nAnswer with one JSON object alone, without fences, that follows this JSON Schema:\n${JSON.stringify(form.schema)}`
    : instructions;
  const prompt: LanguageModelV4Prompt = [{ role: "system", content: told }];
  for (const turn of question.turns) {
    if (turn.role === "user") prompt.push({ role: "user", content: turn.content.map(partOf) });
    else prompt.push({ role: "assistant", content: [{ type: "text", text: turn.text }] });
  }
  return {
    prompt,
    maxOutputTokens: question.maxOutputTokens,
    abortSignal: question.signal,
    ...(endpoint.temperature === null ? {} : { temperature: endpoint.temperature }),
    ...(form === undefined || endpoint.structure === "words"
      ? {}
      : { responseFormat: { type: "json" as const, name: form.name, schema: form.schema } }),
  };
}

function partOf(content: ModelContent) {
  if (content.type === "text") return { type: "text" as const, text: content.text };
  const { mediaType, bytes } = content;
  return { type: "file" as const, mediaType, data: { type: "data" as const, data: bytes } };
}

function endingOf(reason: string): ModelReply["ending"] {
  if (reason === "length") return "length";
  if (reason === "content-filter") return "refused";
  return reason === "error" || reason === "interrupted" ? "broken" : "complete";
}

function usageFrom({ inputTokens, outputTokens }: LanguageModelV4Usage): ModelUsage | null {
  if (inputTokens.total === undefined || outputTokens.total === undefined) return null;
  return {
    inputTokens: inputTokens.total,
    cachedInputTokens: Math.min(inputTokens.cacheRead ?? 0, inputTokens.total),
    outputTokens: outputTokens.total,
    seconds: 0,
    isEstimate: false,
  };
}
