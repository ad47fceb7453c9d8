// Comparing readers as long work: it tells how far it is, can be stopped, and tried again asks nobody twice.
import type { GoldTask } from "@heed/core";
import { evaluateReaders } from "../gold/evaluate-readers.ts";
import type { JobContext, JobHandler } from "../jobs/job-runner.ts";
import { openModels } from "../models/open-models.ts";
import type { DeskContext } from "./desk-context.ts";

export const EVALUATE = "evaluate-readers";

/** Comparing readers, as a job: stopped and tried again it asks nobody twice who has answered. */
export function goldJobs(context: DeskContext): Readonly<Record<string, JobHandler>> {
  return { [EVALUATE]: (input, job) => compare(context, input.llm === true, job) };
}

async function compare(
  { workspace, workers, now, changes }: DeskContext,
  asksModel: boolean,
  job: JobContext,
) {
  // Without a workspace no answer is kept, so every call is really sent and timed.
  const models = asksModel ? await openModels() : undefined;
  try {
    const sources = { lab: workspace, builtIn: workers.reader, models };
    const { at, tasks } = await evaluateReaders(workspace, { ...sources, ...job, now });
    const labels = (task: GoldTask) => tasks[task].comparison.labels;
    return { at, labels: { kind: labels("kind"), sentiment: labels("sentiment") } };
  } finally {
    await models?.close();
    changes.note();
  }
}
