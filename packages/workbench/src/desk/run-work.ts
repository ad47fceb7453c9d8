// The long work of a desk, as jobs: importing, analysing, the sample, undoing.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Job } from "@heed/core";
import type { MappingView } from "@heed/core/api";
import { type AnalysisOptions, analyse } from "../analysis/analyse.ts";
import { homeFolder } from "../config.ts";
import { chosenEncoding, wantsEncoder } from "../encoder/chosen-encoding.ts";
import type { EventDesk } from "../events/event-desk.ts";
import { eventJobs } from "../events/event-jobs.ts";
import { openReaderAtWork } from "../gold/readers-at-work.ts";
import { measureReleases } from "../impact/measure-impact.ts";
import { importFile } from "../imports/run/import-file.ts";
import { undoImport } from "../imports/run/undo-import.ts";
import type { JobContext, JobHandler } from "../jobs/job-runner.ts";
import { openModels } from "../models/open-models.ts";
import { currentReleases } from "../releases/edit-releases.ts";
import { haveAims } from "../releases/release-aims.ts";
import { linkSuggested } from "../releases/suggest-aims.ts";
import { readReleases, saveReleases } from "../report/releases.ts";
import { isAnalysisDue, markAnalysis, seenNow } from "./analysis-mark.ts";
import { writeBackup } from "./backup.ts";
import { designJobs } from "./design-desk.ts";
import { type DeskContext, showChanges, timeZoneOf } from "./desk-context.ts";
import { goldJobs } from "./gold-jobs.ts";
import { labJobs, readNewWithPromoted } from "./lab-desk.ts";
import { overrideOf } from "./read-imports.ts";
import { importableFile } from "./seen-uploads.ts";
import { pullOne } from "./sources-and-files.ts";
import { dropUpload } from "./uploads.ts";

const SAMPLES = fileURLToPath(new URL("../../../../samples/", import.meta.url));
const SAMPLE_FILES = ["reviews.csv", "support-tickets.csv", "interview.md"];

/** What a job of each kind needs to run, and to run again. */
export interface ImportWork {
  readonly uploadId: string;
  readonly name: string;
  readonly mapping?: MappingView | undefined;
  readonly rival?: string | undefined;
  readonly analyse: boolean;
}

export function jobHandlers(
  context: DeskContext,
  settle: () => Promise<void>,
  events: () => EventDesk,
): Readonly<Record<string, JobHandler>> {
  return {
    import: (input, job) => runImport(context, input as unknown as ImportWork, job),
    analyse: (_input, job) => runAnalysis(context, job),
    sample: (_input, job) => runSample(context, job),
    backup: () => writeBackup(context, settle),
    pull: (input) => pullOne(context, String(input.sourceId)),
    ...eventJobs(events),
    ...labJobs(context),
    ...goldJobs(context),
    "undo-import": (input) => runUndo(context, String(input.importId)),
    ...designJobs(context),
  };
}

async function runImport(context: DeskContext, work: ImportWork, job: JobContext) {
  const { path } = await importableFile(context, work.uploadId, job);
  const mapping = overrideOf(work.mapping);
  const outcome = await importFile(context.workspace, path, {
    ...job,
    isBeside: true,
    now: context.now().toISOString(),
    ...(mapping === undefined ? {} : { mapping }),
    ...(work.rival === undefined ? {} : { rival: work.rival }),
  });
  await showChanges(context);
  const { id, counts } = outcome.import;
  // Tried again after a kill the import adds nothing, and what it brought still waits to be analysed.
  if (work.analyse && (counts.added + counts.revised > 0 || (await isAnalysisDue(context))))
    await runAnalysis(context, job);
  await dropUpload(context, work.uploadId);
  return { importId: id, counts: { ...counts } };
}

async function runSample(context: DeskContext, job: JobContext) {
  const { workspace } = context;
  for (const name of SAMPLE_FILES)
    await importFile(workspace, join(SAMPLES, name), {
      ...job,
      isBeside: true,
      now: context.now().toISOString(),
    });
  await saveReleases(workspace.records, await readReleases(join(SAMPLES, "releases.csv")));
  await showChanges(context);
  return runAnalysis(context, job, linkEverySuggestion);
}

/** The sample shows the loop closed: each release is held to what its notes speak of. */
async function linkEverySuggestion({ workspace: { records }, workers }: DeskContext) {
  const { releases } = await currentReleases(records);
  for (const { version } of releases) await linkSuggested(records, workers.embedder, version);
}

async function runAnalysis(
  context: DeskContext,
  job: JobContext,
  beforeMeasuring: (context: DeskContext) => Promise<void> = async () => {},
) {
  const { workspace, workers } = context;
  const isEncoded = await wantsEncoder(homeFolder(), "chosen");
  const models = isEncoded ? await openModels({ workspace }) : null;
  const atWork = await openReaderAtWork(workspace, workers.reader, job.signal);
  const options: AnalysisOptions = {
    ...job,
    splitter: workers.splitter,
    reader: atWork.reader,
    themeFinder: workers.themeFinder,
    embedder: workers.embedder,
    encoding: models === null ? null : chosenEncoding(models),
    timeZone: await timeZoneOf(context),
  };
  const seen = await seenNow(context);
  const analysed = await analyse(workspace, options).finally(async () => {
    await atWork.close();
    await models?.close();
  });
  const { themes, needs, summary } = analysed;
  await markAnalysis(context, seen, analysed.models);
  await showChanges(context);
  await readNewWithPromoted(context, job);
  await beforeMeasuring(context);
  // Outcomes speak of the words as they are read today.
  if (await haveAims(workspace.records)) {
    await measureReleases(workspace, { timeZone: options.timeZone!, isLevel: true });
    context.changes.note();
  }
  return {
    items: summary.counts.items,
    mentions: summary.counts.mentions,
    themes: themes.filter(({ parentId }) => parentId !== null).length,
    needs: needs.length,
  };
}

async function runUndo(context: DeskContext, importId: string) {
  const entry = await undoImport(context.workspace, importId);
  await showChanges(context);
  return { importId: entry.id };
}

/** What a job works on, as a person knows it. */
export function subjectOf({ kind, input }: Pick<Job, "kind" | "input">): string | null {
  if (kind === "import") return String(input.name);
  if (kind === "terminal") return String(input.words);
  if (kind === "undo-import") return String(input.importId);
  if (kind === "pull") return String(input.sourceId);
  return null;
}
