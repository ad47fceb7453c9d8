// Every operation's method and path: the one table that the server mounts and the client calls.

import { MATTER_PATHS } from "./matters.ts";
import { MODEL_PATHS } from "./models.ts";
import { DECISION_PATHS } from "./paths-decisions.ts";
import { DESIGN_PATHS } from "./paths-design.ts";
import { EVENT_PATHS } from "./paths-events.ts";
import { EXPERIMENT_PATHS } from "./paths-experiments.ts";
import { LAB_PATHS } from "./paths-lab.ts";

/** `METHOD path`, with `{name}` for parts that vary. */
export const PATHS = {
  getWorkspace: "GET /api/v1/workspace",
  getSettings: "GET /api/v1/settings",
  putSettings: "PUT /api/v1/settings",

  listNeeds: "GET /api/v1/needs",
  getNeed: "GET /api/v1/needs/{needId}",
  listFigureRows: "GET /api/v1/needs/{needId}/rows",
  listNeedPeople: "GET /api/v1/needs/{needId}/people",
  planNeed: "PATCH /api/v1/needs/{needId}/plan",

  listThemes: "GET /api/v1/themes",
  getTheme: "GET /api/v1/themes/{themeId}",
  editThemes: "POST /api/v1/theme-edits",
  listThemeEdits: "GET /api/v1/theme-edits",
  getThemeMap: "GET /api/v1/theme-map",

  listMentions: "GET /api/v1/mentions",
  getFacets: "GET /api/v1/facets",
  putLabel: "PUT /api/v1/mentions/{mentionId}/label",
  deleteLabel: "DELETE /api/v1/mentions/{mentionId}/label",
  listLabels: "GET /api/v1/labels",

  listItems: "GET /api/v1/items",
  getItem: "GET /api/v1/items/{itemId}",
  search: "GET /api/v1/search",
  getTrends: "GET /api/v1/trends",
  getDigest: "GET /api/v1/digest",
  listReleases: "GET /api/v1/releases",
  putReleases: "PUT /api/v1/releases",
  listReleaseAims: "GET /api/v1/release-aims",
  putReleaseAims: "PUT /api/v1/releases/{version}/aims",
  announceRelease: "POST /api/v1/release-announcements",
  getReleaseImpact: "GET /api/v1/releases/{version}/impact",

  getBrief: "GET /api/v1/brief",
  putBrief: "PUT /api/v1/brief",
  getCollectionPlan: "GET /api/v1/brief/plan",
  getBriefFindings: "GET /api/v1/brief/findings",

  createUpload: "POST /api/v1/uploads",
  getUpload: "GET /api/v1/uploads/{uploadId}",
  sendUpload: "PUT /api/v1/uploads/{uploadId}/content",
  previewImport: "POST /api/v1/import-previews",
  startImport: "POST /api/v1/imports",
  listImports: "GET /api/v1/imports",
  getImport: "GET /api/v1/imports/{importId}",
  listRejectedRows: "GET /api/v1/imports/{importId}/rejected-rows",
  undoImport: "POST /api/v1/imports/{importId}/undo",
  loadSample: "POST /api/v1/sample",
  startAnalysis: "POST /api/v1/analyses",

  listSources: "GET /api/v1/sources",
  addSource: "POST /api/v1/sources",
  deleteSource: "DELETE /api/v1/sources",
  pullSource: "POST /api/v1/sources/pull",

  listJobs: "GET /api/v1/jobs",
  getJob: "GET /api/v1/jobs/{jobId}",
  cancelJob: "POST /api/v1/jobs/{jobId}/cancel",
  retryJob: "POST /api/v1/jobs/{jobId}/retry",
  streamJobs: "GET /api/v1/jobs/stream",

  ...EVENT_PATHS,
  ...EXPERIMENT_PATHS,

  getReport: "GET /api/v1/report.html",
  downloadExport: "GET /api/v1/exports/{what}/{format}",

  getSession: "GET /api/v1/session",
  signIn: "POST /api/v1/session",
  signOut: "DELETE /api/v1/session",
  createOwner: "POST /api/v1/owner",
  join: "POST /api/v1/members",
  listPeople: "GET /api/v1/members",
  setRole: "PATCH /api/v1/members/{memberId}",
  removeMember: "DELETE /api/v1/members/{memberId}",
  invite: "POST /api/v1/invitations",
  revokeInvitation: "DELETE /api/v1/invitations/{invitationId}",

  listShares: "GET /api/v1/shares",
  createShare: "POST /api/v1/shares",
  deleteShare: "DELETE /api/v1/shares/{shareId}",

  sendFeedback: "POST /api/v1/feedback",
  sendWidgetMessage: "POST /api/v1/widget/{keyId}",
  sendWebhook: "POST /api/v1/webhooks/{keyId}",
  sendReleaseWebhook: "POST /api/v1/webhooks/{keyId}/releases",
  listKeys: "GET /api/v1/keys",
  createKey: "POST /api/v1/keys",
  deleteKey: "DELETE /api/v1/keys/{keyId}",
  startBackup: "POST /api/v1/backups",
  ...DECISION_PATHS,
  ...MATTER_PATHS,
  ...DESIGN_PATHS,
  ...LAB_PATHS,
  ...MODEL_PATHS,
} as const;
export type OperationName = keyof typeof PATHS;
