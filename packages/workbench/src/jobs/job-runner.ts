// Runs long work one job after another, tells everyone who listens how far it is, and forgets nothing at a kill.
import {
  Conflict,
  chineseOf,
  HeedError,
  hasEnded,
  type Job,
  type JobId,
  NotFound,
  type RecordStore,
} from "@heed/core";

/** What a job may use while it runs. */
export interface JobContext {
  readonly signal: AbortSignal;
  readonly onProgress: (stage: string, done: number, total: number | null) => void;
}

/** One sort of work; `input` is what `start` was given. */
export type JobHandler = (
  input: Job["input"],
  context: JobContext,
) => Promise<NonNullable<Job["result"]>>;

export interface JobRunner {
  /** Queues work and returns at once. */
  start(kind: string, input: Job["input"]): Promise<Job>;
  /** Stops a job that waits or runs. */
  cancel(id: JobId): Promise<Job>;
  /** Queues the same work again as a new job. */
  retry(id: JobId): Promise<Job>;
  /** The latest jobs, newest first. */
  list(limit?: number): Promise<Job[]>;
  get(id: JobId): Promise<Job>;
  /** Calls `listener` with every job that changes, until the returned function is called. */
  listen(listener: (job: Job) => void): () => void;
  /** Stops what runs (it becomes `interrupted`) and waits for it to end. */
  close(): Promise<void>;
}

export interface JobRunnerOptions {
  readonly records: RecordStore;
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** Default: the system's clock. */
  readonly now?: () => Date;
  /** Told of every failure with the error itself, which people see only as a sentence. */
  readonly onFailure?: (job: Job, error: unknown) => void;
}

// Progress is told to listeners at once and written down at most this often.
const SAVE_EVERY_MS = 1_000;
const KEPT = 200;

/** Opens the queue; jobs that a killed process left running are marked as interrupted. */
export async function openJobRunner(options: JobRunnerOptions): Promise<JobRunner> {
  const now = options.now ?? (() => new Date());
  for (const job of await options.records.jobs(KEPT)) {
    if (hasEnded(job)) continue;
    await options.records.saveJob({ ...job, status: "interrupted", endedAt: now().toISOString() });
  }
  return new QueuedJobRunner(options, now);
}

class QueuedJobRunner implements JobRunner {
  readonly #records: RecordStore;
  readonly #handlers: JobRunnerOptions["handlers"];
  readonly #now: () => Date;
  readonly #onFailure: NonNullable<JobRunnerOptions["onFailure"]>;
  readonly #listeners = new Set<(job: Job) => void>();
  /** Jobs that have not ended, with the newest state; the store may lag behind by a second. */
  readonly #live = new Map<JobId, Job>();
  readonly #stops = new Map<JobId, AbortController>();
  #last: Promise<void> = Promise.resolve();
  #isClosing = false;

  constructor({ records, handlers, onFailure }: JobRunnerOptions, now: () => Date) {
    this.#records = records;
    this.#handlers = handlers;
    this.#onFailure = onFailure ?? (() => undefined);
    this.#now = now;
  }

  async start(kind: string, input: Job["input"]): Promise<Job> {
    if (this.#handlers[kind] === undefined) {
      throw new NotFound("job-kind-not-found", `There is no work called ${kind}.`, {
        hint: `Known are: ${Object.keys(this.#handlers).join(", ")}.`,
      });
    }
    const number = await this.#records.takeNumbers("job", 1);
    const job: Job = {
      id: `job_${number}`,
      kind,
      input,
      status: "queued",
      stage: null,
      done: 0,
      total: null,
      createdAt: this.#now().toISOString(),
      startedAt: null,
      endedAt: null,
      result: null,
      error: null,
    };
    await this.#records.saveJob(job);
    const stop = new AbortController();
    if (this.#isClosing) stop.abort();
    this.#stops.set(job.id, stop);
    this.#note(job);
    this.#last = this.#last.then(() => this.#run(job.id));
    return job;
  }

  async cancel(id: JobId): Promise<Job> {
    const kept = await this.get(id);
    // It may have begun in the meantime, or ended.
    const job = this.#live.get(id) ?? (hasEnded(kept) ? kept : await this.get(id));
    if (hasEnded(job)) {
      throw new Conflict(
        "job-has-ended",
        `${id} has ended already (${job.status}), so it cannot be stopped.`,
        {
          hint: "Start it again if you need it again.",
        },
      );
    }
    this.#stops.get(id)?.abort();
    if (job.status === "queued") await this.#end(job, { status: "cancelled" });
    return this.get(id);
  }

  async retry(id: JobId): Promise<Job> {
    const job = await this.get(id);
    if (!hasEnded(job)) {
      throw new Conflict("job-not-ended", `${id} has not ended (${job.status}).`, {
        hint: "Wait for it, or cancel it first.",
      });
    }
    return this.start(job.kind, job.input);
  }

  async list(limit = 50): Promise<Job[]> {
    return (await this.#records.jobs(limit)).map((job) => this.#live.get(job.id) ?? job);
  }

  async get(id: JobId): Promise<Job> {
    const job =
      this.#live.get(id) ?? (await this.#records.jobs(KEPT)).find((kept) => kept.id === id);
    if (job !== undefined) return job;
    throw new NotFound("job-not-found", `There is no job ${id}.`, {
      hint: "List the jobs to see their ids.",
    });
  }

  listen(listener: (job: Job) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    for (const stop of this.#stops.values()) stop.abort();
    await this.#last;
  }

  async #run(id: JobId): Promise<void> {
    const queued = this.#live.get(id);
    const stop = this.#stops.get(id);
    if (queued === undefined || stop === undefined) return;
    if (stop.signal.aborted)
      return this.#end(queued, { status: this.#isClosing ? "interrupted" : "cancelled" });
    try {
      await this.#change({ ...queued, status: "running", startedAt: this.#now().toISOString() });
      stop.signal.throwIfAborted();
      const result = await this.#handlers[queued.kind]!(queued.input, {
        signal: stop.signal,
        onProgress: (stage, done, total) => this.#advance(id, stage, done, total),
      });
      await this.#end(this.#live.get(id)!, { status: "done", result });
    } catch (error) {
      const status = !stop.signal.aborted
        ? "failed"
        : this.#isClosing
          ? "interrupted"
          : "cancelled";
      if (status === "failed") this.#onFailure(queued, error);
      await this.#end(this.#live.get(id)!, {
        status,
        error: status === "failed" ? describe(error) : null,
      });
    }
  }

  #savedAt = 0;

  #advance(id: JobId, stage: string, done: number, total: number | null): void {
    const live = this.#live.get(id);
    // What a job left behind may still tell of it after its end.
    if (live === undefined || hasEnded(live)) return;
    const job = { ...live, stage, done, total };
    this.#note(job);
    if (performance.now() - this.#savedAt < SAVE_EVERY_MS) return;
    this.#savedAt = performance.now();
    // The next one or the end is written down instead.
    this.#records.saveJob(job).catch(() => undefined);
  }

  /** An end that cannot be written down (a full disk) is told all the same, and the jobs behind it run. */
  async #end(
    job: Job,
    end: Pick<Job, "status"> & Partial<Pick<Job, "result" | "error">>,
  ): Promise<void> {
    this.#stops.delete(job.id);
    const ended = { ...job, ...end, endedAt: this.#now().toISOString() };
    this.#live.set(job.id, ended);
    const isKept = await this.#records.saveJob(ended).then(
      () => true,
      (error: unknown) => {
        this.#onFailure(ended, error);
        return false;
      },
    );
    this.#note(ended);
    if (isKept) this.#live.delete(job.id);
  }

  async #change(job: Job): Promise<void> {
    this.#live.set(job.id, job);
    await this.#records.saveJob(job);
    this.#note(job);
  }

  #note(job: Job): void {
    this.#live.set(job.id, job);
    for (const listener of this.#listeners) listener(job);
  }
}

/** What a person may see of a failure; a fault of Heed's own keeps its details to the log. */
function describe(error: unknown): NonNullable<Job["error"]> {
  if (HeedError.is(error)) {
    const zh = chineseOf(error);
    return {
      code: error.code,
      message: error.message,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(zh === undefined ? {} : { zh: { ...zh } }),
    };
  }
  return {
    code: "fault",
    message: "Heed itself failed while doing this.",
    hint: "The log holds the details.",
    zh: { message: "Heed 自身出错，未能完成。", hint: "详情见日志。" },
  };
}
