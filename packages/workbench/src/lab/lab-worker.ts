// The thread of the lab's work: the server keeps answering, and ending the thread ends the work.
import { parentPort, workerData } from "node:worker_threads";
import { LAB_TASK_TABLE, type LabTaskName, packFailure, type SentFailure } from "./lab-tasks.ts";
import type { TrainingNews } from "./training-run.ts";

/** What is asked of the thread. */
export interface LabQuestion {
  readonly id: number;
  readonly name: LabTaskName;
  readonly input: unknown;
}

/** What the thread says; `id` is that of the question. */
export type LabMessage = { readonly id: number } & (
  | { readonly type: "news"; readonly news: TrainingNews }
  | { readonly type: "done"; readonly output: unknown }
  | { readonly type: "failed"; readonly failure: SentFailure }
);

const port = parentPort;
if (port !== null) {
  const say = (message: LabMessage) => port.postMessage(message);
  const answer = async ({ id, name, input }: LabQuestion) => {
    try {
      const output = await LAB_TASK_TABLE[name](input as never, (news) =>
        say({ id, type: "news", news }),
      );
      say({ id, type: "done", output });
    } catch (error) {
      say({ id, type: "failed", failure: packFailure(error) });
    }
  };
  const first = workerData as LabQuestion | null;
  if (first !== null) await answer(first);
  else {
    // One after another: the second of two questions would only slow the first.
    let last = Promise.resolve();
    port.on("message", (question: LabQuestion) => {
      last = last.then(() => answer(question));
    });
  }
}
