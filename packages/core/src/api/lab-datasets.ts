// Data sets of the lab as the API tells them: what is in them, what to label next, what was labelled.
import { z } from "zod";
import { LAB_TASKS } from "../datasets/dataset.ts";
import { EstimateValue, Instant, KindName } from "./values.ts";

const name = z.string().min(1).max(200);
export const DatasetIdText = z.string().regex(/^dataset_\d{1,15}$/) as unknown as z.ZodType<
  `dataset_${number}`,
  `dataset_${number}`
>;
export const datasetParams = z.object({ datasetId: DatasetIdText });
export const mediaParams = z.object({
  datasetId: DatasetIdText,
  example: z.string().regex(/^\d{1,9}$/),
});

export const LabDatasetView = z
  .object({
    id: DatasetIdText,
    name: z.string(),
    task: z.enum(LAB_TASKS),
    target: z.string(),
    classes: z.array(z.string()),
    columns: z.array(z.object({ name: z.string(), kind: z.enum(["number", "category"]) })),
    origin: z.object({ kind: z.enum(["file", "folder", "feedback"]), name: z.string() }),
    examples: z.int(),
    leftOut: z.record(z.string(), z.int()),
    createdAt: Instant,
  })
  .meta({ id: "LabDataset" });
export type LabDatasetView = z.infer<typeof LabDatasetView>;
export const LabDatasetList = z
  .object({ rows: z.array(LabDatasetView.extend({ labelled: z.int() })) })
  .meta({ id: "LabDatasetList" });

/** Agreement of people, the ceiling of every score. */
export const AgreementView = z
  .object({
    labelers: z.array(z.string()),
    examples: z.int(),
    same: EstimateValue,
    beyondChance: z
      .object({
        measure: z.enum(["cohens-kappa", "krippendorffs-alpha"]),
        value: z.number(),
        low: z.number().nullable(),
        high: z.number().nullable(),
      })
      .nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "LabelerAgreement" });

export const LabDatasetDetail = z
  .object({
    dataset: LabDatasetView,
    report: z.object({
      examples: z.int(),
      labelled: z.int(),
      classes: z.array(z.object({ name: z.string(), examples: z.int() })),
      imbalance: z.number().nullable(),
      duplicates: z.object({
        groups: z.int(),
        exact: z.int(),
        near: z.int(),
        contradictions: z.array(z.array(z.int())),
      }),
      groups: z.int(),
      timed: z.int(),
      length: z.object({ p5: z.int(), p50: z.int(), p95: z.int() }).nullable(),
      warnings: z.array(z.string()),
    }),
    agreement: AgreementView.nullable(),
  })
  .meta({ id: "LabDatasetDetail" });
export type LabDatasetDetail = z.infer<typeof LabDatasetDetail>;

const classList = z.array(z.string().min(1).max(80)).max(100).optional();
/** A data set of an uploaded file, or of the workspace's own feedback. */
export const LabDatasetRequest = z.object({
  from: z.enum(["upload", "feedback"]),
  uploadId: z.string().max(100).optional(),
  name: z.string().min(1).max(60).optional(),
  task: z.enum(["text", "tabular"]).optional(),
  /** Column of the class in a file; what is told apart in feedback. */
  target: name.optional(),
  /** Column of the words. */
  text: name.optional(),
  group: name.optional(),
  time: name.optional(),
  classes: classList,
  /** Only mentions of these kinds. */
  kind: z.array(KindName).min(1).optional(),
  limit: z.int().min(10).max(20_000).optional(),
});

export const ExampleView = z
  .object({
    number: z.int(),
    text: z.string().nullable(),
    hasMedia: z.boolean(),
    cells: z.array(z.object({ name: z.string(), value: z.string() })),
    mentionId: z.string().nullable(),
  })
  .meta({ id: "LabExample" });
export const LabelProgressView = z
  .object({
    examples: z.int(),
    labelled: z.int(),
    own: z.int(),
    counts: z.record(z.string(), z.int()),
    classes: z.array(z.string()),
  })
  .meta({ id: "LabelProgress" });
export const NextExamplesQuery = z.object({
  labeler: z.string().min(1).max(80).optional(),
  count: z.int().min(1).max(50).optional(),
  /** Examples that are before the person already. */
  shown: z.array(z.int()).max(200).optional(),
});
export const NextExamples = z
  .object({
    rows: z.array(
      z.object({
        example: ExampleView,
        why: z.enum(["unsure", "different", "rare-class", "second-opinion"]),
        guess: z.object({ label: z.string(), probability: z.number() }).nullable(),
      }),
    ),
    progress: LabelProgressView,
  })
  .meta({ id: "NextExamples" });
export type NextExamples = z.infer<typeof NextExamples>;
export const ExampleLabelRequest = z.object({
  example: z.int().min(0),
  label: z.string().min(1).max(80).nullable(),
  labeler: z.string().min(1).max(80).optional(),
});
export const UndoLabelRequest = z.object({ labeler: z.string().min(1).max(80).optional() });
export const UndoneLabelView = z
  .object({
    undone: z.object({ example: z.int(), label: z.string().nullable() }).nullable(),
    progress: LabelProgressView,
  })
  .meta({ id: "UndoneLabel" });
