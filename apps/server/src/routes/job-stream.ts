// Streams every change of jobs and data as server-sent events, with a heartbeat.
import type { JobView } from "@heed/core/api";
import type { Desk } from "@heed/workbench";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Metrics } from "../metrics.ts";

const HEARTBEAT_MS = 15_000;
/** Progress is told at most this often; beginnings and ends at once. */
const TELL_MS = 200;

/** Answers with the stream; the latest jobs that have not ended come first. Ends when `closing` aborts. */
export function streamJobs(
  c: Context,
  desk: Desk,
  metrics: Metrics,
  closing: AbortSignal,
): Response {
  c.header("cache-control", "no-store");
  c.header("x-accel-buffering", "no");
  return streamSSE(c, async (stream) => {
    metrics.streams += 1;
    const waiting = new Map<string, JobView>();
    let isChanged = false;
    let wake = Promise.withResolvers<void>();
    const stop = desk.listen(
      (job) => {
        waiting.set(job.id, job);
        wake.resolve();
      },
      () => {
        isChanged = true;
        wake.resolve();
      },
    );
    const end = () => wake.resolve();
    stream.onAbort(end);
    closing.addEventListener("abort", end, { once: true });
    try {
      for (const job of (await desk.listJobs(20)).rows.reverse())
        if (job.endedAt === null) waiting.set(job.id, job);
      isChanged = true;
      while (!stream.aborted && !closing.aborted) {
        const jobs = [...waiting.values()];
        waiting.clear();
        for (const job of jobs) await stream.writeSSE({ event: "job", data: JSON.stringify(job) });
        if (isChanged) {
          isChanged = false;
          const { revision } = await desk.summary();
          await stream.writeSSE({ event: "workspace", data: JSON.stringify({ revision }) });
        }
        const isQuiet = await Promise.race([
          wake.promise.then(() => false),
          sleep(HEARTBEAT_MS).then(() => true),
        ]);
        wake = Promise.withResolvers<void>();
        if (waiting.size > 0 || isChanged) wake.resolve();
        if (isQuiet) await stream.writeSSE({ event: "heartbeat", data: "" });
        else await sleep(TELL_MS);
      }
    } finally {
      metrics.streams -= 1;
      closing.removeEventListener("abort", end);
      stop();
    }
  });
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
