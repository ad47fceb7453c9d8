// Read-only links to a report: a copy as it was on the day, behind a secret of which only the hash is kept, gone when it expires.
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { NotFound } from "@heed/core";
import type { ShareView } from "@heed/core/api";
import type { DeskContext } from "./desk-context.ts";
import { getReport } from "./read-insights.ts";
import { closeShare, sharePage, sharePages } from "./share-pages.ts";

interface KeptShare extends ShareView {
  /** SHA-256 of the secret: 192 random bits need no slow hash. */
  readonly hash: string;
}
const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 14;

export async function createShare(
  context: DeskContext,
  {
    name,
    language,
    days = DEFAULT_DAYS,
  }: { name: string; language: "en" | "zh"; days?: number | undefined },
) {
  const page = await getReport(context, language);
  const secret = randomBytes(24).toString("base64url");
  const now = context.now();
  const view: ShareView = {
    id: `share_${randomBytes(6).toString("hex")}`,
    name,
    language,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + days * DAY_MS).toISOString(),
    opened: 0,
  };
  await mkdir(sharePages(context.filesFolder), { recursive: true });
  await writeFile(sharePage(context.filesFolder, view.id), page);
  await context.workspace.records.kept.put("share", view.id, { ...view, hash: hashOf(secret) });
  context.changes.note();
  return { ...view, path: `/share/${secret}` };
}

/** Those that still open, the latest first; the others are taken away. */
export async function listShares(context: DeskContext): Promise<{ rows: ShareView[] }> {
  const rows: ShareView[] = [];
  for (const share of await readShares(context)) {
    if (hasExpired(context, share)) await drop(context, share.id);
    else rows.push(viewOf(share));
  }
  return { rows };
}

export async function deleteShare(context: DeskContext, id: string): Promise<void> {
  const known = (await readShares(context)).some((share) => share.id === id);
  if (!known) {
    throw new NotFound("share-not-found", "There is no such link.", {
      hint: "List the links to see those that still open.",
    });
  }
  await drop(context, id);
  context.changes.note();
}

/** The report behind a secret; a link that never was, was closed or has expired is refused alike. */
export async function openShare(context: DeskContext, secret: string): Promise<string> {
  const hash = hashOf(secret);
  const share = (await readShares(context)).find((known) => known.hash === hash);
  const page =
    share === undefined || hasExpired(context, share)
      ? null
      : await readFile(sharePage(context.filesFolder, share.id), "utf8").catch(() => null);
  // It may have been closed while its page was read.
  const isOpen =
    page !== null &&
    (await context.workspace.records.kept.change("share", share!.id, (kept) =>
      kept === undefined
        ? null
        : { ...(kept as KeptShare), opened: (kept as KeptShare).opened + 1 },
    )) !== null;
  if (page === null || !isOpen) {
    throw new NotFound("share-not-found", "This link does not open, or no longer does.", {
      hint: "Ask whoever sent it for a new one.",
    });
  }
  return page;
}

async function readShares({ workspace }: DeskContext): Promise<KeptShare[]> {
  return (await workspace.records.kept.list("share")).map(({ record }) => record as KeptShare);
}

function viewOf({ hash: _hash, ...view }: KeptShare): ShareView {
  return view;
}

function hasExpired({ now }: DeskContext, { expiresAt }: KeptShare): boolean {
  return Date.parse(expiresAt) <= now().getTime();
}

function drop({ workspace, filesFolder }: DeskContext, id: string): Promise<void> {
  return closeShare(workspace.records, filesFolder, id);
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
