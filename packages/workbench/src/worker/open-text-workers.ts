// Runs text work beside the main thread: the main thread keeps answering, and both cores read.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Embedder, MapLayout, MentionReader, MentionSplitter, ThemeFinder } from "@heed/core";
import { StoredVectors } from "../encoder/stored-vectors.ts";
import { TASK_MODELS, type TaskName, type TextTasks } from "./text-tasks.ts";
import type { TaskMessage, TaskRequest } from "./text-worker.ts";

/** The model-shaped ports, answered by worker threads. */
export interface TextWorkers {
  readonly splitter: MentionSplitter;
  readonly reader: MentionReader;
  readonly themeFinder: ThemeFinder;
  /** Lays mentions out on the map of themes. */
  layOut(input: TextTasks["map"]["input"]): Promise<MapLayout>;
  readonly embedder: Embedder;
  /** Ends threads that have nothing to do, which frees what their models hold; the next task starts them anew. */
  rest(): Promise<void>;
  /** Ends the threads; what they were doing is abandoned. */
  close(): Promise<void>;
}

interface Waiting {
  readonly request: TaskRequest;
  readonly resolve: (output: never) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: ((done: number, total: number) => void) | undefined;
}

/** Starts worker threads, by default one for each core. */
export function openTextWorkers(count = availableParallelism()): TextWorkers {
  const threads = Array.from({ length: Math.max(1, count) }, () => new TextThread());
  /** Shares a list among the threads in contiguous parts and joins the answers in order. */
  const share = async <Input, Output>(
    items: readonly Input[],
    run: (thread: TextThread, part: readonly Input[]) => Promise<Output[]>,
  ): Promise<Output[]> => {
    const size = Math.ceil(items.length / threads.length);
    const parts = threads.map((thread, index) => {
      const part = items.slice(index * size, (index + 1) * size);
      return part.length === 0 ? [] : run(thread, part);
    });
    return (await Promise.all(parts)).flat();
  };
  return {
    splitter: { split: (texts) => share(texts, (thread, part) => thread.run("split", part)) },
    reader: {
      model: TASK_MODELS.reader,
      read: (texts) => share(texts, (thread, part) => thread.run("read", part)),
    },
    themeFinder: {
      model: TASK_MODELS.themes,
      find: async (texts, { onProgress, signal, vectors, ...options }) => {
        if (vectors !== undefined && !(vectors instanceof StoredVectors))
          throw new TypeError("A thread can read only vectors that stand in a file.");
        const at = vectors && { model: vectors.model, stored: vectors.stored };
        const input = { texts, options, ...(at === undefined ? {} : { vectors: at }) };
        return threads[0]!.run("findThemes", input, { onProgress, signal });
      },
    },
    embedder: {
      ...TASK_MODELS.embedder,
      // The first thread may be busy with themes for a while; vectors are wanted meanwhile.
      embed: (texts) => threads.at(-1)!.run("embed", texts),
    },
    layOut: (input) => threads.at(-1)!.run("map", input),
    rest: async () => {
      await Promise.all(threads.map((thread) => thread.rest()));
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

/** One thread with the tasks it owes answers to. */
class TextThread {
  #worker: Worker | undefined;
  #asked = 0;
  readonly #waiting = new Map<number, Waiting>();

  run<Name extends TaskName>(
    name: Name,
    input: TextTasks[Name]["input"],
    options: {
      onProgress?: ((done: number, total: number) => void) | undefined;
      signal?: AbortSignal | undefined;
    } = {},
  ): Promise<TextTasks[Name]["output"]> {
    options.signal?.throwIfAborted();
    const worker = this.#start();
    this.#asked += 1;
    const id = this.#asked;
    const stop = () => this.#stop(id, options.signal?.reason);
    options.signal?.addEventListener("abort", stop, { once: true });
    return new Promise<TextTasks[Name]["output"]>((resolve, reject) => {
      const request: TaskRequest = { id, name, input };
      this.#waiting.set(id, { request, resolve, reject, onProgress: options.onProgress });
      worker.ref();
      worker.postMessage(request);
    }).finally(() => options.signal?.removeEventListener("abort", stop));
  }

  async rest(): Promise<void> {
    if (this.#waiting.size === 0) await this.end();
  }

  async end(): Promise<void> {
    await this.#abandon(new Error("The text worker was closed."));
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    // Texts and features are many and short-lived: a larger young generation only makes every thread larger.
    const worker = new Worker(new URL("./text-worker.ts", import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    });
    worker.on("message", (message: TaskMessage) => this.#hear(message));
    worker.on("error", (error) => {
      if (this.#worker === worker) void this.#abandon(error);
    });
    // An idle thread must not keep a finished command alive.
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #hear(message: TaskMessage): void {
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    if (message.type === "progress") {
      waiting.onProgress?.(message.done, message.total);
      return;
    }
    this.#waiting.delete(message.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if (message.type === "done") waiting.resolve(message.output as never);
    else waiting.reject(message.error);
  }

  /** A thread in the middle of a computation hears nothing, so stopping means ending it; what others wait for begins anew. */
  #stop(id: number, reason: unknown): void {
    const stopped = this.#waiting.get(id);
    if (stopped === undefined) return;
    this.#waiting.delete(id);
    stopped.reject(reason);
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    if (this.#waiting.size === 0) return;
    const next = this.#start();
    next.ref();
    for (const { request } of this.#waiting.values()) next.postMessage(request);
  }

  async #abandon(reason: unknown): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    const owed = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of owed) reject(reason);
    await worker?.terminate();
  }
}
