// A thread that makes its share of an import's batches, no faster than they are taken.
import { parentPort, workerData } from "node:worker_threads";
import { HeedError } from "@heed/core/errors";
import { buffersOf } from "./door-batch.ts";
import { type DoorJob, readBatches, type Share } from "./read-batches.ts";

/** Batches that may wait to be taken. */
const AHEAD = 1;

if (parentPort !== null) await serve(parentPort);

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const { job, share } = workerData as { job: DoorJob; share: Share };
  let credit = AHEAD;
  let wake = () => {};
  port.on("message", () => {
    credit += 1;
    wake();
  });
  try {
    for await (const batch of readBatches(job, share)) {
      while (credit === 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
      credit -= 1;
      port.postMessage({ batch }, buffersOf(batch));
    }
    port.postMessage({ isDone: true });
  } catch (error) {
    port.postMessage({ failure: describe(error) });
  }
  port.close();
}

/** An error's parts, since a thread boundary keeps neither its class nor its code. */
function describe(error: unknown) {
  if (!HeedError.is(error))
    return {
      code: null,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  return {
    name: error.name,
    code: error.code,
    message: error.message,
    hint: error.hint,
    zh: error.zh,
  };
}
