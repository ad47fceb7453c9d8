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
/** A source that came due while no server ran waits no longer than this. */
const FIRST_LOOK_MS = 5_000;

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

/** Queues a pull of each source that is due and has none waiting; gives the ids of those queued. */
export async function queueDuePulls(
  context: Pick<DeskContext, "jobs" | "now" | "workspace">,
): Promise<string[]> {
  const now = context.now().toISOString();
  const waiting = (await context.jobs().list(200)).filter(
    (job) => job.kind === "pull" && !hasEnded(job),
  );
  const queued: string[] = [];
  for (const source of await context.workspace.records.sources()) {
    const isWaiting = waiting.some(({ input }) => input.sourceId === source.id);
    if (!isPullDue(source, now) || isWaiting) continue;
    await context.jobs().start("pull", { sourceId: source.id });
    queued.push(source.id);
  }
  return queued;
}

/** Looks soon and then every quarter of an hour which sources are due; ends when the returned function is called. */
export function pullOnSchedule(context: DeskContext): () => void {
  // A look that fails is repeated with the next one; the failure of a pull is kept with its source.
  const look = () => void queueDuePulls(context).catch(() => undefined);
  const first = setTimeout(look, FIRST_LOOK_MS).unref();
  const timer = setInterval(look, LOOK_MS).unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
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
