// The doors that stand open to other sites and programs: the widget, the signed webhook, the read-only link.
import { createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { feedbackCsv, openTestApp, type TestApp } from "./testing/open-test-app.ts";

/** As `npm ci` builds it. */
const WEB = fileURLToPath(new URL("../../web/dist/", import.meta.url));
let app: TestApp;
let daysLater = 0;
const now = () => new Date(Date.now() + daysLater * 86_400_000);
beforeAll(async () => {
  app = await openTestApp({ HEED_PUBLIC_URL: "https://heed.example.com" }, WEB, now);
});
afterAll(() => app.close());

const keyWith = (scope: "widget" | "webhook") =>
  app.api.createKey({ body: { name: `site ${scope}`, scopes: [scope] } });
const total = async (source: string) =>
  (await app.api.listItems({ query: { source: [source], spam: true } })).total;
const outside = { origin: "https://shop.example", host: "heed.example.com" };

test("the widget is one script for any page, under 15 kB, in both languages", async () => {
  const response = await app.request("/widget.js", { headers: outside });
  expect(response.status).toBe(200);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  const text = await response.text();
  expect(Buffer.byteLength(text)).toBeLessThan(15_000);
  expect(text).toContain("反馈");
  expect(text).not.toMatch(/^(import|export) /m);
  expect(() => new Function(text)).not.toThrow();
});

test("a message of the widget comes in without login; a robot's is dropped, and many at once are refused", async () => {
  const { id } = await keyWith("widget");
  const send = (body: object) =>
    app.request(`/api/v1/widget/${id}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...outside },
      body: JSON.stringify(body),
    });
  const page = "https://shop.example/cart?mail=jo@example.org#top";
  expect((await send({ text: "The cart forgets my size", rating: 2, page })).status).toBe(202);
  expect((await send({ text: "Buy pills", website: "https://pills.example" })).status).toBe(202);
  await vi.waitFor(async () => expect(await total("site widget")).toBe(1), { timeout: 60_000 });
  const [row] = (await app.api.listItems({ query: { source: ["site widget"] } })).rows;
  const item = await app.api.getItem({ params: { itemId: row!.id } });
  expect(item).toMatchObject({
    channel: "widget",
    rating: 2,
    properties: { page: "https://shop.example/cart" },
  });
  expect((await send({ text: "" })).status).toBe(400);
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => (await send({ text: `again ${index}` })).status),
  );
  expect(statuses).toContain(429);
  const preflight = await app.request(`/api/v1/widget/${id}`, {
    method: "OPTIONS",
    headers: { ...outside, "access-control-request-method": "POST" },
  });
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
});

test("a key opens only the door of its scope, and none that was revoked opens any", async () => {
  const { id } = await keyWith("widget");
  const post = (path: string) =>
    app.request(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...outside },
      body: JSON.stringify({ text: "hello" }),
    });
  expect((await post(`/api/v1/webhooks/${id}`)).status).toBe(401);
  await app.api.deleteKey({ params: { keyId: id } });
  expect((await post(`/api/v1/widget/${id}`)).status).toBe(404);
  expect((await post("/api/v1/widget/key_000000000000")).status).toBe(404);
});

test("a webhook is believed when it is signed and fresh, and once only", async () => {
  const { id, secret } = await keyWith("webhook");
  const body = JSON.stringify({ items: [{ text: "Signed words" }, { text: "And more" }] });
  const sign = (seconds: number, words = body, key = secret) =>
    `t=${seconds},v1=${createHmac("sha256", key).update(`${seconds}.${words}`).digest("hex")}`;
  const send = (signature: string, words = body) =>
    app.request(`/api/v1/webhooks/${id}`, {
      method: "POST",
      headers: { "content-type": "application/json", "heed-signature": signature, ...outside },
      body: words,
    });
  const now = Math.floor(Date.now() / 1000);
  expect((await send(sign(now))).status).toBe(202);
  expect(await (await send(sign(now))).json()).toMatchObject({ isRepeat: true });
  await vi.waitFor(async () => expect(await total("site webhook")).toBe(2), { timeout: 60_000 });
  for (const signature of ["", "t=1,v1=00", sign(now, "other"), sign(now, body, "heed_wh_guess")])
    expect((await send(signature)).status).toBe(401);
  expect((await send(sign(now - 3_600))).status).toBe(401);
  expect((await send(sign(now), body.replace("more", "less"))).status).toBe(401);
});

test("a read-only link shows the report of its day and nothing else, until it is closed or its day has come", async () => {
  const refused = await app.request("/api/v1/shares", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Board", language: "en" }),
  });
  expect(refused.status).toBe(404);
  const uploadId = await app.upload("reviews.csv", feedbackCsv(60));
  await app.ended(await app.api.startImport({ body: { uploadId } }));
  const { id, path } = await app.api.createShare({ body: { name: "Board", language: "zh" } });
  const open = (address: string) => app.request(address, { headers: { host: "heed.example.com" } });
  const page = await open(path);
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  expect(await page.text()).toContain("<html");
  expect((await open("/api/v1/workspace")).status).toBe(401);
  const { rows } = await app.api.listShares();
  expect(rows).toMatchObject([{ id, opened: 1 }]);
  expect(JSON.stringify(rows)).not.toContain(path.slice("/share/".length));
  await app.api.deleteShare({ params: { shareId: id } });
  expect((await open(path)).status).toBe(404);
  const short = await app.api.createShare({ body: { name: "Week", language: "en", days: 7 } });
  daysLater = 6;
  expect((await open(short.path)).status).toBe(200);
  daysLater = 8;
  expect((await open(short.path)).status).toBe(404);
  expect((await app.api.listShares()).rows).toEqual([]);
  daysLater = 0;
  expect((await open(`/share/${"A".repeat(32)}`)).status).toBe(404);
}, 60_000);
