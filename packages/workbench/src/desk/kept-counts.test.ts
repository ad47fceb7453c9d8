// The first page after a start shows what was counted before it, and never for longer than that is true.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { openDesk } from "./open-desk.ts";

const SENDER = { id: "key_1", name: "site" };

test("counts outlive a restart, and are counted again once feedback came", async () => {
  const folder = await mkdtemp(join(tmpdir(), "heed-counts-"));
  const itemsAfterStart = async (): Promise<number> => {
    const desk = await openDesk(folder);
    const { counts } = await desk.summary();
    await desk.close();
    return counts.items;
  };
  const receive = async (text: string): Promise<void> => {
    const desk = await openDesk(folder);
    await desk.receiveFeedback(SENDER, [{ text }], null);
    await desk.close();
  };
  await receive("Sync loses my notes");
  expect(await itemsAfterStart()).toBe(1);
  // Nobody can tell a kept count from a new one, unless it is another.
  const { records, close } = await openWorkspace(folder);
  const kept = JSON.parse((await records.setting("count totals"))!);
  await records.saveSetting(
    "count totals",
    JSON.stringify({ ...kept, value: { ...kept.value, items: 41 } }),
  );
  await close();
  expect(await itemsAfterStart()).toBe(41);
  await receive("The editor is slow");
  expect(await itemsAfterStart()).toBe(2);
  await rm(folder, { recursive: true });
});
