// A read-only link opens its page until it is closed, and is closed for good.

import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetPerson } from "../imports/run/forget-person.ts";
import { openWorkspace, type Workspace } from "../workspace/open-workspace.ts";
import { Changes, type DeskContext } from "./desk-context.ts";
import { sharePage, sharePages } from "./share-pages.ts";
import { deleteShare, listShares, openShare } from "./shares.ts";

let folder: string;
let workspace: Workspace;
let context: DeskContext;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heed-shares-"));
  workspace = await openWorkspace(folder);
  const filesFolder = join(folder, "files");
  const changes = new Changes(0);
  context = { workspace, filesFolder, changes, now: () => new Date(0) } as unknown as DeskContext;
  await mkdir(sharePages(filesFolder), { recursive: true });
  for (const id of ["share_1", "share_2"]) {
    await writeFile(sharePage(filesFolder, id), "Tybalt scratches");
    const hash = createHash("sha256").update(id).digest("hex");
    const expiresAt = "2099-01-01T00:00:00.000Z";
    await workspace.records.kept.put("share", id, { id, hash, expiresAt, opened: 0 });
  }
});
afterEach(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

test("every opening counts, and a link that is closed while it is opened stays closed", async () => {
  await Promise.all([1, 2, 3].map(() => openShare(context, "share_1")));
  expect((await listShares(context)).rows.find(({ id }) => id === "share_1")?.opened).toBe(3);
  await Promise.allSettled([
    ...Array.from({ length: 8 }, () => openShare(context, "share_2")),
    deleteShare(context, "share_2"),
    ...Array.from({ length: 8 }, () => openShare(context, "share_2")),
  ]);
  expect((await listShares(context)).rows.map(({ id }) => id)).toEqual(["share_1"]);
  await rm(sharePage(context.filesFolder, "share_1"));
  await expect(openShare(context, "share_1")).rejects.toMatchObject({ code: "share-not-found" });
});

test("who is forgotten stands on no page any more", async () => {
  expect((await forgetPerson(workspace, "Zelda Quux")).shares).toBe(2);
  expect(await readdir(sharePages(context.filesFolder))).toEqual([]);
  expect((await listShares(context)).rows).toEqual([]);
});
