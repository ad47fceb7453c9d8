// Brings a file into a workspace: recognised, admitted row by row, idempotent, and visible only when it is whole.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Import, ImportCounts, RejectedRow } from "@heed/core";
import type { Progress } from "../../progress.ts";
import { showCommittedImports, type Workspace } from "../../workspace/open-workspace.ts";
import type { ImportPlan } from "../formats/import-plan.ts";
import { type MappingOverride, recognise } from "../formats/recognise.ts";
import { openReader } from "../readers/open-reader.ts";
import { forgottenPeople } from "./forgotten-people.ts";
import { ItemNumberer } from "./number-items.ts";
import type { DoorJob } from "./read-batches.ts";
import { runDoor } from "./run-door.ts";

export interface ImportOptions {
  /** Columns a person named; they stand over what was recognised. */
  readonly mapping?: MappingOverride;
  /** Name of the source; recognised from the export, or the file's name, when absent. */
  readonly source?: string;
  /** Name of the rival product that the feedback is about. */
  readonly rival?: string;
  /** Also replace people's names where they stand with a cue. Default false. */
  readonly redactNames?: boolean;
  /** Read and count everything, keep nothing. */
  readonly isDryRun?: boolean;
  /** Read on other threads even a small file, since this one must keep answering. Default false. */
  readonly isBeside?: boolean;
  /** UTC instant of now (ISO 8601), kept with the import. */
  readonly now?: string;
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
}

export interface ImportOutcome {
  readonly import: Import;
  readonly plan: ImportPlan;
  /** The first rejected rows; all of them are kept with the import. */
  readonly rejected: readonly RejectedRow[];
}

const SHOWN_REJECTED = 20;
const NO_COUNTS: ImportCounts = {
  rows: 0,
  added: 0,
  revised: 0,
  unchanged: 0,
  rejected: 0,
  redacted: 0,
};

/** Imports a file; importing it again adds nothing, and an edited message becomes a new revision. */
export async function importFile(
  workspace: Workspace,
  path: string,
  options: ImportOptions = {},
): Promise<ImportOutcome> {
  const plan = await recognise(await openReader(path), options.mapping, basename(path));
  if (options.isDryRun !== true) await workspace.turn?.();
  const entry = await describeImport(workspace, path, plan, options);
  if (options.isDryRun === true) return readAll(workspace, path, plan, entry, options);
  await workspace.records.addImport(entry);
  try {
    const outcome = await readAll(workspace, path, plan, entry, options);
    await workspace.records.commitImport(entry.id, outcome.import.counts);
    await showCommittedImports(workspace);
    return { ...outcome, import: { ...outcome.import, status: "committed" } };
  } catch (error) {
    await takeBack(workspace, entry.id);
    throw error;
  }
}

async function describeImport(
  workspace: Workspace,
  path: string,
  plan: ImportPlan,
  options: ImportOptions,
): Promise<Import> {
  const fileKey = workspace.hash("file", await digest(path));
  const same = (await workspace.records.imports()).findLast(
    (before) =>
      before.fileKey === fileKey && before.status === "committed" && before.rival === options.rival,
  );
  const ownSource = plan.source ?? sourceOfName(basename(path));
  const number = options.isDryRun === true ? 0 : await workspace.records.takeNumbers("import", 1);
  return {
    id: `import_${number}`,
    source:
      options.source ??
      same?.source ??
      (options.rival === undefined ? ownSource : `${options.rival}: ${ownSource}`),
    file: basename(path),
    mapping: plan.mapping,
    status: "pending",
    counts: NO_COUNTS,
    format: plan.format,
    fileKey,
    ...(options.rival === undefined ? {} : { rival: options.rival }),
    ...(options.now === undefined ? {} : { startedAt: options.now }),
  };
}

/** A download's second copy is the same source: `reviews (1).csv` is `reviews.csv`. */
function sourceOfName(name: string): string {
  return name.replace(
    /(?:\s*\(\d+\)|\s+copy(?:\s\d+)?|\s*[-–]\s*副本(?:\s*\(\d+\))?)(?=\.[^.]+$|$)/i,
    "",
  );
}

async function digest(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 }))
    hash.update(bytes as Buffer);
  return hash.digest("hex");
}

async function readAll(
  workspace: Workspace,
  path: string,
  plan: ImportPlan,
  entry: Import,
  options: ImportOptions,
): Promise<ImportOutcome> {
  const { facts, records } = workspace;
  const isKept = options.isDryRun !== true;
  const numberer = new ItemNumberer(
    isKept ? records : countingOnly,
    facts,
    (await facts.countItems()) > 0,
  );
  await numberer.prepare();
  const rejected: RejectedRow[] = [];
  const job: DoorJob = {
    path,
    plan,
    source: entry.source,
    importId: entry.id,
    rival: entry.rival ?? null,
    redactNames: options.redactNames ?? false,
    forgotten: await forgottenPeople(records),
    key: workspace.hashKey,
  };
  for await (const batch of runDoor(job, options.isBeside)) {
    options.signal?.throwIfAborted();
    const numbering = await numberer.number(batch);
    rejected.push(...batch.rejected.slice(0, SHOWN_REJECTED - rejected.length));
    if (isKept) {
      await facts.appendPackedItems(batch.packed, numbering);
      await records.addRejectedRows(entry.id, batch.rejected);
    }
    options.onProgress?.("read", numberer.counts.rows, null);
  }
  const counts = { ...numberer.counts };
  options.onProgress?.("read", counts.rows, counts.rows);
  return { import: { ...entry, counts }, plan, rejected };
}

/** Numbers for a run that keeps nothing. */
const countingOnly = { takeNumbers: async () => 1 };

async function takeBack({ facts, records }: Workspace, importId: string): Promise<void> {
  await facts.deleteImport(importId);
  await records.deleteRejectedRows(importId);
  await records.markImportUndone(importId);
}
