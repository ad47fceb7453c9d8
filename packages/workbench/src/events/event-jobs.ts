// The long work about events, as jobs: bringing a file in, and the sample.

import { dropUpload, getUpload, uploadedFile } from "../desk/uploads.ts";
import type { JobContext, JobHandler } from "../jobs/job-runner.ts";
import type { EventDesk } from "./event-desk.ts";
import { importEvents } from "./import-events.ts";
import { importSampleEvents } from "./sample/import-sample-events.ts";

export function eventJobs(desk: () => EventDesk): Readonly<Record<string, JobHandler>> {
  return {
    "import-events": (input, job) => runImport(desk(), String(input.uploadId), job),
    "sample-events": (_input, job) => runSample(desk(), job),
  };
}

async function runImport(desk: EventDesk, uploadId: string, job: JobContext) {
  const { context } = desk;
  const path = await uploadedFile(context, uploadId);
  const { name } = await getUpload(context, uploadId);
  const outcome = await importEvents(context.workspace, await desk.store(), path, {
    now: context.now().toISOString(),
    source: name,
    signal: job.signal,
  });
  await dropUpload(context, uploadId);
  context.changes.note();
  return { importId: outcome.import.id, counts: { ...outcome.import.counts } };
}

async function runSample(desk: EventDesk, job: JobContext) {
  const { context } = desk;
  const outcome = await importSampleEvents(context, await desk.store(), job.signal);
  context.changes.note();
  return { importId: outcome.import.id, counts: { ...outcome.import.counts } };
}
