// Pictures and sounds of the lab as the API tells them: a folder looked into before it is brought in, and models measured on it.
import { z } from "zod";
import { LAB_TASKS } from "../datasets/dataset.ts";
import { MEDIA_REFUSALS } from "../datasets/media-files.ts";
import { EvaluationView } from "./lab.ts";
import { DatasetIdText, LabDatasetView } from "./lab-datasets.ts";

export {
  MOST_MEDIA_FILES,
  mediaRefusal,
  mediaTaskOfFolder,
  type RefusedFile,
} from "../datasets/media-files.ts";

const mediaTask = z.enum(["image", "audio"]);
const uploadId = z.string().min(1).max(100);

/** A ZIP archive of a folder, as it was uploaded; the sort of file that there is more of is taken by default. */
export const MediaPreviewRequest = z.object({ uploadId, task: mediaTask.optional() });
export const MediaDatasetRequest = MediaPreviewRequest.extend({
  name: z.string().min(1).max(60).optional(),
  /** What is told apart; `label` by default. */
  target: z.string().min(1).max(200).optional(),
});

const refused = z.array(
  z.object({
    /** Path in the archive. */
    path: z.string(),
    reason: z.enum(MEDIA_REFUSALS),
  }),
);

export const MediaPreview = z
  .object({
    name: z.string(),
    task: mediaTask,
    files: z.int(),
    bytes: z.int(),
    /** Files that lie in no folder: they come without a class. */
    withoutClass: z.int(),
    classes: z.array(
      z.object({
        name: z.string(),
        files: z.int(),
        /** Some of its files, each with a small picture as a `data:` address; null where it cannot be read. */
        samples: z.array(z.object({ path: z.string(), picture: z.string().nullable() })),
      }),
    ),
    /** The first 200 that are not taken; files are read only when they are brought in, which may refuse more. */
    refused,
    refusedCount: z.int(),
  })
  .meta({ id: "LabMediaPreview" });
export type MediaPreview = z.infer<typeof MediaPreview>;

/** Result of the job that brings a folder in. */
export const BroughtMedia = z.object({
  dataset: DatasetIdText,
  examples: z.int(),
  refused,
  refusedCount: z.int(),
});
export type BroughtMedia = z.infer<typeof BroughtMedia>;

/** `small`: a square of 160 pixels, for sounds their spectrogram; the file itself by default. */
export const MediaQuery = z.object({ size: z.enum(["small"]).optional() });

export const LabEvaluationRequest = z.object({ dataset: DatasetIdText });
export const LabMeasurement = z
  .object({
    dataset: LabDatasetView.pick({ id: true, name: true }).extend({ task: z.enum(LAB_TASKS) }),
    evaluation: EvaluationView,
    speed: z.object({
      p50Ms: z.number(),
      p95Ms: z.number(),
      perSecond: z.number(),
      bytes: z.int(),
    }),
    /** Words of the examples that are named, by number. */
    texts: z.record(z.string(), z.string()),
  })
  .meta({ id: "LabMeasurement" });
export type LabMeasurement = z.infer<typeof LabMeasurement>;
