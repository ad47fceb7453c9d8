// The traffic of a plan: people once over the last four weeks, and how many of them did what decides.
import type { EventMetric, EventStore, ProductEvent, RecordStore } from "@heed/core";
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

test("[ED10] of a count or a ratio, mean and deviation are those over the people who come", async () => {
  // Forty people open the app; each tenth of them pays 1, 2, 3 or 4 times, ten each time.
  const list: ProductEvent[] = [];
  const add = (person: string, name: string, second: number, properties = {}) =>
    list.push({
      ...{ id: `e${list.length}`, name, person, order: list.length, importId: "import_1" },
      ...{ at: START + second * 1_000_000, properties },
    });
  for (let at = 0; at < 40; at += 1) {
    add(`p${at}`, "open", at);
    for (let time = 0; time < (at % 10 === 0 ? 1 + at / 10 : 0); time += 1)
      add(`p${at}`, "pay", 100 + at + time, { amount: String(10 + at) });
  }
  await events.append(list, []);
  await events.settle("import_1");
  await events.setVisibleImports(["import_1"]);
  const measured = {
    name: "m",
    role: "primary",
    better: "higher",
    match: { name: "pay" },
  } as const;
  const read = (metric: EventMetric) =>
    readTraffic({ records }, events, { entry: { name: "open" }, goal: null, metric });
  const counted = await read({ ...measured, kind: "count" });
  const values = Array.from({ length: 40 }, (_, at) => (at % 10 === 0 ? 1 + at / 10 : 0));
  const mean = values.reduce((sum, value) => sum + value, 0) / 40;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  expect(counted.mean).toBeCloseTo(mean, 12);
  expect(counted.standardDeviation).toBeCloseTo(Math.sqrt(squares / 39), 10);
  const per = await read({
    ...{ ...measured, kind: "ratio", property: "amount", per: { name: "pay" } },
  });
  expect(per.mean).toBeCloseTo((10 + 2 * 20 + 3 * 30 + 4 * 40) / 10, 12);
  // Only four of forty are counted in it, so ten times as many people are needed.
  const [sums, times] = [
    [10, 40, 90, 160],
    [1, 2, 3, 4],
  ];
  const off = sums.map((sum, at) => sum - 30 * times[at]!);
  const variance = off.reduce((sum, one) => sum + one ** 2, 0) / 3 / 2.5 ** 2;
  expect(per.standardDeviation).toBeCloseTo(Math.sqrt(10 * variance), 8);
});
