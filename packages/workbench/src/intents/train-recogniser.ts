// Trains a recogniser of intents, tells by cross-validation how good it is, and keeps it in a file of the workspace.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type HeldOutAnswer,
  type Intent,
  judgeRecogniser,
  NotFound,
  type RecogniserReport,
  type RecordStore,
} from "@heed/core";
import { createSeededRandom, shuffle } from "@heed/stats";
import { type LabelledExample, openTextClassifier, trainTextClassifier } from "@heed/text";
import type { Workspace } from "../workspace/open-workspace.ts";
import type { ReadIntents } from "./read-intents.ts";

export interface KeptRecogniser {
  /** UTC instant (ISO 8601). */
  readonly at: string;
  readonly report: RecogniserReport;
  /** Questions that it was trained on, without paraphrases. */
  readonly questions: number;
}

const FOLDS = 5;
const SEED = 1;
const ID = "recogniser";
/** Small sets: every word counts, and more passes are needed. */
const RECIPE = { leastTexts: 1, epochs: 16, seed: SEED } as const;

/** What stands for each intent: what people asked, and for training also the paraphrases. */
function examplesOf(
  intents: readonly Intent[],
  origin: "quoted" | "paraphrase",
): LabelledExample[] {
  return intents.flatMap(({ id, utterances }) =>
    utterances.filter((one) => one.origin === origin).map(({ text }) => ({ text, label: id })),
  );
}

/**
 * Trains on all questions and paraphrases, and measures on questions alone by 5-fold cross-validation: each is answered by a
 * recogniser that was trained without it. Other words are answered by all folds in turn and never trained on.
 */
export async function trainRecogniser(
  { folder, records }: Pick<Workspace, "folder" | "records">,
  { intents, left, others }: ReadIntents,
  options: { readonly now: () => Date; readonly signal?: AbortSignal | undefined },
): Promise<KeptRecogniser> {
  const { signal } = options;
  const quoted = examplesOf(intents, "quoted");
  const made = examplesOf(intents, "paraphrase");
  const strangers = [...left.map(({ question }) => question.text), ...others];
  const canTrain = new Set(quoted.map(({ label }) => label)).size > 1;
  const answers = canTrain ? await heldOut(quoted, made, strangers, signal) : [];
  const kept: KeptRecogniser = {
    at: options.now().toISOString(),
    report: judgeRecogniser(answers),
    questions: quoted.length,
  };
  if (canTrain) {
    const { bytes } = await trainTextClassifier([...quoted, ...made], {
      recipe: RECIPE,
      ...(signal === undefined ? {} : { signal }),
    });
    await write(folder, bytes);
  }
  await records.kept.put("intent-recogniser", ID, kept);
  return kept;
}

async function heldOut(
  quoted: readonly LabelledExample[],
  made: readonly LabelledExample[],
  strangers: readonly string[],
  signal: AbortSignal | undefined,
): Promise<HeldOutAnswer[]> {
  const folds = assignFolds(quoted);
  const answers: HeldOutAnswer[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    signal?.throwIfAborted();
    const rest = quoted.filter((_, at) => folds[at] !== fold);
    const held = quoted.filter((_, at) => folds[at] === fold);
    const other = strangers.filter((_, at) => at % FOLDS === fold);
    if (held.length === 0 || new Set(rest.map(({ label }) => label)).size < 2) continue;
    const { bytes } = await trainTextClassifier([...rest, ...made], {
      recipe: RECIPE,
      ...(signal === undefined ? {} : { signal }),
    });
    const { classify } = await openTextClassifier(bytes);
    const said = await classify([...held.map(({ text }) => text), ...other]);
    for (const [at, { label, probability }] of said.entries())
      answers.push({ truth: held[at]?.label ?? null, answer: label, probability });
  }
  return answers;
}

/** Each intent's questions spread evenly over the folds, in an order drawn by the seed. */
function assignFolds(quoted: readonly LabelledExample[]): number[] {
  const order = Array.from(quoted.keys());
  shuffle(createSeededRandom(SEED), order);
  const folds = new Array<number>(quoted.length).fill(0);
  let next = 0;
  for (const [, places] of Map.groupBy(order, (at) => quoted[at]!.label))
    for (const at of places) {
      folds[at] = next % FOLDS;
      next += 1;
    }
  return folds;
}

/** The last recogniser that was trained; null before the first. */
export async function lastRecogniser(records: RecordStore): Promise<KeptRecogniser | null> {
  const kept = await records.kept.get("intent-recogniser", ID);
  return (kept as KeptRecogniser | undefined) ?? null;
}

export interface Recognised {
  /** Null where it says that it did not understand. */
  readonly intent: string | null;
  readonly likeliest: string;
  readonly probability: number;
  readonly threshold: number;
}

/** What the recogniser says of a text. @throws `no-recogniser` before one was trained */
export async function recogniseIntent(
  { folder, records }: Pick<Workspace, "folder" | "records">,
  text: string,
): Promise<Recognised> {
  const kept = await lastRecogniser(records);
  if (kept === null || !kept.report.ok) throw noRecogniser();
  const bytes = await readFile(pathIn(folder)).catch(() => {
    throw noRecogniser();
  });
  const { classify } = await openTextClassifier(bytes);
  const [said] = await classify([text]);
  const { label: likeliest, probability } = said!;
  const { threshold } = kept.report.fallback;
  return { intent: probability >= threshold ? likeliest : null, likeliest, probability, threshold };
}

function pathIn(folder: string): string {
  return join(folder, "intents", "recogniser.onnx");
}

async function write(folder: string, bytes: Uint8Array): Promise<void> {
  const path = pathIn(folder);
  await mkdir(join(folder, "intents"), { recursive: true });
  await writeFile(`${path}.tmp`, bytes);
  await rename(`${path}.tmp`, path);
}

function noRecogniser(): NotFound {
  return new NotFound("no-recogniser", "No recogniser was trained yet.", {
    hint: "Train one: heed intents --train",
    zh: { message: "尚未训练识别器。", hint: "训练：heed intents --train" },
  });
}
