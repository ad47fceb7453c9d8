// Readers side by side on the same gold items: figures with intervals, and which of them is really better (SPEC-evaluation.md).
import { holm, mcnemar, normalQuantile, pairedCounts } from "@heed/stats";
import { evaluateAnswers } from "../evaluations/evaluate-answers.ts";
import type { EvaluationReport } from "../evaluations/evaluation-report.ts";
import { formatPico } from "../models/model-cost.ts";
import { GOLD_CLASSES, type GoldItem, type GoldTask, labelledFor } from "./gold-item.ts";

export const CONTESTANT_SORTS = ["built-in", "rules", "lab", "llm"] as const;

/** How long answers took, in milliseconds; `call` is one question to a model about several items. */
export interface AnswerTimes {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly per: "item" | "call";
}

/** What 1,000 items cost; amounts as decimal text so that nothing is rounded away. */
export interface AnswerCost {
  readonly per1000: string;
  readonly currency: string;
}

/** One reader's answers to the items of a task, in their order. */
export interface GoldAnswers {
  readonly name: string;
  readonly version: string;
  readonly sort: (typeof CONTESTANT_SORTS)[number];
  readonly answers: readonly string[];
  readonly times: AnswerTimes | null;
  /** Null where nothing is paid, or no price is known (`hasPrice` tells which). */
  readonly cost: AnswerCost | null;
  readonly hasPrice: boolean;
  /** Items that it could not answer for, which another reader read. */
  readonly instead: number;
}

type Figures = Pick<
  EvaluationReport,
  "accuracy" | "macro" | "weighted" | "perClass" | "confusion" | "majority"
>;

/** A reader against the winner; null for the winner itself. */
export interface AgainstWinner {
  /** Accuracy of the winner minus its own, with the paired 95 % interval; null where both are right and wrong alike. */
  readonly difference: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
  } | null;
  /** McNemar's mid-p value after Holm's adjustment for all readers compared; null where the two never differ. */
  readonly pValue: number | null;
  readonly verdict: "winner-is-better" | "no-difference";
  /** Labels more that would tell a difference as large as this one, in four cases of five; null when none is in sight. */
  readonly more: number | null;
}

export interface ReaderRow extends Figures, Omit<GoldAnswers, "answers"> {
  readonly againstWinner: AgainstWinner | null;
}

/** `mostly-corrections`: items were chosen where the reader at work was wrong, so it is judged too hard. */
export type GoldWarning = "mostly-corrections" | "rare-class";

export type GoldComparison =
  | {
      readonly ok: true;
      readonly task: GoldTask;
      readonly labels: number;
      readonly classes: readonly string[];
      /** The winner first. */
      readonly rows: readonly ReaderRow[];
      /** Whether the winner is told apart from every other. */
      readonly isSure: boolean;
      readonly warnings: readonly GoldWarning[];
    }
  | {
      readonly ok: false;
      readonly task: GoldTask;
      readonly reason: "too-few-labels" | "one-class";
      readonly labels: number;
      /** Labels that are needed, and how many more. */
      readonly needed: number;
      readonly more: number;
    };

/** Labels of a task from which on readers are compared. */
export const LEAST_GOLD = 50;
const LEVEL = 0.05;
const POWER = 0.8;
const MOST_MORE = 100_000;
const RARE = 5;
const MOSTLY = 0.5;

/** Whether there are labels enough to compare on; null when there are. */
export function goldLack(items: readonly GoldItem[], task: GoldTask): GoldComparison | null {
  const labelled = labelledFor(items, task);
  const labels = labelled.length;
  if (labels < LEAST_GOLD)
    return {
      ...{ ok: false, task, reason: "too-few-labels", labels },
      ...{ needed: LEAST_GOLD, more: LEAST_GOLD - labels },
    };
  if (new Set(labelled.map((item) => item[task])).size < 2)
    return { ok: false, task, reason: "one-class", labels, needed: labels + 1, more: 1 };
  return null;
}

/** Compares readers on the items of a task; `contestants` answer for `labelledFor(items, task)` in that order. */
export function compareReaders(
  items: readonly GoldItem[],
  task: GoldTask,
  contestants: readonly GoldAnswers[],
  seed = 1,
): GoldComparison {
  const lack = goldLack(items, task);
  if (lack !== null) return lack;
  const labelled = labelledFor(items, task);
  const truth = labelled.map((item) => item[task]!);
  const classes = GOLD_CLASSES[task].filter(
    (name) =>
      truth.includes(name as never) || contestants.some((one) => one.answers.includes(name)),
  );
  const measured = contestants
    .map((one) => ({ one, figures: measure(classes, truth, one.answers, seed) }))
    .sort(
      (a, b) =>
        b.figures.accuracy.value - a.figures.accuracy.value ||
        b.figures.macro.f1.value - a.figures.macro.f1.value ||
        (a.one.name < b.one.name ? -1 : 1),
    );
  const against = againstFirst(
    truth,
    measured.map(({ one }) => one.answers),
  );
  const rows = measured.map(
    ({ one: { answers: _, ...told }, figures }, at): ReaderRow => ({
      ...{ ...told, ...figures },
      againstWinner: at === 0 ? null : against[at - 1]!,
    }),
  );
  return {
    ...{ ok: true, task, labels: truth.length, classes, rows },
    isSure: rows.slice(1).every((row) => row.againstWinner?.verdict === "winner-is-better"),
    warnings: warningsOf(labelled, task),
  };
}

function measure(
  classes: readonly string[],
  truth: readonly string[],
  answers: readonly string[],
  seed: number,
): Figures {
  const places = new Map(classes.map((name, at) => [name, at]));
  const probabilities = new Float32Array(truth.length * classes.length);
  for (const [row, answer] of answers.entries())
    probabilities[row * classes.length + places.get(answer)!] = 1;
  const report = evaluateAnswers(
    {
      classes,
      numbers: truth.map((_, at) => at),
      truth: Int32Array.from(truth, (name) => places.get(name)!),
      probabilities,
    },
    { seed },
  );
  const { accuracy, macro, weighted, perClass, confusion, majority } = report;
  return { accuracy, macro, weighted, perClass, confusion, majority };
}

/** McNemar's test of each other reader against the first. */
function againstFirst(
  truth: readonly string[],
  answers: readonly (readonly string[])[],
): AgainstWinner[] {
  const [best = [], ...others] = answers.map((own) =>
    own.map((answer, at) => answer === truth[at]),
  );
  const tests = others.map((right) => {
    const counts = pairedCounts(best, right);
    return { counts, test: counts.ok ? mcnemar(counts) : null };
  });
  const adjusted = holm(tests.map(({ test }) => (test?.ok === true ? test.midPValue : 1)));
  return tests.map(({ counts, test }, at) => {
    if (test === null || !test.ok || !counts.ok)
      return { difference: null, pValue: null, verdict: "no-difference", more: null };
    const pValue = adjusted.ok ? adjusted.adjusted[at]! : 1;
    const { difference: value, low, high, disagreements } = test;
    const isBetter = pValue < LEVEL && value > 0;
    return {
      difference: { value, low, high },
      pValue,
      verdict: isBetter ? "winner-is-better" : "no-difference",
      more: isBetter ? 0 : labelsToTell(value, disagreements / truth.length, truth.length),
    };
  });
}

/** Labels beyond `known` for McNemar's test to find the difference (R. Connor, Biometrics 43, 1987). */
function labelsToTell(difference: number, apart: number, known: number): number | null {
  if (!(difference > 0)) return null;
  const z = normalQuantile(1 - LEVEL / 2) * Math.sqrt(apart);
  const power = normalQuantile(POWER) * Math.sqrt(Math.max(0, apart - difference ** 2));
  const more = Math.ceil(((z + power) / difference) ** 2) - known;
  return more > MOST_MORE ? null : Math.max(1, more);
}

function warningsOf(items: readonly GoldItem[], task: GoldTask): GoldWarning[] {
  const corrected = items.filter(({ from }) => from === "correction").length;
  const counts = Map.groupBy(items, (item) => item[task]);
  return [
    ...(corrected > MOSTLY * items.length ? (["mostly-corrections"] as const) : []),
    ...([...counts.values()].some(({ length }) => length < RARE) ? (["rare-class"] as const) : []),
  ];
}

/** Cost of 1,000 items from what some cost, in 10^-12 of the currency. */
export function costPer1000(spent: bigint, items: number, currency: string): AnswerCost {
  return { per1000: formatPico(items === 0 ? 0n : (spent * 1000n) / BigInt(items)), currency };
}
