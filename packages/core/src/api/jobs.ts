// Long work as the API tells it, and the stream on which every change of it arrives.
import { z } from "zod";
import { JOB_STATUSES } from "../jobs/job.ts";
import { Instant, JobIdText } from "./values.ts";

export const JobView = z
  .object({
    id: JobIdText,
    /** `import`, `analyse`, `sample`, `undo-import`, `pull`, `backup`. */
    kind: z.string(),
    /** What it works on (a file's name, an import's id), null when on everything. */
    subject: z.string().nullable(),
    status: z.enum(JOB_STATUSES),
    /** `read`, `split`, `understand`, `encode`, `themes`, `rank`, `write`; null before it starts. */
    stage: z.string().nullable(),
    done: z.int(),
    total: z.int().nullable(),
    /** Rows a second in this stage, null while it cannot be told. */
    rate: z.number().nullable(),
    /** Seconds left in this stage, null while it cannot be told. */
    secondsLeft: z.number().nullable(),
    createdAt: Instant,
    startedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    result: z.record(z.string(), z.unknown()).nullable(),
    error: z
      .object({
        code: z.string(),
        message: z.string(),
        hint: z.string().optional(),
        /** The same in Chinese, where the failure has its own words. */
        zh: z.object({ message: z.string(), hint: z.string().optional() }).optional(),
      })
      .nullable(),
  })
  .meta({ id: "Job" });
export type JobView = z.infer<typeof JobView>;
export const JobList = z.object({ rows: z.array(JobView) }).meta({ id: "JobList" });
export const JobQuery = z.object({ limit: z.int().min(1).max(200).optional() });

/**
 * Events of `GET /api/v1/jobs/stream` (server-sent events): `job` carries a `JobView`, `workspace` a `{ revision }` when data
 * changed, `heartbeat` nothing, every 15 seconds.
 */
export const JOB_EVENTS = ["job", "workspace", "heartbeat"] as const;
export type JobEvent =
  | { readonly event: "job"; readonly job: JobView }
  | { readonly event: "workspace"; readonly revision: number }
  | { readonly event: "heartbeat" };
