// Runs one task of the lab in a thread of its own, and ends the thread when it is stopped.
import { Worker } from "node:worker_threads";
import { type LabTaskName, type LabTasks, unpackFailure } from "./lab-tasks.ts";
import type { LabMessage } from "./lab-worker.ts";
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
      workerData: { name, input },
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
