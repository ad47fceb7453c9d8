// The one object of use cases: what routes and commands call, over one open workspace with its jobs and workers.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  Conflict,
  type ItemId,
  type Job,
  type JobId,
  type MentionId,
  type Need,
  type ThemeId,
} from "@heed/core";
import type { FeedbackFilters, JobView } from "@heed/core/api";
import { openPeople } from "../accounts/people.ts";
import { AlertDesk } from "../alerts/alert-desk.ts";
import { QueryEncoder } from "../encoder/query-encoder.ts";
import { EventDesk } from "../events/event-desk.ts";
import type { ExportFormat } from "../export/export-file.ts";
import type { ExportName } from "../export/export-tables.ts";
import {
  addSource,
  type NewSource,
  removeSource,
  requireSource,
} from "../imports/sources/pulled-sources.ts";
import { type JobRunner, openJobRunner } from "../jobs/job-runner.ts";
import { modelDesk } from "../models/model-desk.ts";
import { openTextWorkers } from "../worker/open-text-workers.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { createKey, deleteKey, findKey, findKeyById, listKeys } from "./api-keys.ts";
import { getFacets, getItem, getTrends, listItems, listMentions } from "./browse-feedback.ts";
import { decisionsDesk } from "./decisions-desk.ts";
import { designDesk } from "./design-desk.ts";
import { Changes, type DeskContext, timeZoneOf } from "./desk-context.ts";
import { experimentsDesk } from "./experiments-desk.ts";
import { Intake } from "./intake.ts";
import { labDesk } from "./lab-desk.ts";
import { labThread } from "./lab-media-desk.ts";
import { type Correction, deleteLabel, listLabels, putLabel } from "./labels.ts";
import { Lending } from "./lend-workspace.ts";
import { mattersDesk } from "./matters-desk.ts";
import { changePlan } from "./need-plans.ts";
import {
  findImport,
  getImport,
  listImports,
  listRejectedRows,
  previewImport,
} from "./read-imports.ts";
import * as insights from "./read-insights.ts";
import { findNeed, getNeed, listFigureRows, listNeedPeople, listNeeds } from "./read-needs.ts";
import {
  announceRelease,
  getReleaseImpact,
  listReleaseAims,
  putReleaseAims,
} from "./read-releases.ts";
import { decide, getTheme, listThemeEdits, listThemes, type ThemeDecision } from "./read-themes.ts";
import { type ImportWork, jobHandlers } from "./run-work.ts";
import { search } from "./search-feedback.ts";
import { endScreenshots } from "./seen-uploads.ts";
import { createShare, deleteShare, listShares, openShare } from "./shares.ts";
import { describeSource, exportStream, pullOnSchedule } from "./sources-and-files.ts";
import { getSummary, putSettings } from "./summary.ts";
import { getThemeMap } from "./theme-map.ts";
import { createUpload, getUpload, sendUpload, sweepUploads, uploadedFile } from "./uploads.ts";
import { JobWatch } from "./watch-jobs.ts";

/** Version of Heed, as programs are told. */
export const HEED_VERSION = "0.1.0";

export interface DeskOptions {
  /** Default: the system's clock. */
  readonly now?: () => Date;
  /** Where mail goes out, `smtp://user:password@host:port?from=address`; none without it. */
  readonly smtpUrl?: string;
  /** Told of every job that fails, with the error itself. */
  readonly onFailure?: (job: Job, error: unknown) => void;
  /** Told when work that nobody waits for begins to fail, such as storing feedback that was acknowledged; it is tried again. */
  readonly onFault?: (error: unknown) => void;
}

/** Opens the workspace in a folder with everything that works on it. One desk a folder at a time. */
export async function openDesk(folder: string, options: DeskOptions = {}) {
  const now = options.now ?? (() => new Date());
  const workspace = await openWorkspace(folder);
  if (workspace.lender === undefined) throw await heldElsewhere(workspace);
  const workers = openTextWorkers();
  const filesFolder = join(workspace.folder, "files");
  let runner: JobRunner;
  const context: DeskContext = {
    workspace,
    workers,
    queries: new QueryEncoder(workspace, workers.embedder),
    now,
    filesFolder,
    changes: new Changes(now().getTime()),
    jobs: () => runner,
  };
  const lending = new Lending(context);
  const intake = new Intake(context, options.onFault);
  const events = new EventDesk(context);
  const alerts = new AlertDesk(events, { smtpUrl: options.smtpUrl ?? null });
  await mkdir(filesFolder, { recursive: true, mode: 0o700 });
  runner = await openJobRunner({
    records: workspace.records,
    handlers: {
      ...jobHandlers(
        context,
        () => intake.settle(),
        () => events,
      ),
      ...lending.handlers,
    },
    now,
    ...(options.onFailure === undefined ? {} : { onFailure: options.onFailure }),
  });
  await intake.begin();
  // Whoever reads waits for it, and is told when it fails; pages come up meanwhile.
  workspace.facts.browser.refresh(await timeZoneOf(context)).catch(() => undefined);
  await sweepUploads(context);
  alerts.begin();
  return { ...deskOf(context, runner, intake, events, alerts), lending, models: modelDesk(now) };
}

async function heldElsewhere(workspace: Workspace): Promise<Conflict> {
  await workspace.close();
  return new Conflict("already-running", `Heed is running on ${workspace.folder} already.`, {
    hint: "Stop it there first.",
  });
}

/** What a program can do with an open workspace. */
export type Desk = Awaited<ReturnType<typeof openDesk>>;

type Paged = { cursor?: string | undefined; limit?: number | undefined };
type Listed = FeedbackFilters & Paged & { order?: "newest" | "oldest" | "arrival" | undefined };

function deskOf(
  context: DeskContext,
  runner: JobRunner,
  intake: Intake,
  events: EventDesk,
  alerts: AlertDesk,
) {
  const stopPulling = pullOnSchedule(context);
  const watch = new JobWatch(() => performance.now());
  const { workspace } = context;
  const start = async (kind: string, input: object): Promise<JobView> =>
    watch.describe(await runner.start(kind, input as Record<string, unknown>));
  return {
    folder: workspace.folder,
    events,
    alerts,
    summary: () => getSummary(context, HEED_VERSION),
    settings: async () => ({ timeZone: await timeZoneOf(context) }),
    putSettings: (settings: { timeZone: string }) => putSettings(context, settings),

    listNeeds: (query: Parameters<typeof listNeeds>[1]) => listNeeds(context, query),
    getNeed: (id: Need["id"]) => getNeed(context, id),
    listFigureRows: (id: Need["id"], fields: Parameters<typeof listFigureRows>[2]) =>
      listFigureRows(context, id, fields),
    listNeedPeople: (id: Need["id"], paged: Paged) => listNeedPeople(context, id, paged),
    planNeed: async (id: Need["id"], change: Parameters<typeof changePlan>[2]) => {
      const { themeId } = await findNeed(context, id);
      const plan = await changePlan(workspace.records, themeId, change, context.now());
      context.changes.note();
      return plan;
    },

    listThemes: (query: { hidden?: boolean | undefined }) => listThemes(context, query),
    getTheme: (id: ThemeId) => getTheme(context, id),
    editThemes: (decision: ThemeDecision, after?: number) => decide(context, decision, after),
    listThemeEdits: () => listThemeEdits(context),
    getThemeMap: () => getThemeMap(context),

    listMentions: (query: Listed) => listMentions(context, query),
    listItems: (query: Listed) => listItems(context, query),
    getItem: (id: ItemId) => getItem(context, id),
    getFacets: (filters: FeedbackFilters) => getFacets(context, filters),
    getTrends: (query: Parameters<typeof getTrends>[1]) => getTrends(context, query),
    search: (query: Parameters<typeof search>[1]) => search(context, query),
    putLabel: (id: MentionId, label: Correction) => putLabel(context, id, label),
    deleteLabel: (id: MentionId) => deleteLabel(context, id),
    listLabels: (paged: Paged) => listLabels(context, paged),

    getDigest: () => insights.getDigest(context),
    getBrief: () => insights.getBrief(context),
    putBrief: (brief: Parameters<typeof insights.putBrief>[1]) => insights.putBrief(context, brief),
    getCollectionPlan: () => insights.getCollectionPlan(context),
    getBriefFindings: () => insights.getBriefFindings(context),
    listReleases: () => insights.listReleases(context),
    putReleases: (rows: Parameters<typeof insights.putReleases>[1]) =>
      insights.putReleases(context, rows),
    listReleaseAims: () => listReleaseAims(context),
    putReleaseAims: (version: string, ids: readonly string[]) =>
      putReleaseAims(context, version, ids),
    announceRelease: (message: unknown) => announceRelease(context, message),
    getReleaseImpact: (version: string) => getReleaseImpact(context, version),
    createShare: (request: Parameters<typeof createShare>[1]) => createShare(context, request),
    listShares: () => listShares(context),
    deleteShare: (id: string) => deleteShare(context, id),
    openShare: (secret: string) => openShare(context, secret),
    getReport: (language: "en" | "zh") => insights.getReport(context, language),

    ...decisionsDesk(context),
    ...mattersDesk(context),
    ...designDesk(context, start),
    ...experimentsDesk(context, events),
    ...labDesk(context, start),
    createUpload: (file: { name: string; bytes: number }) => createUpload(context, file),
    getUpload: (id: string) => getUpload(context, id),
    sendUpload: (id: string, offset: number, body: ReadableStream<Uint8Array> | null) =>
      sendUpload(context, id, offset, body),
    previewImport: (ask: Parameters<typeof previewImport>[1]) => previewImport(context, ask),
    startImport: async (
      ask: Omit<ImportWork, "name" | "analyse"> & { analyse?: boolean | undefined },
    ) => {
      await uploadedFile(context, ask.uploadId);
      const { name } = await getUpload(context, ask.uploadId);
      return start("import", { ...ask, name, analyse: ask.analyse ?? true });
    },
    listImports: () => listImports(context),
    getImport: (id: string) => getImport(context, id),
    listRejectedRows: (id: string, paged: Paged) => listRejectedRows(context, id, paged),
    undoImport: async (id: string) => {
      await findImport(context, id);
      return start("undo-import", { importId: id });
    },
    loadSample: () => start("sample", {}),
    startEventJob: (kind: "import-events" | "sample-events", input: object) => start(kind, input),
    startBackup: () => start("backup", {}),
    startAnalysis: () => start("analyse", {}),
    listSources: async () => ({
      rows: (await workspace.facts.browser.sources()).map(({ name, rival, items }) => ({
        ...{ name, items },
        rival: rival === "" ? null : rival,
      })),
      pulled: (await workspace.records.sources()).map(describeSource),
    }),

    addSource: async (source: NewSource) => {
      const added = describeSource(await addSource(workspace, source));
      context.changes.note();
      return added;
    },
    deleteSource: async (id: string) => {
      await removeSource(workspace, id);
      context.changes.note();
    },
    pullSource: async (id: string) => {
      await requireSource(await workspace.records.sources(), id);
      return start("pull", { sourceId: id });
    },
    exportStream: (what: ExportName, format: ExportFormat) => exportStream(context, what, format),

    listJobs: async (limit = 50) => ({
      rows: (await runner.list(limit)).map((job) => watch.describe(job)),
    }),
    getJob: async (id: JobId) => watch.describe(await runner.get(id)),
    cancelJob: async (id: JobId) => watch.describe(await runner.cancel(id)),
    retryJob: async (id: JobId) => watch.describe(await runner.retry(id)),
    /** Opens the people who sign in; `baseUrl` is where they reach the server. */
    openPeople: (baseUrl: string) => openPeople(workspace, { baseUrl, now: context.now }),
    createKey: (request: Parameters<typeof createKey>[1]) => createKey(context, request),
    listKeys: () => listKeys(context),
    deleteKey: (id: string) => deleteKey(context, id),
    findKey: (secret: string, scope: Parameters<typeof findKey>[2]) =>
      findKey(context, secret, scope),
    findKeyById: (id: string, scope: Parameters<typeof findKeyById>[2]) =>
      findKeyById(context, id, scope),
    receiveFeedback: (...asked: Parameters<Intake["receive"]>) => intake.receive(...asked),
    /** Tells every change of a job and of data until the returned function is called. */
    listen: (onJob: (job: JobView) => void, onChange: (revision: number) => void) => {
      const stops = [
        runner.listen((job) => onJob(watch.describe(job))),
        context.changes.listen(onChange),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    /** Ends jobs (they become `interrupted`), threads and stores. */
    close: async () => {
      stopPulling();
      endScreenshots(context);
      await runner.close();
      await intake.close();
      await alerts.close();
      await events.close();
      await context.workers.close();
      await context.queries.close();
      await labThread(context).close();
      await workspace.close();
    },
  };
}
