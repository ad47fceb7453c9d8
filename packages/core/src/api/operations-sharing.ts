// Operations that take things out of the workbench: the report, lists as files, read-only links.
import { z } from "zod";
import { ExportParams, ReportQuery } from "./exports.ts";
import type { Operation } from "./operation.ts";
import { CreatedShare, ShareList, ShareRequest } from "./shares.ts";

const shareParams = z.object({ shareId: z.string().max(100) });

export const SHARING_OPERATIONS = {
  getReport: {
    tag: "exports",
    summary: "The report, one self-contained page",
    query: ReportQuery,
    response: "text/html",
  },
  downloadExport: {
    tag: "exports",
    summary: "A list as a file",
    params: ExportParams,
    response: "application/octet-stream",
  },
  listShares: {
    tag: "exports",
    summary: "Read-only links to a report that still open",
    response: ShareList,
  },
  createShare: {
    tag: "exports",
    summary: "Make a read-only link to the report as it is now; it is shown once",
    body: ShareRequest,
    response: CreatedShare,
    status: 201,
  },
  deleteShare: {
    tag: "exports",
    summary: "Close a link",
    params: shareParams,
    response: null,
    status: 204,
  },
} as const satisfies Readonly<Record<string, Operation>>;
