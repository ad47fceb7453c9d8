// Jobs as people watch them: how fast the stage goes and how long it will take.
import type { Job } from "@heed/core";
import type { JobView } from "@heed/core/api";
import { subjectOf } from "./run-work.ts";

interface Pace {
  readonly stage: string | null;
  readonly sinceMs: number;
  readonly from: number;
}

const LEAST_MS = 500;

/** Describes jobs; remembers when each running one entered its stage. */
export class JobWatch {
  readonly #paces = new Map<Job["id"], Pace>();
  readonly #clockMs: () => number;

  constructor(clockMs: () => number) {
    this.#clockMs = clockMs;
  }

  describe(job: Job): JobView {
    const { id, kind, status, stage, done, total, createdAt, startedAt, endedAt, error } = job;
    return {
      ...{ id, kind, status, stage, done, total },
      subject: subjectOf(job),
      ...this.#paceOf(job),
      ...{ createdAt, startedAt, endedAt },
      result: job.result === null ? null : { ...job.result },
      error: error === null ? null : { ...error },
    };
  }

  #paceOf(job: Job): Pick<JobView, "rate" | "secondsLeft"> {
    if (job.status !== "running") {
      this.#paces.delete(job.id);
      return { rate: null, secondsLeft: null };
    }
    const now = this.#clockMs();
    const pace = this.#paces.get(job.id);
    if (pace === undefined || pace.stage !== job.stage || job.done < pace.from) {
      this.#paces.set(job.id, { stage: job.stage, sinceMs: now, from: job.done });
      return { rate: null, secondsLeft: null };
    }
    const elapsedMs = now - pace.sinceMs;
    const moved = job.done - pace.from;
    if (elapsedMs < LEAST_MS || moved <= 0) return { rate: null, secondsLeft: null };
    const rate = moved / (elapsedMs / 1000);
    const left = job.total === null ? null : Math.max(0, job.total - job.done) / rate;
    return {
      rate: Math.round(rate * 10) / 10,
      secondsLeft: left === null ? null : Math.round(left * 10) / 10,
    };
  }
}
