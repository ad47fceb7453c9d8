// A large model as the reader of mentions: in batches, every answer checked, and told apart from the built-in reader's.
import {
  HeedError,
  KINDS,
  type LanguageModel,
  likelyTokens,
  type MentionReader,
  type ReadableText,
  SENTIMENTS,
  type StructuredRequest,
  type TextReading,
} from "@heed/core";
import { z } from "zod";
import { loadPrompt } from "./load-prompt.ts";
import { runPool } from "./run-pool.ts";
import { answerForm } from "./structured-answer.ts";

/** Mentions shown together, at most; and their characters. */
const MOST_MENTIONS = 20;
const MOST_CHARACTERS = 8_000;
/** Room for the reasoning that some models write before they answer. */
const REASONING_TOKENS = 2_000;
const TOKENS_A_READING = 60;
/** Tokens that a reading takes as it is usually written. */
const LIKELY_TOKENS_A_READING = 24;
/** Batches that are prepared at the same time; the caller's gate decides how many are sent. */
const AT_ONCE = 64;

const readingsSchema = z.strictObject({
  readings: z.array(
    z.strictObject({
      id: z.int(),
      kind: z.enum(KINDS),
      sentiment: z.enum(SENTIMENTS),
      score: z.number(),
    }),
  ),
});
type Readings = z.infer<typeof readingsSchema>;

/** Versions of the prompt that mentions are read with, the oldest first; each is a file and stays as it is. */
export const READING_PROMPTS = [1, 2] as const;
export type ReadingPrompt = (typeof READING_PROMPTS)[number];
/** The one that is used when nobody chose another. */
const USUAL_PROMPT: ReadingPrompt = 1;

export interface LlmReaderOptions {
  readonly model: LanguageModel;
  /** Version of the prompt; default 1. */
  readonly prompt?: ReadingPrompt;
  /** Reads what the model could not answer for; its name stands by those readings. */
  readonly instead: MentionReader;
  readonly signal?: AbortSignal;
  /** Called as mentions are read. */
  readonly onRead?: (read: { readonly mentions: number; readonly instead: number }) => void;
}

/** The model's name with the version of the prompt, as readings carry it. */
export function llmReaderName(
  model: Pick<LanguageModel, "name">,
  prompt: ReadingPrompt = USUAL_PROMPT,
) {
  const { name, version } = wordsOf(prompt);
  return { name: model.name, version: `${name}.${version}` };
}

/**
 * A reader that asks a large model. A batch that it answers wrongly twice is halved, and a mention that it cannot answer for
 * alone is read by the reader `instead`, under that reader's name.
 */
export function createLlmReader(options: LlmReaderOptions): MentionReader {
  return {
    model: llmReaderName(options.model, options.prompt),
    read: async (texts) => {
      const readings = new Array<TextReading>(texts.length);
      await runPool(batchesOf(texts), AT_ONCE, async (batch) => {
        for (const [at, reading] of await readBatch(batch, options)) readings[at] = reading;
      });
      return readings;
    },
  };
}

interface Batch {
  /** Place of the first text among all. */
  readonly start: number;
  readonly texts: readonly ReadableText[];
}

async function readBatch(
  batch: Batch,
  options: LlmReaderOptions,
): Promise<(readonly [number, TextReading])[]> {
  const { start, texts } = batch;
  const { signal, onRead } = options;
  try {
    const { value, model } = await options.model.answer({
      ...requestFor(texts, options.prompt),
      ...(signal === undefined ? {} : { signal }),
    });
    onRead?.({ mentions: texts.length, instead: 0 });
    const by = llmReaderName({ name: model }, options.prompt);
    return value.readings.map(({ id, kind, sentiment, score }) => [
      start + id - 1,
      { kind, sentiment, sentimentScore: score, model: by },
    ]);
  } catch (error) {
    if (!HeedError.is(error) || error.code !== "answer-unusable") throw error;
    if (texts.length > 1) {
      const half = texts.length >> 1;
      const first = await readBatch({ start, texts: texts.slice(0, half) }, options);
      const rest = { start: start + half, texts: texts.slice(half) };
      return [...first, ...(await readBatch(rest, options))];
    }
    const [reading] = await options.instead.read(texts);
    onRead?.({ mentions: 1, instead: 1 });
    return [[start, { ...reading!, model: options.instead.model }]];
  }
}

function requestFor(
  texts: readonly ReadableText[],
  prompt: ReadingPrompt = USUAL_PROMPT,
): StructuredRequest<Readings> {
  return {
    purpose: "read-mentions",
    name: "readings",
    instructions: wordsOf(prompt).words,
    content: [{ type: "text", text: shown(texts) }],
    maxOutputTokens: REASONING_TOKENS + TOKENS_A_READING * texts.length,
    schema: readingsSchema,
    check: ({ readings }) => faultsIn(readings, texts.length),
  };
}

/** JSON fences what users wrote: nothing in a text can end its own quotation marks. */
function shown(texts: readonly ReadableText[]): string {
  const list = texts.map(({ text, language, rating }, index) => ({
    ...{ id: index + 1, text, language },
    ...(rating === null ? {} : { stars: rating }),
  }));
  return `[\n${list.map((one) => JSON.stringify(one)).join(",\n")}\n]`;
}

function faultsIn(readings: Readings["readings"], count: number): string[] {
  const faults: string[] = [];
  const seen = new Set<number>();
  for (const { id, sentiment, score } of readings) {
    if (!(id >= 1 && id <= count)) faults.push(`No mention has the id ${id}.`);
    else if (seen.has(id)) faults.push(`The id ${id} was answered for twice.`);
    seen.add(id);
    if (!(score >= -1 && score <= 1)) faults.push(`The score of ${id} is not from -1 to 1.`);
    const isContrary =
      (sentiment === "negative" && score > 0) || (sentiment === "positive" && score < 0);
    if (isContrary) faults.push(`The score of ${id} has not the sign of its sentiment.`);
  }
  for (let id = 1; id <= count; id += 1) {
    if (!seen.has(id)) faults.push(`The id ${id} was not answered for.`);
  }
  return faults;
}

/** Texts in order, cut into what is shown together; the same texts are always cut alike. */
function* batchesOf(texts: readonly ReadableText[]): Generator<Batch> {
  let start = 0;
  let characters = 0;
  for (let at = 0; at <= texts.length; at += 1) {
    const length = texts[at]?.text.length ?? 0;
    const isFull = at - start >= MOST_MENTIONS || characters + length > MOST_CHARACTERS;
    if (at > start && (isFull || at === texts.length)) {
      yield { start, texts: texts.slice(start, at) };
      start = at;
      characters = 0;
    }
    characters += length;
  }
}

/** What reading some texts will ask for. */
export interface ReadingEstimate {
  readonly mentions: number;
  readonly calls: number;
  /** Likely tokens, give or take a third. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export const NOTHING_TO_READ: ReadingEstimate = {
  mentions: 0,
  calls: 0,
  inputTokens: 0,
  outputTokens: 0,
};

/** Adds what reading further texts will likely take. */
export function estimateReading(
  sum: ReadingEstimate,
  texts: readonly ReadableText[],
  prompt: ReadingPrompt = USUAL_PROMPT,
): ReadingEstimate {
  const form = JSON.stringify(answerForm({ name: "readings", schema: readingsSchema }));
  const frame = likelyTokens(wordsOf(prompt).words) + likelyTokens(form);
  let { calls, inputTokens } = sum;
  for (const batch of batchesOf(texts)) {
    calls += 1;
    inputTokens += frame + likelyTokens(shown(batch.texts));
  }
  return {
    calls,
    inputTokens,
    mentions: sum.mentions + texts.length,
    outputTokens: sum.outputTokens + texts.length * LIKELY_TOKENS_A_READING,
  };
}

function wordsOf(prompt: ReadingPrompt) {
  return loadPrompt("read-mentions", prompt);
}
