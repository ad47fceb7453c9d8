// What comes from and goes to the outside: pulled sources on their schedule, and lists as files.
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasEnded, isPullDue, type PulledSource } from "@heed/core";
import type { PulledSourceView } from "@heed/core/api";
import { type ExportFormat, exportFile } from "../export/export-file.ts";
import type { ExportName } from "../export/export-tables.ts";
import { type PullOptions, pullSources } from "../imports/sources/pulled-sources.ts";
import { type DeskContext, showChanges } from "./desk-context.ts";

const LOOK_MS = 15 * 60_000;

/** Pulls one source now; its failure is the job's. */
export async function pullOne(
  context: DeskContext,
  id: string,
  outside: Pick<PullOptions, "hosts" | "rules"> = {},
) {
  const now = context.now().toISOString();
  const [outcome] = await pullSources(context.workspace, { ...outside, id, now });
  await showChanges(context);
  const { source, imported } = outcome!;
  return {
    sourceId: id,
    failure: source.failure,
    importId: imported?.import.id ?? null,
    counts: imported === undefined ? null : { ...imported.import.counts },
  };
}

export function describeSource(source: PulledSource): PulledSourceView {
  return { ...source, country: source.country ?? null, rival: source.rival ?? null };
}

/** Looks every quarter of an hour which sources are due, and queues a pull of each; ends when the returned function is called. */
export function pullOnSchedule(context: DeskContext): () => void {
  const look = async () => {
    const now = context.now().toISOString();
    const waiting = (await context.jobs().list(200)).filter(
      (job) => job.kind === "pull" && !hasEnded(job),
    );
    for (const source of await context.workspace.records.sources()) {
      const isWaiting = waiting.some(({ input }) => input.sourceId === source.id);
      if (isPullDue(source, now) && !isWaiting)
        await context.jobs().start("pull", { sourceId: source.id });
    }
  };
  // A look that fails is repeated with the next one; the failure of a pull is kept with its source.
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** A list as a file's bytes; the file behind it is gone when they were read, or given up. */
export async function exportStream(
  context: DeskContext,
  what: ExportName,
  format: ExportFormat,
): Promise<ReadableStream<Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), "heed-export-"));
  try {
    const out = join(folder, `heed-${what}.${format}`);
    await exportFile(context.workspace, { what, format, out, byteOrderMark: true });
    const file = await open(out);
    // An open file can be read on after its name is gone.
    await rm(folder, { recursive: true, force: true });
    return file.readableWebStream({ autoClose: true }) as ReadableStream<Uint8Array>;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
