// The thread in which text tasks run: takes a task, reports how far it is, answers or says why it cannot.
import { parentPort } from "node:worker_threads";
import { type TaskName, TEXT_TASKS } from "./text-tasks.ts";

/** A task on its way to a worker. */
export interface TaskRequest {
  readonly id: number;
  readonly name: TaskName;
  readonly input: unknown;
}

/** What a worker says about a task. */
export type TaskMessage =
  | {
      readonly id: number;
      readonly type: "progress";
      readonly done: number;
      readonly total: number;
    }
  | { readonly id: number; readonly type: "done"; readonly output: unknown }
  | { readonly id: number; readonly type: "failed"; readonly error: unknown };

const port = parentPort;
port?.on("message", async ({ id, name, input }: TaskRequest) => {
  const say = (message: TaskMessage) => port.postMessage(message);
  try {
    const run = TEXT_TASKS[name] as (
      input: unknown,
      report: (done: number, total: number) => void,
    ) => Promise<unknown>;
    const output = await run(input, (done, total) => say({ id, type: "progress", done, total }));
    say({ id, type: "done", output });
  } catch (error) {
    say({ id, type: "failed", error });
  }
});
