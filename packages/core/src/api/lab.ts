// Models of the lab as the API tells them: trainings, figures, explanations, models at work.
import { z } from "zod";
import { LAB_TASKS } from "../datasets/dataset.ts";
import { SPLIT_WAYS } from "../datasets/split-examples.ts";
import { AgreementView, DatasetIdText, LabDatasetView } from "./lab-datasets.ts";
import { BothLanguages, EstimateValue, Instant } from "./values.ts";

const LabModelIdText = z.string().regex(/^[^@/]{1,60}@\d{1,9}$/) as unknown as z.ZodType<
  `${string}@${number}`,
  `${string}@${number}`
>;
export const modelParams = z.object({ modelId: LabModelIdText });
export const columnParams = z.object({ column: z.string().min(1).max(200) });

const cost = z.object({ seconds: z.number(), megabytes: z.number() });
export const TrainingEstimate = cost
  .extend({ examples: z.int(), classes: z.int() })
  .meta({ id: "TrainingEstimate" });
export const TrainingRequest = z.object({
  dataset: DatasetIdText,
  name: z.string().min(1).max(60).optional(),
  seed: z.int().min(1).max(1_000_000).optional(),
  split: z.enum(SPLIT_WAYS).optional(),
});
const curveStep = z.object({
  of: z.string(),
  step: z.int(),
  loss: z.number(),
  validation: z.number().nullable(),
});
/** The training under way, or the last one of this process; all null before any. */
export const LiveTraining = z
  .object({
    dataset: z.string().nullable(),
    model: z.string().nullable(),
    stage: z.string().nullable(),
    done: z.int(),
    total: z.int(),
    estimate: cost.nullable(),
    steps: z.array(curveStep),
  })
  .meta({ id: "LiveTraining" });
export type LiveTraining = z.infer<typeof LiveTraining>;

const means = z.object({ precision: EstimateValue, recall: EstimateValue, f1: EstimateValue });
export const EvaluationView = z
  .object({
    examples: z.int(),
    classes: z.array(z.string()),
    accuracy: EstimateValue,
    macro: means,
    weighted: means,
    perClass: z.array(
      z.object({
        name: z.string(),
        examples: z.int(),
        precision: EstimateValue.nullable(),
        recall: EstimateValue.nullable(),
        f1: EstimateValue.nullable(),
      }),
    ),
    confusion: z.array(z.array(z.int())),
    calibration: z.object({
      error: z.number(),
      bands: z.array(
        z.object({
          from: z.number(),
          to: z.number(),
          examples: z.int(),
          confidence: z.number(),
          accuracy: z.number(),
        }),
      ),
    }),
    logLoss: z.number(),
    slices: z.array(
      z.object({
        slice: z.string(),
        value: z.string(),
        examples: z.int(),
        accuracy: EstimateValue,
        isWorse: z.boolean(),
      }),
    ),
    mistakes: z.array(
      z.object({
        example: z.int(),
        truth: z.string(),
        answer: z.string(),
        probability: z.number(),
      }),
    ),
    majority: z.number(),
    ceiling: AgreementView.nullable(),
    seen: z.int(),
  })
  .meta({ id: "LabEvaluation" });

export const LabModelRow = z
  .object({
    id: LabModelIdText,
    name: z.string(),
    version: z.int(),
    task: z.enum(LAB_TASKS),
    target: z.string(),
    classes: z.array(z.string()),
    recipe: z.string(),
    dataset: z.object({
      id: DatasetIdText,
      name: z.string(),
      origin: z.string(),
      examples: z.int(),
    }),
    accuracy: EstimateValue,
    macroF1: EstimateValue,
    /** Columns under which it is at work. */
    promotedAs: z.array(z.string()),
    createdAt: Instant,
  })
  .meta({ id: "LabModelRow" });
export type LabModelRow = z.infer<typeof LabModelRow>;
export const LabModelList = z.object({ rows: z.array(LabModelRow) }).meta({ id: "LabModelList" });

export const LabModelDetail = LabModelRow.extend({
  columns: LabDatasetView.shape.columns,
  contestants: z.array(
    z.object({
      name: z.string(),
      accuracy: z.number(),
      macroF1: z.number(),
      logLoss: z.number(),
      seconds: z.number(),
    }),
  ),
  measuredBy: z.union([
    z.object({ way: z.literal("cross-validation"), folds: z.int() }),
    z.object({ way: z.literal("held-out"), train: z.int(), test: z.int() }),
  ]),
  evaluation: EvaluationView,
  learningCurve: z
    .object({
      points: z.array(
        z.object({ size: z.int(), score: z.number(), low: z.number(), high: z.number() }),
      ),
      forecasts: z.array(
        z.object({
          size: z.int(),
          more: z.int(),
          low: z.number(),
          expected: z.number(),
          high: z.number(),
        }),
      ),
      cannotTell: z.string().nullable(),
    })
    .nullable(),
  labelIssues: z.object({
    issues: z.array(
      z.object({
        example: z.int(),
        given: z.string(),
        suggested: z.string(),
        selfConfidence: z.number(),
      }),
    ),
    estimatedNoise: z.number(),
  }),
  history: z.array(curveStep),
  estimated: cost,
  took: cost,
  bytes: z.int(),
  sha256: z.string(),
  /** The four questions, answered in both languages. */
  answers: z.object({
    data: BothLanguages,
    time: BothLanguages,
    quality: BothLanguages,
    safety: BothLanguages,
  }),
  /** Words of examples that are named above, by number; those that are gone are missing. */
  texts: z.record(z.string(), z.string()),
}).meta({ id: "LabModel" });
export type LabModelDetail = z.infer<typeof LabModelDetail>;

export const CardQuery = z.object({ lang: z.enum(["en", "zh"]).optional() });
export const ExplanationRequest = z
  .object({
    text: z.string().min(1).max(20_000).optional(),
    cells: z.array(z.string().max(2_000)).max(500).optional(),
    /** An example of its own data set, or of `dataset`. */
    example: z.int().min(0).optional(),
    dataset: DatasetIdText.optional(),
    /** A picture or a sound, as it was uploaded; it is forgotten afterwards. */
    uploadId: z.string().min(1).max(100).optional(),
  })
  .refine(({ dataset: _, ...asked }) => Object.values(asked).some((value) => value !== undefined), {
    message: "expected a text, cells, an example or an upload",
  });
export const ExplanationView = z
  .object({
    answer: z.object({
      label: z.string(),
      probability: z.number(),
      shares: z.array(z.object({ label: z.string(), probability: z.number() })),
    }),
    parts: z.array(
      z.object({ part: z.string(), start: z.int(), end: z.int(), weight: z.number() }),
    ),
    /** A sound's loudness from 0 to 255, row-major bands x frames, the lowest pitch first; null for all else. */
    spectrogram: z
      .object({
        bands: z.int(),
        frames: z.int(),
        levels: z.array(z.int()),
        seconds: z.number(),
      })
      .nullable(),
    faithfulness: z
      .object({ withoutTop: z.number(), withoutRandom: z.number(), isFaithful: z.boolean() })
      .nullable(),
    similar: z.array(
      z.object({
        example: z.int(),
        label: z.string(),
        text: z.string().nullable(),
        likeness: z.number(),
      }),
    ),
  })
  .meta({ id: "LabExplanation" });
export type ExplanationView = z.infer<typeof ExplanationView>;

/** How steady answers are when examples of the model's own data change in ways that should not matter, or should. */
export const RobustnessView = z
  .object({
    examples: z.int(),
    trials: z.array(
      z.object({
        change: z.string(),
        same: EstimateValue,
        accuracyBefore: z.number(),
        accuracyAfter: z.number(),
        shouldStay: z.boolean(),
        broken: z.array(z.int()),
      }),
    ),
  })
  .meta({ id: "LabRobustness" });

export const DriftView = z
  .object({
    examples: z.int(),
    measures: z.array(
      z.object({
        name: z.enum(["classes", "confidence", "likeness"]),
        value: z.number(),
        verdict: z.enum(["steady", "watch", "drifted"]),
      }),
    ),
    verdict: z.enum(["steady", "watch", "drifted", "cannot-tell"]),
    shares: z.array(z.object({ name: z.string(), before: z.number(), now: z.number() })),
  })
  .meta({ id: "LabDrift" });

export const PromotionView = z
  .object({
    column: z.string(),
    model: LabModelIdText,
    before: z.array(LabModelIdText),
    at: Instant,
  })
  .meta({ id: "Promotion" });
export const PromotionList = z
  .object({ rows: z.array(PromotionView) })
  .meta({ id: "PromotionList" });
export const PromotionRequest = z.object({
  model: LabModelIdText,
  column: z.string().min(1).max(60).optional(),
});
export const DemotionView = z
  .object({ promotion: PromotionView.nullable() })
  .meta({ id: "Demotion" });
