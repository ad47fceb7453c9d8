// A backup taken from a running desk comes back as the same workspace, and a damaged one is refused whole.

import { watch } from "node:fs";
import { appendFile, cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobView } from "@heed/core/api";
import { expect, test } from "vitest";
import { restoreBackup } from "./backup.ts";
import { type Desk, openDesk } from "./open-desk.ts";

const CSV = `id,text,date,version
1,Sync loses my notes,2026-01-05,4.3
2,同步丢笔记了,2026-01-12,4.3
3,Please add folders,2026-01-19,4.2
4,"Love it 📝, really",2026-01-26,4.2
`;

const ended = (desk: Desk, job: JobView) =>
  new Promise<JobView>((resolve) => {
    const stop = desk.listen(
      (seen) => {
        if (seen.id !== job.id || seen.endedAt === null) return;
        stop();
        resolve(seen);
      },
      () => undefined,
    );
  });

test("everything that was there when a backup was taken is there after a restore", async () => {
  const root = await mkdtemp(join(tmpdir(), "heed-backup-"));
  const desk = await openDesk(join(root, "old"), {
    onFailure: (_job, error) => console.error(error),
  });
  const bytes = new TextEncoder().encode(CSV);
  const { id } = await desk.createUpload({ name: "notes.csv", bytes: bytes.length });
  await desk.sendUpload(id, 0, new Blob([bytes]).stream());
  await ended(desk, await desk.startImport({ uploadId: id, analyse: false }));
  await desk.receiveFeedback({ id: "key_1", name: "site" }, [{ text: "From the site" }], null);
  await desk.putSettings({ timeZone: "Asia/Shanghai" });
  const job = await ended(desk, await desk.startBackup());
  expect(job.error).toBeNull();
  const before = await desk.listItems({ order: "arrival" });
  expect(before.total).toBe(5);
  await desk.close();

  const copy = join(root, "copy");
  await cp(String(job.result?.folder), copy, { recursive: true });
  // Killed at any moment before its end, a restore leaves no workspace: records come last.
  await mkdir(join(root, "new"));
  const made: (string | null)[] = [];
  const watcher = watch(join(root, "new"), (_event, name) => made.push(name));
  await restoreBackup(copy, join(root, "new"));
  await expect.poll(() => made).toContain("heed.sqlite");
  watcher.close();
  expect(made.indexOf("facts")).toBeGreaterThanOrEqual(0);
  expect(made.indexOf("facts")).toBeLessThan(made.indexOf("heed.sqlite"));
  const restored = await openDesk(join(root, "new"));
  expect((await restored.listItems({ order: "arrival" })).rows).toEqual(before.rows);
  expect(await restored.settings()).toEqual({ timeZone: "Asia/Shanghai" });
  expect((await restored.listImports()).rows).toHaveLength(2);
  await restored.close();

  await expect(restoreBackup(copy, join(root, "new"))).rejects.toMatchObject({
    code: "folder-not-empty",
  });
  await appendFile(join(copy, "item.native.zst"), "x");
  await expect(restoreBackup(copy, join(root, "third"))).rejects.toMatchObject({
    code: "backup-not-whole",
  });
  expect(await readdir(join(root, "third")).catch(() => [])).toEqual([]);
  await writeFile(join(copy, "manifest.json"), '{"format":"heed-backup-9"}');
  await expect(restoreBackup(copy, join(root, "third"))).rejects.toMatchObject({
    code: "backup-not-known",
  });
  await expect(restoreBackup(root, join(root, "third"))).rejects.toMatchObject({
    code: "backup-not-found",
  });
  await rm(root, { recursive: true, force: true });
}, 60_000);
