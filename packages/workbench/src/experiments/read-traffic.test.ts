// The traffic of a plan: people once over the last four weeks, and how many of them did what decides.
import type { EventStore, ProductEvent, RecordStore } from "@heed/core";
import { openChdbEventStore, openSqliteRecordStore } from "@heed/store";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readTraffic } from "./read-traffic.ts";

let events: EventStore;
let records: RecordStore;
beforeEach(async () => {
  [events, records] = [
    await openChdbEventStore(":memory:"),
    await openSqliteRecordStore(":memory:"),
  ];
});
afterEach(async () => {
  await events.close();
  await records.close();
});

const START = Date.UTC(2026, 0, 1) * 1000;
const DAY_US = 86_400_000_000;

test("[ED9] people count once over the last 28 days with events, and their rate is of a week after", async () => {
  // 60 days: every day two come for the first time and one comes back; one of each day's two pays the day after.
  const list: ProductEvent[] = [];
  const add = (person: string, name: string, day: number) =>
    list.push({
      ...{ id: `e${list.length}`, name, person, order: list.length, importId: "import_1" },
      ...{ at: START + day * DAY_US, properties: {} },
    });
  for (let day = 0; day < 60; day += 1) {
    add(`a${day}`, "open", day);
    add(`b${day}`, "open", day);
    add("regular", "open", day);
    if (day < 59) add(`a${day}`, "pay", day + 1);
  }
  await events.append(list, []);
  await events.settle("import_1");
  await events.setVisibleImports(["import_1"]);
  const traffic = await readTraffic({ records }, events, {
    entry: { name: "open" },
    goal: { name: "pay" },
  });
  expect(traffic).toMatchObject({
    firstDate: "2026-02-02",
    lastDate: "2026-03-01",
    days: 28,
    people: 57,
  });
  expect(traffic.unitsPerDay).toBeCloseTo(57 / 28, 12);
  expect(traffic.baseRate).toBeCloseTo(27 / 57, 12);
  const nobody = readTraffic({ records }, events, { entry: { name: "sing" }, goal: null });
  await expect(nobody).rejects.toMatchObject({ code: "event-not-found" });
});
