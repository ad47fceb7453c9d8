// What is hostile or broken is refused with a clear problem, or is harmless.
import { existsSync } from "node:fs";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { feedbackCsv, openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ HEED_PUBLIC_URL: "https://heed.example.com" });
  const hostile = `id,text\n1,"<script>alert(1)</script> =HYPERLINK(0) \u202Eevil javascript:alert(1)"\n2,${"a".repeat(1_000_000)}\n`;
  const uploadId = await app.upload("hostile.csv", hostile);
  await app.ended(await app.api.startImport({ body: { uploadId, analyse: false } }));
}, 60_000);
afterAll(() => app.close());

const refusal = async (path: string, init?: RequestInit) => {
  const response = await app.request(path, init);
  const { code, hint, detail } = (await response.json()) as Record<string, string>;
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(detail).toMatch(/[.:]/);
  return { status: response.status, code, hint };
};

test("a cursor that was changed, or that belongs to another list, is refused", async () => {
  const { next } = await app.api.listItems({ query: { limit: 1, spam: true } });
  expect(next).not.toBeNull();
  const [payload, seal] = next!.split(".") as [string, string];
  const forged = Buffer.from('["2026-01-01",0]').toString("base64url");
  for (const cursor of [`${forged}.${seal}`, `${payload}.AAAA`, payload, "x.y.z", "%00", ""])
    expect((await refusal(`/api/v1/items?cursor=${cursor}`)).status).toBe(400);
  expect((await refusal(`/api/v1/items?language=en&cursor=${next}`)).code).toBe("cursor-not-valid");
  expect((await app.request(`/api/v1/items?limit=1&spam=true&cursor=${next}`)).status).toBe(200);
});

test.each([
  ["evil.example", 421, "host-not-allowed"],
  ["127.0.0.1.evil.example", 421, "host-not-allowed"],
  ["heed.example.com", 401, "sign-in-needed"],
  ["heed.example.com:99", 421, "host-not-allowed"],
])("a request for the host %s is refused", async (host, status, code) => {
  expect(await refusal("/api/v1/workspace", { headers: { host } })).toMatchObject({ status, code });
});

test.each([
  [{ origin: "https://evil.example" }],
  [{ origin: "null" }],
  [{ origin: "http://127.0.0.1:9999" }],
  [{ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
])("another site's form cannot post: %j", async (headers) => {
  const form = { "content-type": "application/x-www-form-urlencoded", ...headers };
  const init = { method: "POST", headers: form, body: "a=1" };
  expect(await refusal("/api/v1/sample", init)).toMatchObject({
    status: 403,
    code: "origin-not-allowed",
  });
  expect((await app.api.listJobs()).rows).toHaveLength(1);
});

test("only JSON is read as a body, and not more than it needs", async () => {
  const json = { "content-type": "application/json" };
  const put = (headers: Record<string, string>, body: string) =>
    refusal("/api/v1/brief", { method: "PUT", headers, body });
  expect((await put({ "content-type": "text/plain" }, "{}")).status).toBe(415);
  expect((await put(json, "{")).code).toBe("broken-json");
  expect((await put(json, '{"question":1}')).code).toBe("input-not-valid");
  const huge = JSON.stringify({ question: "x".repeat(5_000_000) });
  expect(await put(json, huge)).toMatchObject({ status: 413, code: "body-too-large" });
  const proto =
    '{"__proto__":{"polluted":true},"question":"","users":[],"outcome":"","hypotheses":[],"rivals":[]}';
  await app.request("/api/v1/brief", { method: "PUT", headers: json, body: proto });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test.each([
  "/api/v1/items?language=%00",
  "/api/v1/items/item_1%00",
  "/api/v1/items/item_1'--",
  "/api/v1/items?limit=1000000",
  "/api/v1/items?nothing=1",
  "/api/v1/items?kind=bug&kind=rant",
  "/api/v1/trends?by=text",
  "/api/v1/mentions?from=2026-13-45",
  `/api/v1/search?q=${"x".repeat(600)}`,
  "/api/v1/needs/need_1/rows?dimension=version",
])("%s is refused with what was expected", async (path) => {
  expect((await refusal(path)).status).toBe(400);
});

test.each([
  "/../../etc/passwd",
  "/..%2f..%2fetc%2fpasswd",
  "/assets/..%5c..%5cpackage.json",
  "/%2e%2e/%2e%2e/package.json",
  "//etc/passwd",
])("the path %s leads to no file", async (path) => {
  const text = await (await app.request(path)).text();
  expect(text).not.toMatch(/root:|"private"/);
});

test("hostile words come back as plain data under a strict policy", async () => {
  const response = await app.request("/api/v1/items?order=arrival&spam=true");
  expect(response.headers.get("content-type")).toContain("application/json");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  const { rows } = (await response.json()) as { rows: { text: string; isCut: boolean }[] };
  expect(rows[0]?.text).toContain("<script>alert(1)</script>");
  expect(rows[1]).toMatchObject({ isCut: true });
  expect(rows[1]!.text).toHaveLength(4_000);
});

test("an upload cannot be longer than announced, nor begin beyond its end", async () => {
  const { id } = await app.api.createUpload({ body: { name: "a.csv", bytes: 5 } });
  const path = `/api/v1/uploads/${id}/content`;
  const send = (query: string, body: string) => refusal(path + query, { method: "PUT", body });
  expect((await send("", "123456789")).code).toBe("upload-too-long");
  expect((await send("?offset=9", "1")).code).toBe("upload-has-gap");
  expect((await refusal("/api/v1/uploads/..%2f..%2fheed.sqlite")).code).toBe("upload-not-found");
  const big = { name: "a", bytes: 5e12 };
  const create = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(big),
  };
  expect((await refusal("/api/v1/uploads", create)).code).toBe("upload-too-large");
});

/** A zip archive of one member under any name (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). */
function zipOf(name: string, text: string): Buffer {
  const [path, bytes] = [Buffer.from(name), Buffer.from(text)];
  const packed = deflateRawSync(bytes);
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), facts, path, packed]);
  const index = Buffer.concat([
    Buffer.from("PK\u0001\u0002\u0014\u0000"),
    facts,
    Buffer.alloc(14),
    path,
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, index, Buffer.from("PK\u0005\u0006"), end]);
}

test("an archive that unpacks to far more than it is, or that names paths outside, brings nothing in from there", async () => {
  const preview = async (name: string, bytes: Buffer) => {
    const { id } = await app.api.createUpload({ body: { name, bytes: bytes.length } });
    await app.api.sendUpload({ params: { uploadId: id } }, { raw: new Uint8Array(bytes) });
    const body = JSON.stringify({ uploadId: id });
    const headers = { "content-type": "application/json" };
    return app.request("/api/v1/import-previews", { method: "POST", headers, body });
  };
  const bomb = gzipSync(`id,text\n1,${"a".repeat(200 * 1024 ** 2)}`, { level: 9 });
  const refused = await preview("bomb.csv.gz", bomb);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ code: "archive-refused" });
  const climbing = zipOf("../../../tmp/heed-climbed.csv", "id,text\n1,Outside\n");
  await preview("climbing.zip", climbing);
  expect(existsSync("/tmp/heed-climbed.csv")).toBe(false);
  const { rows } = await app.api.listImports();
  expect(rows).toHaveLength(1);
}, 60_000);

test("whoever asks 10,000 times a minute from afar is told to wait, and this machine's own user is not held up", async () => {
  const afar = { headers: { host: "heed.example.com" } };
  const statuses = new Map<number, number>();
  for (let round = 0; round < 100; round += 1) {
    const asked = Array.from({ length: 100 }, () =>
      app.requestFrom("203.0.113.9", "/health", afar),
    );
    for (const { status, headers } of await Promise.all(asked)) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    }
  }
  expect(statuses.get(200)).toBeLessThan(2_000);
  expect(statuses.get(429)).toBeGreaterThan(8_000);
  expect((await app.request("/health")).status).toBe(200);
}, 60_000);

test("10,000 requests are all answered", async () => {
  const statuses = new Map<number, number>();
  for (let round = 0; round < 100; round += 1) {
    const paths = Array.from({ length: 100 }, (_, index) =>
      index % 50 === 0 ? "/api/v1/items?limit=1" : index % 2 === 0 ? "/ready" : "/api/v1/none",
    );
    for (const { status } of await Promise.all(paths.map((path) => app.request(path))))
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect(Object.fromEntries(statuses)).toEqual({ 200: 5_000, 404: 5_000 });
}, 120_000);

test("logs name routes, codes and times, and no word of a customer", async () => {
  await app.request("/api/v1/search?q=hyperlink");
  await app.request("/api/v1/items?words=evil");
  const text = app.logged.join("");
  expect(text).toContain('"route":"/api/v1/search"');
  expect(text).not.toMatch(/hyperlink|evil|alert/i);
});

test("without a bundle the page says how to build one, and figures are there for Prometheus", async () => {
  const page = await app.request("/");
  expect(page.status).toBe(503);
  expect(await page.text()).toContain("npm run build --workspace @heed/web");
  const metrics = await (await app.request("/metrics")).text();
  expect(metrics).toMatch(
    /^heed_requests_total\{method="GET",route="\/ready",status="200"\} \d+$/m,
  );
  expect(metrics).toMatch(/^heed_event_loop_delay_max_seconds [\d.]+$/m);
});

test("the server says it is ready while a file is imported", async () => {
  const uploadId = await app.upload("many.csv", feedbackCsv(20_000));
  const job = await app.api.startImport({ body: { uploadId, analyse: false } });
  const waits: number[] = [];
  for (let isRunning = true; isRunning; ) {
    const startedAt = performance.now();
    await new Promise((resolve) => setImmediate(resolve));
    expect((await app.request("/ready")).status).toBe(200);
    waits.push(performance.now() - startedAt);
    isRunning = (await app.api.getJob({ params: { jobId: job.id } })).endedAt === null;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(waits.length).toBeGreaterThan(10);
  waits.sort((a, b) => a - b);
  console.log(
    `ready during an import: p50 ${waits[waits.length >> 1]!.toFixed(1)} ms, worst ${waits.at(-1)!.toFixed(1)} ms of ${waits.length}`,
  );
  // The figure of 50 ms is the benchmark's; work on the main thread would hold one answer for seconds.
  expect(waits.at(-1)).toBeLessThan(1_000);
}, 120_000);
