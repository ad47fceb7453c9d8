// Opens what can compete on a gold set: the reader built in, the rules, models of the lab, prompts asked of a large model.
import {
  costPer1000,
  GOLD_CLASSES,
  type GoldAnswers,
  type GoldItem,
  type GoldTask,
  KINDS,
  type MentionReader,
  type ReaderName,
  SENTIMENTS,
} from "@heed/core";
import {
  createLexiconReader,
  createLlmReader,
  llmReaderName,
  READING_PROMPTS,
  type ReadingPrompt,
} from "@heed/text";
import { exampleHash } from "../lab/example-hash.ts";
import { type LabContext, listLabModels, openModelByName } from "../lab/public.ts";
import type { Models } from "../models/open-models.ts";

export type ContestantAnswers = Pick<
  GoldAnswers,
  "answers" | "times" | "cost" | "hasPrice" | "instead"
>;

/** One that competes; it is opened when it answers. */
export interface Contestant {
  readonly name: ReaderName;
  readonly version: string;
  readonly sort: GoldAnswers["sort"];
  readonly tasks: readonly GoldTask[];
  /** Hashes of what it was trained on. */
  readonly trainedOn: ReadonlySet<string>;
  readonly answer: (
    items: readonly GoldItem[],
    watch?: AnswerWatch,
  ) => Promise<Readonly<Partial<Record<GoldTask, ContestantAnswers>>>>;
}

/** Who waits for answers: may stop them, and is told of every few. */
export interface AnswerWatch {
  readonly signal?: AbortSignal | undefined;
  readonly onAnswered?: ((items: number) => void) | undefined;
}

/** Items that a local reader is given at once: between them it can be stopped. */
const PIECE = 64;

/** How many items are timed one by one. */
const MOST_TIMED = 100;
const BOTH: readonly GoldTask[] = ["kind", "sentiment"];
const NOTHING_SEEN: ReadonlySet<string> = new Set();

export interface ContestantSources {
  readonly lab: Pick<LabContext, "records" | "folder">;
  readonly builtIn: MentionReader;
  /** Asked too when given; must keep no answers, so that calls are really sent. */
  readonly models?: Models | undefined;
}

/** All that can compete here. */
export async function openContestants(sources: ContestantSources): Promise<Contestant[]> {
  const { builtIn, lab, models } = sources;
  return [
    local("built-in", "built-in", builtIn),
    local("rules", "rules", createLexiconReader()),
    ...(await labContestants(lab)),
    ...(models === undefined
      ? []
      : READING_PROMPTS.map((prompt) => promptContestant(models, builtIn, prompt))),
  ];
}

function local(name: ReaderName, sort: Contestant["sort"], reader: MentionReader): Contestant {
  return {
    ...{ name, sort, tasks: BOTH, trainedOn: NOTHING_SEEN },
    version: `${reader.model.name} ${reader.model.version}`,
    answer: async (items, watch = {}) => {
      const readings = await inPieces(items, watch, (piece) => reader.read(piece));
      const times = await timed(items, watch, (item) => reader.read([item]));
      const shared = { times, cost: null, hasPrice: true, instead: 0 };
      return {
        kind: { ...shared, answers: readings.map(({ kind }) => kind) },
        sentiment: { ...shared, answers: readings.map(({ sentiment }) => sentiment) },
      };
    },
  };
}

/** Models of the lab whose classes are those of a task. */
async function labContestants(lab: ContestantSources["lab"]): Promise<Contestant[]> {
  const models = (await listLabModels(lab)).filter(({ task }) => task === "text");
  const fitting = models.flatMap(({ id, classes }) => {
    const task = taskOf(classes);
    return task === null ? [] : [{ id, task }];
  });
  return Promise.all(
    fitting.map(async ({ id, task }): Promise<Contestant> => {
      const model = await openModelByName(lab, id);
      return {
        ...{ name: `lab:${id}`, version: id, sort: "lab", tasks: [task] },
        trainedOn: new Set(model.header.trainedOn),
        answer: async (items, watch = {}) => {
          const ask = async (texts: readonly GoldItem[]) => {
            const shares = await model.predict(texts.map(({ text }) => ({ text })));
            return mostLikely(shares, model.header.classes);
          };
          const answers = await inPieces(items, watch, ask);
          const times = await timed(items, watch, (item) => ask([item]));
          return { [task]: { answers, times, cost: null, hasPrice: true, instead: 0 } };
        },
      };
    }),
  );
}

/** The task whose classes these are, all or some; null for others. */
export function taskOf(classes: readonly string[]): GoldTask | null {
  return BOTH.find((task) => classes.every((name) => GOLD_CLASSES[task].includes(name))) ?? null;
}

export function mostLikely(shares: Float32Array, classes: readonly string[]): string[] {
  return Array.from({ length: shares.length / classes.length }, (_, row) => {
    const own = shares.subarray(row * classes.length, (row + 1) * classes.length);
    return classes[own.indexOf(Math.max(...own))]!;
  });
}

function promptContestant(
  models: Models,
  instead: MentionReader,
  prompt: ReadingPrompt,
): Contestant {
  const model = models.languageModel("classify");
  const { name, version } = llmReaderName(model, prompt);
  return {
    ...{ name: `llm:${version}`, version: `${name} ${version}`, sort: "llm" },
    ...{ tasks: BOTH, trainedOn: NOTHING_SEEN },
    answer: async (items, { signal, onAnswered } = {}) => {
      let replaced = 0;
      const reader = createLlmReader({
        ...{ model, instead, prompt },
        ...(signal === undefined ? {} : { signal }),
        onRead: (read) => {
          replaced += read.instead;
          onAnswered?.(read.mentions);
        },
      });
      const before = (await models.ledger.calls(1))[0]?.id ?? 0;
      const readings = await reader.read(items);
      const calls = (await models.ledger.calls(10_000)).filter(
        ({ id, purpose, status }) =>
          id > before && purpose === "read-mentions" && status === "answered",
      );
      const durations = calls.map(({ durationMs }) => durationMs);
      const currency = calls.find((call) => call.currency !== null)?.currency ?? null;
      const spent = calls.reduce((sum, { cost }) => sum + cost, 0n);
      const shared = {
        times: durations.length === 0 ? null : { ...quantiles(durations), per: "call" as const },
        cost: currency === null ? null : costPer1000(spent, items.length, currency),
        ...{ hasPrice: currency !== null, instead: replaced },
      };
      return {
        kind: { ...shared, answers: readings.map(({ kind }) => kind) },
        sentiment: { ...shared, answers: readings.map(({ sentiment }) => sentiment) },
      };
    },
  };
}

async function inPieces<Answer>(
  items: readonly GoldItem[],
  { signal, onAnswered }: AnswerWatch,
  ask: (piece: readonly GoldItem[]) => Promise<readonly Answer[]>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < items.length; at += PIECE) {
    signal?.throwIfAborted();
    const piece = items.slice(at, at + PIECE);
    answers.push(...(await ask(piece)));
    onAnswered?.(piece.length);
  }
  return answers;
}

async function timed(
  items: readonly GoldItem[],
  { signal }: AnswerWatch,
  ask: (item: GoldItem) => Promise<unknown>,
) {
  if (items.length === 0) return null;
  await ask(items[0]!);
  const durations: number[] = [];
  for (const item of items.slice(0, MOST_TIMED)) {
    signal?.throwIfAborted();
    const began = performance.now();
    await ask(item);
    durations.push(performance.now() - began);
  }
  return { ...quantiles(durations), per: "item" as const };
}

function quantiles(durations: readonly number[]) {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? sorted[0]!;
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** Hash by which a model knows what it was trained on. */
export function goldHash({ text }: GoldItem): string {
  return exampleHash({ text });
}

/** Readers' classes as types. */
export function asReading(task: GoldTask, name: string) {
  return task === "kind"
    ? { kind: KINDS.find((one) => one === name)! }
    : { sentiment: SENTIMENTS.find((one) => one === name)! };
}
