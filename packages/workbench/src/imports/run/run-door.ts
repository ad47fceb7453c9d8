// Runs the door on this thread for small files, and beside it on others for large ones; batches come in file order.
import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { type ChineseWords, InvalidInput, NotFound } from "@heed/core";
import type { DoorBatch } from "./door-batch.ts";
import { type DoorJob, readBatches, type Share } from "./read-batches.ts";

/** Starting a thread costs as much as reading about this many bytes. */
const WORTH_A_THREAD_BYTES = 8 * 1024 * 1024;
const MOST_THREADS = 4;

/** The batches of a file in order; beside this thread whatever the size when asked. Ends its threads when the caller stops taking. */
export async function* runDoor(job: DoorJob, isBeside = false): AsyncGenerator<DoorBatch> {
  const threads = await threadsFor(job, isBeside);
  if (threads === 0) yield* readBatches(job, { share: 0, shares: 1 });
  else yield* onThreads(job, threads);
}

/** Formats that are slow to parse are read once, on one thread; a table is cheap to read twice. */
async function threadsFor({ path, plan }: DoorJob, isBeside: boolean): Promise<number> {
  const { size } = await stat(path);
  if (size < WORTH_A_THREAD_BYTES) return isBeside ? 1 : 0;
  const isCheap = /\.(?:csv|tsv|tab|txt|jsonl|ndjson)$/i.test(path) || plan.format === "columns";
  return isCheap ? Math.min(MOST_THREADS, Math.max(1, availableParallelism())) : 1;
}

interface Failure {
  readonly name?: string;
  readonly code: string | null;
  readonly message: string;
  readonly hint?: string;
  readonly zh?: ChineseWords;
}

type Posted =
  | { readonly batch: DoorBatch }
  | { readonly isDone: true }
  | { readonly failure: Failure };

async function* onThreads(job: DoorJob, shares: number): AsyncGenerator<DoorBatch> {
  const threads = Array.from(
    { length: shares },
    (_, share) => new DoorThread(job, { share, shares }),
  );
  try {
    for (let index = 0; ; index += 1) {
      const batch = await threads[index % shares]!.take();
      if (batch === null) return;
      yield batch;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

class DoorThread {
  readonly #worker: Worker;
  readonly #waiting: DoorBatch[] = [];
  #isDone = false;
  #failure: Error | null = null;
  #wake = () => {};

  constructor(job: DoorJob, share: Share) {
    this.#worker = new Worker(new URL("./door-worker.ts", import.meta.url), {
      workerData: { job, share },
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 },
    });
    this.#worker.on("message", (posted: Posted) => this.#receive(posted));
    this.#worker.on("error", (error: Error) => this.#settle(error));
    this.#worker.on("exit", () => this.#settle(null));
  }

  /** The next batch of this thread's share, or null after the last. */
  async take(): Promise<DoorBatch | null> {
    for (;;) {
      const batch = this.#waiting.shift();
      if (batch !== undefined) {
        this.#worker.postMessage("more");
        return batch;
      }
      if (this.#failure !== null) throw this.#failure;
      if (this.#isDone) return null;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(posted: Posted): void {
    if ("batch" in posted) {
      this.#waiting.push(posted.batch);
      this.#wake();
    } else if ("failure" in posted) this.#settle(toError(posted.failure));
    else this.#settle(null);
  }

  #settle(failure: Error | null): void {
    this.#failure ??= failure;
    this.#isDone = true;
    this.#wake();
  }
}

function toError({ name, code, message, hint, zh }: Failure): Error {
  if (code === null) return new Error(message);
  const options = {
    ...(hint === undefined ? {} : { hint }),
    ...(zh === undefined ? {} : { zh }),
  };
  return name === "NotFound"
    ? new NotFound(code, message, options)
    : new InvalidInput(code, message, options);
}
