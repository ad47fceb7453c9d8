// The gold set as the API tells it: what people labelled, readers compared on it, and who is at work.
import { z } from "zod";
import { CONTESTANT_SORTS } from "../gold/compare-readers.ts";
import { GOLD_TASKS } from "../gold/gold-item.ts";
import { EstimateValue, Instant } from "./values.ts";

const GoldTaskName = z.enum(GOLD_TASKS);
const Means = z.object({ precision: EstimateValue, recall: EstimateValue, f1: EstimateValue });
const ReaderRowView = z
  .object({
    /** `built-in`, `rules`, `lab:NAME@VERSION` or `llm:PROMPT.vN`. */
    name: z.string(),
    version: z.string(),
    sort: z.enum(CONTESTANT_SORTS),
    accuracy: EstimateValue,
    macro: Means,
    weighted: Means,
    perClass: z.array(
      z.object({
        name: z.string(),
        examples: z.int(),
        precision: EstimateValue.nullable(),
        recall: EstimateValue.nullable(),
        f1: EstimateValue.nullable(),
      }),
    ),
    /** Rows are what people said, columns what was answered, in the order of `classes`. */
    confusion: z.array(z.array(z.int())),
    majority: z.number(),
    times: z
      .object({ p50Ms: z.number(), p95Ms: z.number(), per: z.enum(["item", "call"]) })
      .nullable(),
    cost: z.object({ per1000: z.string(), currency: z.string() }).nullable(),
    hasPrice: z.boolean(),
    instead: z.int(),
    againstWinner: z
      .object({
        difference: EstimateValue.nullable(),
        pValue: z.number().nullable(),
        verdict: z.enum(["winner-is-better", "no-difference"]),
        more: z.int().nullable(),
      })
      .nullable(),
  })
  .meta({ id: "GoldReaderRow" });
const ComparisonView = z.union([
  z.object({
    ok: z.literal(true),
    task: GoldTaskName,
    labels: z.int(),
    classes: z.array(z.string()),
    rows: z.array(ReaderRowView),
    isSure: z.boolean(),
    warnings: z.array(z.enum(["mostly-corrections", "rare-class"])),
  }),
  z.object({
    ok: z.literal(false),
    task: GoldTaskName,
    reason: z.enum(["too-few-labels", "one-class"]),
    labels: z.int(),
    needed: z.int(),
    more: z.int(),
  }),
]);
const TaskEvaluationView = z.object({
  comparison: ComparisonView,
  seen: z.int(),
  leftOut: z.array(z.object({ name: z.string(), reason: z.string() })),
});
const LabelCount = z.object({
  total: z.int(),
  correction: z.int(),
  drawn: z.int(),
  import: z.int(),
});
const Choice = z.object({ kind: z.string(), sentiment: z.string() });

export type GoldView = z.infer<typeof GoldView>;
export const GoldView = z
  .object({
    labels: z.object({ kind: LabelCount, sentiment: LabelCount }),
    /** Labels of a task from which on readers are compared. */
    needed: z.int(),
    evaluation: z
      .object({
        at: Instant,
        tasks: z.object({ kind: TaskEvaluationView, sentiment: TaskEvaluationView }),
      })
      .nullable(),
    /** True when labels came or went since the comparison. */
    isStale: z.boolean(),
    /** Readers at work. */
    choice: Choice,
    log: z.array(
      z.object({
        number: z.int(),
        at: Instant,
        choice: Choice,
        backTo: z.int().nullable(),
        grounds: z.string().nullable(),
      }),
    ),
    /** The large model that could be asked too; null when none is chosen. */
    model: z.string().nullable(),
  })
  .meta({ id: "GoldSet" });

export const GoldEvaluationRequest = z.object({
  /** Whether the large model is asked too, which may cost money. Default false. */
  llm: z.boolean().optional(),
});
export const GoldPromotionRequest = z.union([
  z.object({ reader: z.string().max(200), task: GoldTaskName.optional() }),
  z.object({ back: z.literal(true) }),
]);
export const GoldImportRequest = z.object({
  /** A table with the columns text (or id), kind and sentiment. */
  csv: z.string().min(1).max(900_000),
});
export const GoldImportView = z
  .object({ added: z.int(), skipped: z.int() })
  .meta({ id: "GoldImport" });
export const GoldSampleQuery = z.object({
  /** Mentions drawn; 100 by default. */
  count: z.coerce.number().int().min(1).max(5_000).optional(),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31)
    .optional(),
});
