// Runs tasks of the lab in threads: long ones each in their own, which ends when it is stopped, short ones in one that stays.
import { Worker } from "node:worker_threads";
import { type LabTaskName, type LabTasks, unpackFailure } from "./lab-tasks.ts";
import type { LabMessage, LabQuestion } from "./lab-worker.ts";
import type { TrainingNews } from "./training-run.ts";

export function runLabTask<Name extends LabTaskName>(
  name: Name,
  input: LabTasks[Name]["input"],
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onNews?: ((news: TrainingNews) => void) | undefined;
  } = {},
): Promise<LabTasks[Name]["output"]> {
  const { signal, onNews } = options;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./lab-worker.ts", import.meta.url), {
      workerData: { id: 0, name, input } satisfies LabQuestion,
    });
    const stop = () => end(() => reject(signal?.reason));
    const end = (settle: () => void) => {
      signal?.removeEventListener("abort", stop);
      void worker.terminate().then(settle);
    };
    signal?.addEventListener("abort", stop, { once: true });
    worker.on("message", (message: LabMessage) => {
      if (message.type === "news") onNews?.(message.news);
      else if (message.type === "done") end(() => resolve(message.output as never));
      else end(() => reject(unpackFailure(message.failure)));
    });
    worker.on("error", (error) => end(() => reject(error)));
  });
}

/** Time without a question after which the thread ends and gives its memory back. */
const IDLE_MS = 120_000;

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that stays open between short questions, so that what models read is read once. It holds no process back. */
export class LabThread {
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();

  ask<Name extends LabTaskName>(
    name: Name,
    input: LabTasks[Name]["input"],
  ): Promise<LabTasks[Name]["output"]> {
    clearTimeout(this.#idle);
    this.#worker ??= this.#open();
    this.#last += 1;
    const question: LabQuestion = { id: this.#last, name, input };
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.set(question.id, { resolve, reject });
    this.#worker.ref();
    this.#worker.postMessage(question);
    return promise as Promise<LabTasks[Name]["output"]>;
  }

  /** Ends the thread; questions that wait are refused. The next question opens it again. */
  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    this.#refuseAll(new Error("The lab's thread was closed."));
    await worker?.terminate();
  }

  #open(): Worker {
    const worker = new Worker(new URL("./lab-worker.ts", import.meta.url), { workerData: null });
    worker.on("message", (message: LabMessage) => {
      if (message.type === "news") return;
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.type === "done") waiting?.resolve(message.output);
      else waiting?.reject(unpackFailure(message.failure));
      if (this.#waiting.size > 0) return;
      worker.unref();
      this.#idle = setTimeout(() => void this.close(), IDLE_MS);
      this.#idle.unref();
    });
    worker.on("error", (error) => {
      if (this.#worker === worker) this.#worker = null;
      this.#refuseAll(error);
    });
    return worker;
  }

  #refuseAll(error: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
