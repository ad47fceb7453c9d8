// What every operation takes and gives, as schemas: the server's doors, the documentation and the client's types.
import { z } from "zod";
import { BriefFindings, BriefRequest, BriefView, CollectionPlanView } from "./brief.ts";
import { DigestView } from "./digest.ts";
import { FeedbackFilters } from "./filters.ts";
import {
  ImportList,
  ImportPreview,
  ImportRequest,
  ImportView,
  PreviewRequest,
  PulledSourceView,
  RejectedPage,
  RejectedQuery,
  SourceList,
  SourceQuery,
  SourceRequest,
  Upload,
  UploadRequest,
} from "./imports.ts";
import { ItemDetail, ItemPage, ItemQuery } from "./items.ts";
import { JobList, JobQuery, JobView } from "./jobs.ts";
import { ThemeMap } from "./map.ts";
import { MATTER_OPERATIONS } from "./matters.ts";
import { Facets, Label, LabelPage, LabelRequest, MentionPage, MentionQuery } from "./mentions.ts";
import { MODEL_OPERATIONS } from "./models.ts";
import {
  FigurePage,
  FigureQuery,
  NeedDetail,
  NeedList,
  NeedPersonPage,
  NeedPlanRequest,
  NeedPlanView,
  NeedQuery,
} from "./needs.ts";
import type { Operation } from "./operation.ts";
import { DECISION_OPERATIONS } from "./operations-decisions.ts";
import { DESIGN_OPERATIONS } from "./operations-design.ts";
import { EVENT_OPERATIONS } from "./operations-events.ts";
import { EXPERIMENT_OPERATIONS } from "./operations-experiments.ts";
import { INGEST_OPERATIONS } from "./operations-ingest.ts";
import { LAB_OPERATIONS } from "./operations-lab.ts";
import { PEOPLE_OPERATIONS } from "./operations-people.ts";
import { SHARING_OPERATIONS } from "./operations-sharing.ts";
import { TREND_OPERATIONS } from "./operations-trends.ts";
import { pageQuery } from "./page.ts";
import type { OperationName } from "./paths.ts";
import { SearchQuery, SearchResult } from "./search.ts";
import {
  ThemeDetail,
  ThemeEditRequest,
  ThemeEditView,
  ThemeList,
  ThemeListQuery,
  ThemeLog,
} from "./themes.ts";
import {
  ImportIdText,
  ItemIdText,
  JobIdText,
  MentionIdText,
  NeedIdText,
  ThemeIdText,
} from "./values.ts";
import { SettingsView, WorkspaceSummary } from "./workspace.ts";

const needParams = z.object({ needId: NeedIdText });
const themeParams = z.object({ themeId: ThemeIdText });
const mentionParams = z.object({ mentionId: MentionIdText });
const itemParams = z.object({ itemId: ItemIdText });
const uploadParams = z.object({ uploadId: z.string().max(100) });
const importParams = z.object({ importId: ImportIdText });
const jobParams = z.object({ jobId: JobIdText });
const PageQuery = z.object(pageQuery);

export const OPERATIONS = {
  getWorkspace: {
    tag: "workspace",
    summary: "The workspace at a glance",
    response: WorkspaceSummary,
  },
  getSettings: { tag: "workspace", summary: "Settings of the workspace", response: SettingsView },
  putSettings: {
    tag: "workspace",
    summary: "Change the settings",
    body: SettingsView,
    response: SettingsView,
  },

  listNeeds: { tag: "needs", summary: "Needs by rank", query: NeedQuery, response: NeedList },
  getNeed: {
    tag: "needs",
    summary: "One need with quotes and segments",
    params: needParams,
    response: NeedDetail,
  },
  listFigureRows: {
    tag: "needs",
    summary: "The mentions behind any figure of a need",
    params: needParams,
    query: FigureQuery,
    response: FigurePage,
  },
  listNeedPeople: {
    tag: "needs",
    summary: "The people who asked for it",
    params: needParams,
    query: PageQuery,
    response: NeedPersonPage,
  },
  planNeed: {
    tag: "needs",
    summary: "Put a need in a lane, or change its status",
    params: needParams,
    body: NeedPlanRequest,
    response: NeedPlanView,
  },

  listThemes: {
    tag: "themes",
    summary: "Themes in two levels, with counts",
    query: ThemeListQuery,
    response: ThemeList,
  },
  getTheme: { tag: "themes", summary: "One theme", params: themeParams, response: ThemeDetail },
  editThemes: {
    tag: "themes",
    summary: "Take a decision: rename, merge, split, move, regroup, hide, show, undo",
    body: ThemeEditRequest,
    response: ThemeEditView,
    status: 201,
  },
  listThemeEdits: {
    tag: "themes",
    summary: "The log of decisions, the latest first",
    response: ThemeLog,
  },

  getThemeMap: {
    tag: "themes",
    summary: "Mentions as points, themes as islands",
    response: ThemeMap,
  },

  listMentions: {
    tag: "mentions",
    summary: "Mentions under filters",
    query: MentionQuery,
    response: MentionPage,
  },
  getFacets: {
    tag: "mentions",
    summary: "What each filter would leave",
    query: FeedbackFilters,
    response: Facets,
  },
  putLabel: {
    tag: "mentions",
    summary: "Correct a reading; the correction is kept as a label",
    params: mentionParams,
    body: LabelRequest,
    response: Label,
  },
  deleteLabel: {
    tag: "mentions",
    summary: "Take a correction back",
    params: mentionParams,
    response: null,
    status: 204,
  },
  listLabels: {
    tag: "mentions",
    summary: "Corrections, the latest first",
    query: PageQuery,
    response: LabelPage,
  },

  listItems: { tag: "items", summary: "Items under filters", query: ItemQuery, response: ItemPage },
  getItem: {
    tag: "items",
    summary: "One item with mentions, revisions and redactions",
    params: itemParams,
    response: ItemDetail,
  },
  search: { tag: "search", summary: "Search feedback", query: SearchQuery, response: SearchResult },
  getDigest: {
    tag: "digest",
    summary: "What changed since last week",
    response: DigestView,
  },
  getBrief: { tag: "brief", summary: "The brief", response: BriefView },
  putBrief: { tag: "brief", summary: "Write the brief", body: BriefRequest, response: BriefView },
  getCollectionPlan: {
    tag: "brief",
    summary: "Survey, interview guide and sources made of the brief",
    response: CollectionPlanView,
  },
  getBriefFindings: {
    tag: "brief",
    summary: "What the voices say to each hypothesis",
    response: BriefFindings,
  },

  createUpload: {
    tag: "imports",
    summary: "Announce a file",
    body: UploadRequest,
    response: Upload,
    status: 201,
  },
  getUpload: {
    tag: "imports",
    summary: "How much of a file is here",
    params: uploadParams,
    response: Upload,
  },
  sendUpload: {
    tag: "imports",
    summary: "Send a file's bytes, from `offset` on, as the raw body",
    params: uploadParams,
    query: z.object({ offset: z.int().min(0).optional() }),
    response: Upload,
  },
  previewImport: {
    tag: "imports",
    summary: "Recognise a file and count what an import would do",
    body: PreviewRequest,
    response: ImportPreview,
  },
  startImport: {
    tag: "imports",
    summary: "Import an uploaded file",
    body: ImportRequest,
    response: JobView,
    status: 202,
  },
  listImports: { tag: "imports", summary: "Imports, the latest first", response: ImportList },
  getImport: { tag: "imports", summary: "One import", params: importParams, response: ImportView },
  listRejectedRows: {
    tag: "imports",
    summary: "Rows that were not stored, with reasons",
    params: importParams,
    query: RejectedQuery,
    response: RejectedPage,
  },
  undoImport: {
    tag: "imports",
    summary: "Undo an import",
    params: importParams,
    response: JobView,
    status: 202,
  },
  loadSample: {
    tag: "imports",
    summary: "Load the sample workspace",
    response: JobView,
    status: 202,
  },
  startAnalysis: {
    tag: "imports",
    summary: "Analyse what is here",
    response: JobView,
    status: 202,
  },

  listSources: {
    tag: "sources",
    summary: "Where feedback came from, and what is pulled",
    response: SourceList,
  },
  addSource: {
    tag: "sources",
    summary: "Pull a source on a schedule",
    body: SourceRequest,
    response: PulledSourceView,
    status: 201,
  },
  deleteSource: {
    tag: "sources",
    summary: "Stop pulling a source; its feedback stays",
    query: SourceQuery,
    response: null,
    status: 204,
  },
  pullSource: {
    tag: "sources",
    summary: "Pull a source now",
    query: SourceQuery,
    response: JobView,
    status: 202,
  },

  listJobs: { tag: "jobs", summary: "Jobs, the latest first", query: JobQuery, response: JobList },
  getJob: { tag: "jobs", summary: "One job", params: jobParams, response: JobView },
  cancelJob: { tag: "jobs", summary: "Stop a job", params: jobParams, response: JobView },
  retryJob: {
    tag: "jobs",
    summary: "Run an ended job again",
    params: jobParams,
    response: JobView,
    status: 202,
  },
  streamJobs: {
    tag: "jobs",
    summary: "Every change, as server-sent events",
    response: "text/event-stream",
  },

  ...TREND_OPERATIONS,
  ...DECISION_OPERATIONS,
  ...MATTER_OPERATIONS,
  ...DESIGN_OPERATIONS,
  ...EVENT_OPERATIONS,
  ...EXPERIMENT_OPERATIONS,
  ...LAB_OPERATIONS,
  ...MODEL_OPERATIONS,
  ...SHARING_OPERATIONS,

  ...INGEST_OPERATIONS,
  ...PEOPLE_OPERATIONS,
  startBackup: {
    tag: "workspace",
    summary: "Write a backup into the workspace's folder",
    response: JobView,
    status: 202,
  },
} as const satisfies Record<OperationName, Operation>;
export type Operations = typeof OPERATIONS;
