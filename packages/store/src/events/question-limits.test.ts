// Questions that hold a state for each person: over a limit they go on over files with the same answer, and beyond that they are refused in a sentence.
import type { EventStore, Funnel, Retention } from "@heed/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openChdb } from "../facts/chdb/open-chdb.ts";
import { openChdbEventStore } from "./clickhouse-event-store.ts";
import { askedTooMuch, limitSettings, questionLimits } from "./question-limits.ts";

const PEOPLE = 200_000;
const range = { firstDate: "2026-03-01", lastDate: "2026-03-28", timeZone: "UTC" };
const visit = { name: "visit" };
const retention: Retention = {
  ...{ start: visit, back: visit, cohorts: "recurring", isRolling: false, period: "week", range },
};
const funnel: Funnel = {
  ...{ steps: [visit, { name: "pay" }], order: "ordered", windowMs: 14 * 86_400_000, range },
};
const cohort = {
  conditions: [{ match: visit, atLeast: 2 }],
  joined: "all",
  timeZone: "UTC",
} as const;
const activity = {
  ...{ people: [], others: 50, conversion: visit, revenue: null, timeZone: "UTC" },
};

/** One engine in memory, and what it counted of its own work. */
let engine: Awaited<ReturnType<typeof openChdb>>;
let [roomy, spilling, tight]: (EventStore | null)[] = [null, null, null];

beforeAll(async () => {
  // Stores in memory share one engine while any is open.
  engine = await openChdb(":memory:");
  roomy = await openChdbEventStore(":memory:");
  const rows = `SELECT concat('e', toString(number)) AS id, if(number % 7 = 3, 'pay', 'visit') AS name,
      concat('person-with-a-long-name-', toString(number % ${PEOPLE})) AS person,
      toDateTime64('2026-03-01 09:00:00', 6, 'UTC') + toIntervalHour((number * 37) % 640) AS at,
      number AS seq, map('plan', if(number % 3 = 0, 'team', 'free')) AS properties, 'import_1' AS import_id
    FROM numbers(${6 * PEOPLE})`;
  await engine.client.command({ query: `INSERT INTO heed.event ${rows}` });
  const small = { memoryBytes: 2e9, spillBytes: 4e6 };
  spilling = await openChdbEventStore(":memory:", "heed", small);
  tight = await openChdbEventStore(":memory:", "heed", { memoryBytes: 16e6, spillBytes: 15e6 });
  for (const store of [roomy, spilling, tight]) await store!.setVisibleImports(["import_1"]);
}, 120_000);
afterAll(async () => {
  for (const store of [roomy, spilling, tight]) await store?.close();
  await engine?.client.close();
});

async function partsOnDisk(): Promise<number> {
  const answer = await engine.client.query({
    query:
      "SELECT sum(value) AS parts FROM system.events WHERE event = 'ExternalAggregationWritePart'",
    format: "JSONEachRow",
  });
  const [row] = (await answer.json()) as { parts: string | number | null }[];
  return Number(row?.parts ?? 0);
}

const QUESTIONS: readonly [string, (store: EventStore) => Promise<unknown>][] = [
  ["retention", (store) => store.retention(retention)],
  ["cohort", (store) => store.countBehind({ cohort })],
  ["funnel", (store) => store.funnel(funnel)],
  ["behaviour", (store) => store.dailyActivity(activity)],
];

test.each(QUESTIONS)(
  "[LI1] %s over more people than its memory holds goes on over files, and answers the same",
  async (_name, ask) => {
    const expected = await ask(roomy!);
    const before = await partsOnDisk();
    expect(await ask(spilling!)).toEqual(expected);
    expect(await partsOnDisk()).toBeGreaterThan(before);
  },
  60_000,
);

test.each(QUESTIONS)(
  "[LI2] %s that needs more memory than it may take is refused in a sentence, and the next question is answered",
  async (_name, ask) => {
    await expect(ask(tight!)).rejects.toMatchObject({
      code: "question-too-large",
      message: "The question needs more memory than one question may take (16 MB).",
      hint: expect.stringContaining("fewer days"),
    });
    expect(await tight!.span()).toMatchObject({ from: expect.any(Number) });
  },
  60_000,
);

test("[LI3] a question may take a quarter of the machine's memory, from 1 to 8 GB; other failures stay as they are", () => {
  expect(questionLimits(1e9).memoryBytes).toBe(1e9);
  expect(questionLimits(16e9).memoryBytes).toBe(4e9);
  expect(questionLimits(512e9).memoryBytes).toBe(8e9);
  const { max_memory_usage: most, max_bytes_before_external_group_by: spill } = limitSettings(
    questionLimits(12e9),
  );
  expect(Number(spill)).toBeLessThanOrEqual(Number(most) / 2);
  const other = new Error("no such table");
  expect(askedTooMuch(other, null)).toBe(other);
  expect(askedTooMuch({ code: "159" }, null)).toMatchObject({ code: "question-too-long" });
});
