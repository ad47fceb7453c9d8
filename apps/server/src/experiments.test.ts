// From a flag to a verdict: GrowthBook's own client reads the flags, its exposures come back as events, and the experiment is judged.
import { GrowthBookClient, setPolyfills } from "@growthbook/growthbook";
import { evaluateFlag, type Flag } from "@heed/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
let flagKey: string;
let eventKey: string;
beforeAll(async () => {
  app = await openTestApp();
  const key = async (scope: "flags" | "events:write") =>
    (await app.api.createKey({ body: { name: scope, scopes: [scope] } })).secret;
  [flagKey, eventKey] = [await key("flags"), await key("events:write")];
});
afterAll(() => app.close());

const FLAG = {
  ...{ description: "Shorter checkout", isOn: true, defaultValue: false, overrides: [] },
  rules: [
    {
      kind: "value" as const,
      conditions: [{ attribute: "plan", test: "is" as const, values: ["internal"] }],
      value: true,
    },
    {
      ...{
        kind: "experiment" as const,
        conditions: [],
        experiment: "checkout",
        share: 1,
        by: "id",
      },
      variations: [
        { key: "control", value: false, weight: 1 },
        { key: "short", value: true, weight: 1 },
      ],
    },
  ],
};

test("features are open to every page, may be cached, and hold no description", async () => {
  await app.api.putFlag({ params: { flagKey: "short-checkout" }, body: FLAG });
  const path = `/api/features/${flagKey}`;
  const response = await app.request(path, { headers: { origin: "https://shop.example.com" } });
  expect(response.status).toBe(200);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("cache-control")).toContain("public");
  const text = await response.text();
  expect(text).not.toContain("Shorter checkout");
  expect(JSON.parse(text).features["short-checkout"].rules).toHaveLength(2);
  const tag = response.headers.get("etag")!;
  const again = await app.request(path, { headers: { "if-none-match": tag } });
  expect(again.status).toBe(304);
});

test("a key of another scope, and no key, read no flags; a key for flags reads nothing else", async () => {
  for (const key of [eventKey, "sdk-unknown"]) {
    const response = await app.request(`/api/features/${key}`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "key-not-known" });
  }
  const sent = await app.request("/api/v1/events", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${flagKey}` },
    body: JSON.stringify({ event: "x", person: "1" }),
  });
  expect(sent.status).toBe(401);
});

test("GrowthBook's client over the wire assigns as Heed does, and what it tells becomes a verdict", async () => {
  setPolyfills({
    fetch: (url: string) => app.request(new URL(url).pathname),
  });
  const seen: { person: string; arm: string }[] = [];
  const client = new GrowthBookClient({
    apiHost: "http://127.0.0.1",
    clientKey: flagKey,
    trackingCallback: (experiment, result, { attributes = {} }) => {
      expect(experiment.key).toBe("checkout");
      seen.push({ person: String(attributes.id), arm: result.key });
    },
  });
  const { success } = await client.init({ timeout: 5_000 });
  expect(success).toBe(true);
  const flag: Flag = { ...FLAG, key: "short-checkout" };
  for (let at = 0; at < 1_200; at += 1) {
    const attributes = { id: `person ${at}`, plan: at % 50 === 0 ? "internal" : "free" };
    const value = client.isOn("short-checkout", { attributes });
    expect(value).toBe(evaluateFlag(flag, attributes).value);
  }
  expect(seen).toHaveLength(1_176);
  const events = seen.flatMap(({ person, arm }, at) => {
    const minute = (later: number) =>
      new Date(Date.UTC(2026, 5, 1, 9, at % 600, later)).toISOString();
    const exposure = {
      ...{ event: "experiment_viewed", person, timestamp: minute(0) },
      properties: { experiment: "checkout", variation: arm },
    };
    const rate = arm === "short" ? 2 : 5;
    const paid = { event: "paid", person, timestamp: minute(30), properties: { amount: 9 } };
    return at % rate === 0 ? [exposure, paid] : [exposure];
  });
  for (let at = 0; at < events.length; at += 500) {
    const sent = await app.request("/api/v1/events", {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${eventKey}` },
      body: JSON.stringify({ events: events.slice(at, at + 500) }),
    });
    expect(sent.status).toBe(200);
  }
  const created = await app.api.createExperiment({
    body: {
      name: "Checkout",
      key: "checkout",
      hypothesis: "Fewer steps lose fewer people",
      arms: [
        { key: "control", weight: 1 },
        { key: "short", weight: 1 },
      ],
      metrics: [
        {
          name: "paid",
          role: "primary",
          better: "higher",
          kind: "conversion",
          match: { name: "paid" },
        },
        {
          name: "amount",
          role: "secondary",
          better: "higher",
          kind: "sum",
          match: { name: "paid" },
          property: "amount",
        },
      ],
    },
  });
  const params = { experimentId: created.id };
  const { judgement, experiment } = await app.api.measureExperiment({ params });
  const counts = ["control", "short"].map((arm) => seen.filter((one) => one.arm === arm).length);
  expect(judgement.arms.map(({ units }) => units)).toEqual(counts);
  expect(judgement.split.says).toBe("as-planned");
  expect(judgement.verdict).toBe("better");
  expect(judgement.comparisons[0]!.sentence.zh).toContain("更好");
  expect(experiment.outcome).toMatchObject({ verdict: "better", throughDay: "2026-06-01" });
  const report = await app.request(`/api/v1/experiments/${created.id}/report.html?lang=zh`);
  const page = await report.text();
  expect(page).toContain("优于对照组");
  expect(page).toContain("Better than control");
  expect(report.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("PostHog's senders are told the same flags", async () => {
  const response = await app.request("/flags/?v=2", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ distinct_id: "person 1", token: eventKey }),
  });
  const told = (await response.json()) as { featureFlags: Record<string, unknown> };
  const own = evaluateFlag({ ...FLAG, key: "short-checkout" }, { id: "person 1" });
  expect(told.featureFlags["short-checkout"]).toBe(own.assignment!.variation);
});

test("a plan and a table are answered; what begins keeps its arms; a taken key is refused", async () => {
  const plan = await app.api.planExperiment({
    body: { metric: "paid", baseRate: 0.2, effect: 0.1, unitsPerDay: 500 },
  });
  expect(plan.totalUnits).toBeGreaterThan(10_000);
  expect(plan.sentences[0]!.zh).toContain("paid");
  const lines = Array.from(
    { length: 400 },
    (_, at) => `${at},${at % 2 === 0 ? "control" : "b"},${at % 7 === 0 ? 1 : 0}`,
  );
  const uploadId = await app.upload("test.csv", ["user_id,group,converted", ...lines].join("\n"));
  const table = await app.api.analyseTable({ body: { uploadIds: [uploadId] } });
  expect(table.taken).toMatchObject({ arm: "group", unit: "user_id", metrics: ["converted"] });
  expect(table.judgement.arms.map(({ units }) => units)).toEqual([200, 200]);
  const { id } = await app.api.createExperiment({ body: { name: "Second try", metrics: [] } });
  const params = { experimentId: id };
  await app.api.changeExperiment({ params, body: { status: "running" } });
  const arms = [
    { key: "a", weight: 1 },
    { key: "b", weight: 1 },
  ];
  await expect(app.api.changeExperiment({ params, body: { arms } })).rejects.toMatchObject({
    problem: { code: "experiment-begun" },
  });
  const taken = { name: "Other", key: "second-try", metrics: [] };
  await expect(app.api.createExperiment({ body: taken })).rejects.toMatchObject({
    problem: { code: "experiment-key-taken" },
  });
  const unmeasured = await app.api.measureExperiment({ params });
  expect(unmeasured.judgement.verdict).toBe("cannot-tell");
  await app.api.deleteExperiment({ params });
  await expect(app.api.getExperiment({ params })).rejects.toMatchObject({
    problem: { code: "experiment-not-found" },
  });
});

test("planned looks are kept, shown as lines, and refused without a size", async () => {
  const asked = { name: "With looks", metrics: [], looking: "planned-looks" } as const;
  await expect(app.api.createExperiment({ body: asked })).rejects.toMatchObject({
    problem: { code: "experiment-not-valid", status: 400 },
  });
  const lookPlan = { fractions: [0.5, 1], spending: "pocock" as const };
  const { id, ...kept } = await app.api.createExperiment({
    body: { ...asked, plannedUnits: 1_000, lookPlan },
  });
  expect(kept).toMatchObject({ looking: "planned-looks", lookPlan, looksTaken: [] });
  const { looks } = await app.api.measureExperiment({ params: { experimentId: id } });
  expect(looks.map(({ look, units, isTaken }) => [look, units, isTaken])).toEqual([
    [1, 500, false],
    [2, 1_000, false],
  ]);
  const report = await app.request(`/api/v1/experiments/${id}/report.html`);
  expect(await report.text()).toContain("Planned looks");
});

test("a flag is tried for one person without being told to anybody, and is gone once deleted", async () => {
  const flag = { params: { flagKey: "to-be-deleted" } };
  await app.api.putFlag({ ...flag, body: FLAG });
  const own = evaluateFlag({ ...FLAG, key: "to-be-deleted" }, { id: "person 7" });
  const tried = await app.api.evaluateFlag({ ...flag, body: { attributes: { id: "person 7" } } });
  expect(tried).toMatchObject({ value: own.value });
  await app.api.deleteFlag(flag);
  expect((await app.api.listFlags({})).rows.map(({ key }) => key)).not.toContain("to-be-deleted");
  await expect(
    app.api.evaluateFlag({ ...flag, body: { attributes: { id: "person 7" } } }),
  ).rejects.toMatchObject({ problem: { status: 404 } });
});
