// The thread in which models are trained: the server keeps answering, and ending the thread ends the training.
import { parentPort, workerData } from "node:worker_threads";
import { LAB_TASK_TABLE, type LabTaskName, packFailure, type SentFailure } from "./lab-tasks.ts";
import type { TrainingNews } from "./training-run.ts";

/** What the thread says. */
export type LabMessage =
  | { readonly type: "news"; readonly news: TrainingNews }
  | { readonly type: "done"; readonly output: unknown }
  | { readonly type: "failed"; readonly failure: SentFailure };

const port = parentPort;
if (port !== null) {
  const say = (message: LabMessage) => port.postMessage(message);
  const { name, input } = workerData as { name: LabTaskName; input: never };
  try {
    const output = await LAB_TASK_TABLE[name](input, (news) => say({ type: "news", news }));
    say({ type: "done", output });
  } catch (error) {
    say({ type: "failed", failure: packFailure(error) });
  }
}
