// Every operation about events answers as the contract says, over events and feedback of the same people.
import {
  type EventOverview,
  OPERATIONS,
  type Operation,
  type OperationName,
  type PeopleView,
} from "@heed/core/api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { feedbackCsv, openTestApp, type TestApp } from "../testing/open-test-app.ts";

let app: TestApp;
const called = new Set<OperationName>();

beforeAll(async () => {
  app = await openTestApp();
  const feedback = await app.upload("reviews.csv", feedbackCsv(120));
  expect(
    (await app.ended(await app.api.startImport({ body: { uploadId: feedback } }))).status,
  ).toBe("done");
  // Those who left feedback as `person 0` to `person 29`, and others: half of them buy.
  const lines = Array.from({ length: 60 }, (_, index) => {
    const day = (more: number) =>
      new Date(Date.UTC(2026, 0, 2 + (index % 60) + more)).toISOString();
    const bought = index % 2 === 0 ? [`buy,person ${index},${day(2)},team,9.5`] : [];
    return [`visit,person ${index},${day(0)},solo,`, ...bought];
  });
  const uploadId = await app.upload(
    "events.csv",
    ["event,person,time,plan,price", ...lines.flat(), ""].join("\n"),
  );
  const job = (await call("importEvents", { body: { uploadId } })) as never;
  expect(await app.ended(job)).toMatchObject({ status: "done", result: { counts: { added: 90 } } });
}, 120_000);
afterAll(() => app.close());

/** Calls an operation and checks its answer, strictly: a field that no schema names is a fault. */
async function call(name: OperationName, input: object = {}): Promise<unknown> {
  called.add(name);
  const run = app.api[name] as (input: object) => Promise<unknown>;
  const answer = await run(input);
  const { response }: Operation = OPERATIONS[name];
  if (response instanceof z.ZodType) {
    const parsed = response.safeParse(answer);
    expect(parsed.error?.issues ?? [], name).toEqual([]);
    expect(parsed.data, name).toEqual(answer);
  }
  return answer;
}

const funnel = { steps: [{ name: "visit" }, { name: "buy" }], windowMs: 7 * 86_400_000 };

test("[RO1] questions are answered, and every figure opens on exactly its people and what they say", async () => {
  const overview = (await call("getEventOverview")) as EventOverview;
  expect(overview).toMatchObject({ events: 90, people: 60, properties: ["plan", "price"] });
  expect(overview.speakers).toBe(37);
  expect(await call("askFunnel", { body: funnel })).toMatchObject({
    groups: [{ people: [60, 30] }],
  });
  const dropped = { funnel, bar: { step: 2, which: "dropped" } };
  const behind = (await call("listPeopleBehind", { body: dropped })) as PeopleView;
  expect([behind.total, behind.people.length, behind.next]).toEqual([30, 30, null]);
  expect(behind.said.speakers).toBe(18);
  expect(behind.said.themes.length).toBeGreaterThan(0);
  expect(behind.said.quotes.length).toBeGreaterThan(0);
  for (const { people, share } of behind.said.themes)
    expect(share.value).toBeCloseTo(people / 18, 9);
  const retention = {
    start: { name: "visit" },
    back: { name: "buy" },
    period: "week",
    breakdown: "plan",
  };
  expect(await call("askRetention", { body: retention })).toMatchObject({
    groups: [{ value: "solo" }],
  });
  const trend = {
    series: [{ match: { name: "buy" }, measure: { kind: "sum", property: "price" } }],
    period: "month",
  };
  expect(await call("askTrend", { body: trend })).toMatchObject({ lines: [{ total: 285 }] });
  const points = { trend, point: { series: 0 } };
  expect(await call("listPeopleBehind", { body: points })).toMatchObject({ total: 30 });
  const sql = "SELECT count() AS times FROM events";
  expect(await call("askSql", { body: { sql } })).toMatchObject({ rows: [[90]] });
});

test("[CO3] a saved cohort narrows every question, and is gone when it is deleted", async () => {
  const body = {
    name: "Buyers",
    joined: "all",
    conditions: [{ match: { name: "buy" }, atLeast: 1 }],
  };
  const { id, people } = (await call("createCohort", { body })) as { id: string; people: number };
  expect(people).toBe(30);
  expect(await call("listCohorts")).toMatchObject({ rows: [{ id, name: "Buyers", people: 30 }] });
  const narrowed = await app.api.askFunnel({ body: { ...funnel, cohortId: id } });
  expect(narrowed.groups[0]?.people).toEqual([30, 30]);
  expect(await app.api.listPeopleBehind({ body: { cohortId: id } })).toMatchObject({ total: 30 });
  await call("deleteCohort", { params: { cohortId: id } });
  await expect(app.api.askFunnel({ body: { ...funnel, cohortId: id } })).rejects.toMatchObject({
    problem: { code: "cohort-not-found" },
  });
});

test("feedback that a program sends is joined to its author's events, too", async () => {
  const { secret } = await app.api.createKey({ body: { name: "crm", scopes: ["feedback:write"] } });
  const headers = { authorization: `Bearer ${secret}` };
  const before = (await app.api.getEventOverview()).speakers;
  await app.api.sendFeedback({ body: { text: "Sync is slow", author: "person 40" } }, { headers });
  await vi.waitFor(
    async () => expect((await app.api.getEventOverview()).speakers).toBe(before + 1),
    { timeout: 60_000, interval: 200 },
  );
}, 30_000);

test("what is too little to tell is a typed answer", async () => {
  const { rows } = await app.api.listThemes();
  const behaviour = { themeIds: [rows[0]!.id], conversion: { name: "buy" } };
  expect(await call("compareBehaviour", { body: behaviour })).toMatchObject({
    ok: false,
    reason: "too-few-observations",
  });
  const trend = {
    series: [{ match: { name: "buy" }, measure: { kind: "count" } }],
    period: "month",
  };
  expect(await call("readMetric", { body: trend })).toMatchObject({
    ok: false,
    reason: "too-few-observations",
  });
});

test("queries are kept and deleted; without a model a question in words is refused with what to do", async () => {
  const kept = (await call("keepQuery", { body: { name: "All", sql: "SELECT 1" } })) as {
    id: string;
  };
  expect(await call("listQueries")).toMatchObject({ rows: [{ name: "All", sql: "SELECT 1" }] });
  await call("deleteQuery", { params: { queryId: kept.id } });
  called.add("draftSql");
  const asked = app.api.draftSql({ body: { question: "Who buys?" } });
  await expect(asked).rejects.toMatchObject({ problem: { hint: expect.any(String) } });
});

test("alerts are made, listed and deleted", async () => {
  const alert = {
    name: "Buyers",
    subject: { kind: "event", match: { name: "buy" }, measure: "people" },
    days: 7,
    direction: "below",
    ...{ bound: 5, clear: 8, email: "pm@example.com" },
  };
  const { id } = (await call("createAlert", { body: alert })) as { id: string };
  expect(await call("listAlerts")).toMatchObject({ rows: [{ id, state: { isFiring: false } }] });
  called.add("testAlert");
  await expect(app.api.testAlert({ params: { alertId: id } })).rejects.toMatchObject({
    problem: { code: "mail-not-set-up" },
  });
  await call("deleteAlert", { params: { alertId: id } });
});

test("the sample's events come in once, and every operation about events was called", async () => {
  const job = (await call("loadSampleEvents")) as never;
  const { result } = await app.ended(job);
  const { added } = (result as { counts: { added: number } }).counts;
  expect(added).toBeGreaterThan(100_000);
  expect((await app.api.getEventOverview()).events).toBe(90 + added);
  const own = Object.entries(OPERATIONS as Readonly<Record<string, Operation>>)
    .filter(([, { tag }]) => tag === "events" || tag === "alerts")
    .map(([name]) => name);
  expect(own.filter((name) => !called.has(name as OperationName))).toEqual([]);
}, 120_000);
