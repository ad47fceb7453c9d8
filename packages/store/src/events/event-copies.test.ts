// Copies of a workspace's facts hold what people did, too.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildEvents, buildLinks } from "@heed/core/testing";
import { expect, test } from "vitest";
import { openChdbFactStore } from "../facts/open-fact-stores.ts";
import { openChdbEventStore } from "./clickhouse-event-store.ts";

test("events and links come back from copies, and their people stay joined", async () => {
  const folder = await mkdtemp(join(tmpdir(), "heed-event-copies-"));
  const database = (name: string) => `copies_${process.pid}_${name}`;
  const events = await openChdbEventStore(folder, database("old"));
  await events.append(
    buildEvents([
      ["phone", "open", "2026-03-01T10:00:00.000001", { plan: "it's" }],
      ["ann", "buy", "2026-03-01T11:00"],
    ]),
    buildLinks([["identify", "phone", "ann", "2026-03-01T11:00"]]),
  );
  const old = await openChdbFactStore(folder, database("old"));
  const counts = await old.copies.save(folder);
  expect(counts).toMatchObject({ event: 2, person_link: 1 });
  const fresh = await openChdbFactStore(folder, database("new"));
  await fresh.copies.load(folder, counts);
  const restored = await openChdbEventStore(folder, database("new"));
  for (const store of [events, restored]) await store.setVisibleImports(["import_1"]);
  expect(await restored.summary()).toEqual(await events.summary());
  expect((await restored.summary()).people).toBe(1);
  for (const store of [events, restored, old, fresh]) await store.close();
  await rm(folder, { recursive: true });
});
