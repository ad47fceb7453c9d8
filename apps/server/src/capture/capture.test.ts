// The doors for events as programs meet them: keys, packings, repeats, links, and everything that can be wrong with an event.
import { deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openTestApp, type TestApp } from "../testing/open-test-app.ts";

const NOW = "2026-06-01T12:00:00.000Z";
let app: TestApp;
let key: string;
beforeAll(async () => {
  vi.spyOn(Date, "now").mockReturnValue(Date.parse(NOW));
  app = await openTestApp(
    { HEED_PUBLIC_URL: "https://heed.example.com" },
    "/nowhere",
    () => new Date(NOW),
  );
  ({ secret: key } = await app.api.createKey({ body: { name: "app", scopes: ["events:write"] } }));
});
afterAll(async () => {
  await app.close();
  vi.restoreAllMocks();
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body:
      typeof body === "string" || body instanceof Uint8Array
        ? (body as string)
        : JSON.stringify(body),
  });
const send = async (batch: object[], more: object = {}) => {
  const answer = await post("/api/v1/events", { key, batch, ...more });
  expect(answer.status).toBe(200);
  return (await answer.json()) as {
    received: number;
    known: number;
    rejected: { index: number; reason: string; message: string }[];
  };
};
const rows = async (sql: string) => (await app.api.askSql({ body: { sql } })).rows;
const countOf = async (name: string) =>
  (await app.api.getEventOverview()).names.find((one) => one.name === name)?.events ?? 0;

test("every packing of PostHog's senders is read", async () => {
  const event = (uuid: string) => ({
    event: "packed",
    uuid,
    timestamp: "2026-05-01T10:00:00Z",
    properties: { token: key, distinct_id: "ann", note: "价格 100 %" },
  });
  const json = (uuid: string) => JSON.stringify(event(uuid));
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const answers = [
    await post("/e/", json("p1"), { "content-type": "text/plain" }),
    await post("/i/v0/e/?compression=gzip-js", gzipSync(`[${json("p2")}]`)),
    await post("/batch", gzipSync(JSON.stringify({ api_key: key, batch: [event("p3")] })), {
      "content-encoding": "gzip",
    }),
    await post(
      "/capture/?compression=base64",
      `data=${encodeURIComponent(base64(json("p4")))}`,
      form,
    ),
    await post("/e", `data=${encodeURIComponent(json("p5"))}`, form),
    await post("/capture", deflateSync(json("p6")), { "content-encoding": "deflate" }),
    await app.request(`/e/?data=${encodeURIComponent(base64(json("p7")))}`),
  ];
  for (const answer of answers)
    expect([answer.status, await answer.json()]).toEqual([200, { status: 1 }]);
  expect(await countOf("packed")).toBe(7);
  expect(
    await rows("SELECT DISTINCT properties['note'] FROM events WHERE name = 'packed'"),
  ).toEqual([["价格 100 %"]]);
});

test("[EV2] the same event again adds nothing, in one batch or in another, also over Segment's messageId", async () => {
  const event = { id: "same", event: "again", person: "bob", timestamp: "2026-05-01T10:00:00Z" };
  expect(await send([event, event])).toMatchObject({ received: 2, known: 1 });
  expect(await send([event])).toMatchObject({ received: 1, known: 1 });
  const track = {
    type: "track",
    event: "again",
    userId: "bob",
    messageId: "m1",
    timestamp: "2026-05-01T10:00:00Z",
  };
  const basic = { authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` };
  for (const path of ["/v1/batch", "/v1/batch"]) {
    const answer = await post(path, { batch: [track] }, basic);
    expect(await answer.json()).toEqual({ success: true });
  }
  const { type: _type, ...bare } = track;
  expect((await post("/v1/track", bare, basic)).status).toBe(200);
  expect(await countOf("again")).toBe(2);
});

test("[EV3] [EV9] late events find their place, and an identified visitor's events are the person's", async () => {
  await send([
    {
      id: "l2",
      event: "late",
      person: "cid",
      anonymous: "visitor",
      timestamp: "2026-05-02T10:00:00Z",
    },
    { id: "l1", event: "early", anonymous: "visitor", timestamp: "2026-05-01T10:00:00Z" },
  ]);
  const funnel = { steps: [{ name: "early" }, { name: "late" }], windowMs: 2 * 86_400_000 };
  // Ids are joined at most once a second.
  await vi.waitFor(
    async () => {
      const { groups } = await app.api.askFunnel({ body: funnel });
      expect(groups[0]?.people).toEqual([1, 1]);
    },
    { timeout: 60_000, interval: 200 },
  );
});

test("[EV11] a clock that is years off is set right by what the sender says it sent", async () => {
  await send([{ id: "c1", event: "skewed", person: "dee", timestamp: "2031-01-01T00:00:00Z" }], {
    sentAt: "2031-01-01T00:00:30Z",
  });
  await send([{ id: "c2", event: "skewed", person: "dee", timestamp: "2026-05-01T00:00:00Z" }], {
    sentAt: "2026-06-01T11:59:50Z",
  });
  await send([{ id: "c3", event: "skewed", person: "dee" }]);
  expect(await rows("SELECT toString(at) FROM events WHERE name = 'skewed' ORDER BY at")).toEqual([
    ["2026-05-01 00:00:00.000000"],
    ["2026-06-01 11:59:30.000000"],
    ["2026-06-01 12:00:00.000000"],
  ]);
});

test("what cannot be an event is listed with its reason, and the rest of the batch is kept", async () => {
  const at = "2026-05-01T10:00:00Z";
  const many = Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`p${index}`, 1]));
  const answer = await send([
    {
      id: "g1",
      event: "good",
      person: "eve",
      timestamp: at,
      properties: { note: "x".repeat(1_000_000) },
    },
    { id: "b1", event: "future", person: "eve", timestamp: "2027-01-01T00:00:00Z" },
    { id: "b2", event: "old", person: "eve", timestamp: "1970-01-01T00:00:00Z" },
    { id: "b3", event: "when", person: "eve", timestamp: "soon" },
    { id: "b4", event: "", person: "eve", timestamp: at },
    { id: "b5", event: "nobody", timestamp: at },
    { id: "b6", event: "nobody", person: "undefined", timestamp: at },
    { id: "b7", event: "wide", person: "eve", timestamp: at, properties: many },
    {
      id: "it's 100 % \"'; DROP",
      event: "quo'te\" 100 % \\",
      person: "eve' OR '1'='1",
      timestamp: at,
      properties: { "a'b": "%s", price: 5 },
    },
    { id: "g3", event: "good", person: "eve", timestamp: at, properties: { price: "five" } },
    {
      id: "g4",
      event: "good",
      person: "eve",
      timestamp: at,
      properties: { price: { deep: [1, 2] } },
    },
  ]);
  expect(answer.rejected.map(({ index, reason }) => [index, reason])).toEqual([
    [1, "time-out-of-range"],
    [2, "time-out-of-range"],
    [3, "no-time"],
    [4, "no-name"],
    [5, "no-person"],
    [6, "no-person"],
    [7, "too-many-properties"],
  ]);
  expect(await countOf("good")).toBe(3);
  expect(await countOf("quo'te\" 100 % \\")).toBe(1);
  const people = await app.api.listPeopleBehind({
    body: {
      funnel: {
        steps: [
          { name: "quo'te\" 100 % \\", filters: [{ property: "a'b", test: "is", values: ["%s"] }] },
        ],
      },
      bar: { step: 1, which: "reached" },
    },
  });
  expect([people.total, people.people.length]).toEqual([1, 1]);
  const total = await app.api.askTrend({
    body: {
      series: [{ match: { name: "good" }, measure: { kind: "sum", property: "price" } }],
      period: "month",
    },
  });
  expect(total.lines[0]?.total).toBe(0);
  const { imports } = await app.api.getEventOverview();
  await vi.waitFor(
    async () => expect((await app.api.getEventOverview()).imports[0]?.rejected).toBe(7),
    { timeout: 60_000 },
  );
  const listed = await app.api.listRejectedRows({
    params: { importId: imports[0]!.id },
    query: { limit: 50 },
  });
  expect(listed.rows.map(({ reason }) => reason)).toContain("too-many-properties");
});

test("without a key for events nothing is taken, whatever else it opens", async () => {
  const { secret: other } = await app.api.createKey({
    body: { name: "other", scopes: ["feedback:write"] },
  });
  const event = { event: "x", distinct_id: "a", timestamp: NOW };
  for (const token of ["", "phc_abc", other, `heed_${"a".repeat(24)}`]) {
    const answer = await post("/capture/", { ...event, api_key: token });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      401,
      "key-not-known",
    ]);
  }
  const read = await app.request("/api/v1/events/overview", {
    headers: { host: "heed.example.com", authorization: `Bearer ${key}` },
  });
  expect(read.status).toBe(401);
});

test("another site's page may send, a body that is broken, too large or a bomb is refused", async () => {
  const foreign = {
    origin: "https://shop.example",
    host: "heed.example.com",
    "sec-fetch-site": "cross-site",
  };
  const sent = await post(
    "/api/v1/events",
    { key, event: "crossed", person: "a", timestamp: NOW },
    foreign,
  );
  expect([sent.status, sent.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
  const preflight = await app.request("/v1/batch", {
    method: "OPTIONS",
    headers: {
      ...foreign,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });
  expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
  expect((await post("/batch/", "{")).status).toBe(400);
  expect((await post("/batch/", "")).status).toBe(400);
  expect((await post("/batch/", "7")).status).toBe(400);
  expect(
    (await post("/batch/", Buffer.concat([gzipSync("x").subarray(0, 12), Buffer.from("junk")])))
      .status,
  ).toBe(400);
  expect((await post("/batch/", gzipSync(Buffer.alloc(40 * 1024 * 1024, 32)))).status).toBe(413);
  expect((await post("/batch/", `[${"1,".repeat(20_000)}1]`)).status).toBe(400);
});

test("senders that ask for features and settings are content", async () => {
  for (const path of ["/flags/?v=2", "/flags", "/decide/?v=3"]) {
    const answer = await post(path, { token: key, distinct_id: "ann" });
    expect(await answer.json()).toMatchObject({
      featureFlags: {},
      errorsWhileComputingFlags: false,
    });
  }
  const script = await app.request(`/array/${key}/config.js`);
  expect(await script.text()).toContain("_POSTHOG_REMOTE_CONFIG");
  expect(await (await app.request(`/array/${key}/config`)).json()).toMatchObject({
    sessionRecording: false,
  });
  expect(await (await post("/s/", "[]")).json()).toEqual({ status: 1 });
});

test("windows of 0 or less and questions of nothing are refused in a sentence", async () => {
  for (const windowMs of [0, -1, Number.MAX_SAFE_INTEGER]) {
    const asked = app.api.askFunnel({ body: { steps: [{ name: "good" }], windowMs } });
    await expect(asked).rejects.toMatchObject({ problem: { status: 400, code: "funnel-window" } });
  }
  const unknown = app.api.askFunnel({ body: { steps: [{ name: "misspelt" }] } });
  await expect(unknown).rejects.toMatchObject({
    problem: { status: 404, code: "event-not-found" },
  });
});

test("an undone day of capture is gone, and what comes after it is kept", async () => {
  const [{ id }] = (await app.api.getEventOverview()).imports as [{ id: string }];
  expect(await app.ended(await app.api.undoImport({ params: { importId: id } }))).toMatchObject({
    status: "done",
  });
  expect((await app.api.getEventOverview()).events).toBe(0);
  await send([{ id: "same", event: "again", person: "bob", timestamp: "2026-05-01T10:00:00Z" }]);
  expect((await app.api.getEventOverview()).events).toBe(1);
});
