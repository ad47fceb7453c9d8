// Long work that a person can watch, stop and try again.

export const JOB_STATUSES = [
  "queued",
  "running",
  "done",
  "failed",
  "cancelled",
  "interrupted",
] as const;
/** `interrupted`: the process ended while it ran; it can be tried again. */
export type JobStatus = (typeof JOB_STATUSES)[number];

export type JobId = `job_${number}`;

export interface Job {
  readonly id: JobId;
  /** What is done, as a stable code (`import`, `analyse`). */
  readonly kind: string;
  /** What the work needs to run (again), as JSON. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly status: JobStatus;
  /** The stage it is in, null before it starts. */
  readonly stage: string | null;
  readonly done: number;
  /** Null while it cannot be known. */
  readonly total: number | null;
  /** UTC instants (ISO 8601). */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** What came of it, as JSON. */
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
    /** The same in Chinese, where the failure has its own words. */
    readonly zh?: { readonly message: string; readonly hint?: string };
  } | null;
}

/** True when nothing more will happen to the job by itself. */
export function hasEnded(job: Pick<Job, "status">): boolean {
  return job.status !== "queued" && job.status !== "running";
}
