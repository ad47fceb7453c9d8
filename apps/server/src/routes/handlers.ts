// What each operation does: parse, call the desk, answer. The rules are the desk's.
import type { Operation, OperationName, Operations } from "@heed/core/api";
import type { Desk, People } from "@heed/workbench";
import type { z } from "zod";
import { RateLimit } from "../middleware/rate-limit.ts";
import type { Asker } from "../middleware/who-asks.ts";
import { htmlFile } from "../pages/html-file.ts";
import { decisionHandlers } from "./decision-handlers.ts";
import { designHandlers } from "./design-handlers.ts";
import { eventHandlers } from "./event-handlers.ts";
import { experimentHandlers } from "./experiment-handlers.ts";
import { labHandlers } from "./lab-handlers.ts";
import { matterHandlers } from "./matter-handlers.ts";
import { modelHandlers } from "./model-handlers.ts";
import { receiveFeedback } from "./receive-feedback.ts";
import { receiveRelease } from "./receive-release.ts";
import { receiveReleaseWebhook } from "./receive-release-webhook.ts";
import { receiveWebhook } from "./receive-webhook.ts";
import { receiveWidgetMessage, WidgetLimits } from "./receive-widget-message.ts";

type Part<Op, Name extends string> =
  Op extends Readonly<Record<Name, infer Schema extends z.ZodType>> ? z.output<Schema> : undefined;
/** What a handler is given, checked by the operation's schemas. */
export interface Asked<Op> {
  readonly params: Part<Op, "params">;
  readonly query: Part<Op, "query">;
  readonly body: Part<Op, "body">;
  readonly request: Request;
  /** The body as it came. */
  readonly text: string;
  /** Address of who asks. */
  readonly client: string;
  readonly who: Asker;
}
type DeepReadonly<Value> = Value extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
    : Value;
type Answer<Op extends Operation> = Op extends { response: infer Schema }
  ? Schema extends z.ZodType
    ? DeepReadonly<z.output<Schema>>
    : Schema extends null
      ? undefined
      : Response
  : never;
export type Handlers = {
  readonly [Name in OperationName]?: (
    asked: Asked<Operations[Name]>,
  ) => Promise<Answer<Operations[Name]> | Response>;
};

/** Requests that one key may send in a minute; a request holds up to 1,000 messages. */
const SENDS_PER_MINUTE = 6_000;

export function createHandlers(desk: Desk, people: People | null): Handlers {
  const senders = new RateLimit(SENDS_PER_MINUTE, SENDS_PER_MINUTE / 4);
  const widgets = new WidgetLimits();
  return {
    getWorkspace: async ({ who }) => ({
      ...(await desk.summary()),
      access: { role: who.role ?? "viewer", signIn: people !== null },
    }),
    getSettings: () => desk.settings(),
    putSettings: ({ body }) => desk.putSettings(body),

    listNeeds: ({ query }) => desk.listNeeds(query),
    getNeed: ({ params }) => desk.getNeed(params.needId),
    listFigureRows: ({ params, query }) => desk.listFigureRows(params.needId, query),
    listNeedPeople: ({ params, query }) => desk.listNeedPeople(params.needId, query),
    planNeed: ({ params, body }) => desk.planNeed(params.needId, body),

    listThemes: ({ query }) => desk.listThemes(query),
    getTheme: ({ params }) => desk.getTheme(params.themeId),
    editThemes: ({ body }) => desk.editThemes(body.decision, body.after),
    listThemeEdits: () => desk.listThemeEdits(),
    getThemeMap: () => desk.getThemeMap(),

    listMentions: ({ query }) => desk.listMentions(query),
    getFacets: ({ query }) => desk.getFacets(query),
    putLabel: ({ params, body }) => desk.putLabel(params.mentionId, body),
    deleteLabel: async ({ params }) => {
      await desk.deleteLabel(params.mentionId);
      return undefined;
    },
    listLabels: ({ query }) => desk.listLabels(query),

    listItems: ({ query }) => desk.listItems(query),
    getItem: ({ params }) => desk.getItem(params.itemId),
    search: ({ query }) => desk.search(query),
    getTrends: ({ query }) => desk.getTrends(query),
    getDigest: () => desk.getDigest(),
    listReleases: () => desk.listReleases(),
    putReleases: ({ body }) => desk.putReleases(body.rows),
    listReleaseAims: () => desk.listReleaseAims(),
    putReleaseAims: ({ params, body }) => desk.putReleaseAims(params.version, body.ids),
    announceRelease: ({ body, request }) => receiveRelease(desk, senders, body, request),
    sendReleaseWebhook: ({ params, body, request, text }) =>
      receiveReleaseWebhook(desk, senders, params.keyId, { body, request, text }),
    getReleaseImpact: ({ params }) => desk.getReleaseImpact(params.version),

    getBrief: () => desk.getBrief(),
    putBrief: ({ body }) => desk.putBrief(body),
    getCollectionPlan: () => desk.getCollectionPlan(),
    getBriefFindings: () => desk.getBriefFindings(),

    createUpload: ({ body }) => desk.createUpload(body),
    getUpload: ({ params }) => desk.getUpload(params.uploadId),
    sendUpload: ({ params, query, request }) =>
      desk.sendUpload(params.uploadId, query.offset ?? 0, request.body),
    previewImport: ({ body }) => desk.previewImport(body),
    startImport: ({ body }) => desk.startImport(body),
    listImports: () => desk.listImports(),
    getImport: ({ params }) => desk.getImport(params.importId),
    listRejectedRows: ({ params, query }) => desk.listRejectedRows(params.importId, query),
    undoImport: ({ params }) => desk.undoImport(params.importId),
    loadSample: () => desk.loadSample(),
    startBackup: () => desk.startBackup(),
    startAnalysis: () => desk.startAnalysis(),
    listSources: () => desk.listSources(),

    addSource: ({ body }) => desk.addSource(definedOnly(body)),
    deleteSource: async ({ query }) => {
      await desk.deleteSource(query.id);
      return undefined;
    },
    pullSource: ({ query }) => desk.pullSource(query.id),

    listJobs: ({ query }) => desk.listJobs(query.limit),
    getJob: ({ params }) => desk.getJob(params.jobId),
    cancelJob: ({ params }) => desk.cancelJob(params.jobId),
    retryJob: ({ params }) => desk.retryJob(params.jobId),

    listKeys: () => desk.listKeys(),
    createKey: ({ body }) => desk.createKey(body),
    deleteKey: async ({ params }) => {
      await desk.deleteKey(params.keyId);
      return undefined;
    },
    sendFeedback: ({ body, request }) => receiveFeedback(desk, senders, body, request),
    sendWidgetMessage: ({ params, body, client }) =>
      receiveWidgetMessage(desk, widgets, { keyId: params.keyId, client }, body),
    sendWebhook: ({ params, body, request, text }) =>
      receiveWebhook(desk, senders, params.keyId, { body, request, text }),

    ...eventHandlers(desk),
    ...experimentHandlers(desk),
    downloadExport: async ({ params: { what, format } }) =>
      new Response(await desk.exportStream(what, format), {
        headers: {
          "content-type": EXPORT_TYPES[format],
          "content-disposition": `attachment; filename="heed-${what}.${format}"`,
          "cache-control": "no-store",
        },
      }),
    listShares: () => desk.listShares(),
    createShare: ({ body }) => desk.createShare(body),
    deleteShare: async ({ params }) => {
      await desk.deleteShare(params.shareId);
      return undefined;
    },
    getReport: async ({ query }) => htmlFile(await desk.getReport(query.lang ?? "en")),
    ...decisionHandlers(desk),
    ...matterHandlers(desk),
    ...designHandlers(desk),
    ...labHandlers(desk),
    ...modelHandlers(desk),
  };
}

const EXPORT_TYPES = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  md: "text/markdown; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** Fields without those that were left out. */
function definedOnly<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Fields;
}

export { htmlFile };
