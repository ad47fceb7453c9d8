// Feedback from other programs: keys, idempotency, revisions, repeats, and pages of other sites.
import type { FeedbackReceipt } from "@heed/core/api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
let secret: string;
beforeAll(async () => {
  app = await openTestApp({ HEED_PUBLIC_URL: "https://heed.example.com" });
  const scopes = ["feedback:write" as const];
  ({ secret } = await app.api.createKey({ body: { name: "website", scopes } }));
});
afterAll(() => app.close());

const send = (body: object, headers: Record<string, string> = {}) =>
  app.request("/api/v1/feedback", {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const receipt = async (response: Response) => {
  expect(response.status).toBe(202);
  return (await response.json()) as FeedbackReceipt;
};
const stored = async (total: number) => {
  await vi.waitFor(
    async () => expect((await app.api.listItems({ query: { spam: true } })).total).toBe(total),
    { timeout: 60_000, interval: 100 },
  );
};

test("a message goes through the door and stands in the inbox soon after", async () => {
  const message = { text: "Mail me at jo@example.org, sync is broken", author: "jo", rating: 2 };
  expect(await receipt(await send(message))).toEqual({
    received: 1,
    rejected: [],
    isRepeat: false,
  });
  await stored(1);
  const [item] = (await app.api.listItems({ query: { source: ["website"] } })).rows;
  expect(item).toMatchObject({ rating: 2, redactions: [{ kind: "email" }] });
  expect(item?.text).not.toContain("jo@example.org");
});

test("a batch is kept once however often it is sent, and says which messages it turned away", async () => {
  const items = [{ text: "Dark mode please" }, { text: "" }, { text: "Dark mode please" }];
  const key = { "idempotency-key": "batch-1" };
  const first = await receipt(await send({ items }, key));
  expect(first).toMatchObject({ received: 2, rejected: [{ index: 1, reason: "no-words" }] });
  expect(await receipt(await send({ items }, key))).toEqual({ ...first, isRepeat: true });
  await stored(3);
});

test("the sender's own id makes an edited message a revision", async () => {
  await send({ id: "m1", text: "Export fails" });
  await send({ id: "m1", text: "Export fails on large notes" });
  await stored(4);
  const { rows } = await app.api.listItems({ query: { words: "export" } });
  expect(rows).toMatchObject([{ revision: 2, text: "Export fails on large notes" }]);
});

test("without a write key nothing is taken, and a revoked key is none", async () => {
  for (const authorization of ["", "Bearer x", `Bearer heed_${"a".repeat(24)}`]) {
    const refused = await send({ text: "hello" }, { authorization });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: "key-not-known" });
  }
  const other = await app.api.createKey({ body: { name: "old", scopes: ["feedback:write"] } });
  await app.api.deleteKey({ params: { keyId: other.id } });
  const bearer = { authorization: `Bearer ${other.secret}` };
  expect((await send({ text: "hello" }, bearer)).status).toBe(401);
  expect(JSON.stringify(await app.api.listKeys())).not.toContain(secret);
});

test("another site's page may send with a key, from outside too, and read nothing", async () => {
  const foreign = {
    origin: "https://shop.example",
    host: "heed.example.com",
    "sec-fetch-site": "cross-site",
  };
  const sent = await send({ text: "Love it" }, foreign);
  expect([sent.status, sent.headers.get("access-control-allow-origin")]).toEqual([202, "*"]);
  const preflight = await app.request("/api/v1/feedback", {
    method: "OPTIONS",
    headers: { ...foreign, "access-control-request-method": "POST" },
  });
  expect(preflight.headers.get("access-control-allow-headers")).toContain("idempotency-key");
  expect((await app.request("/api/v1/items", { headers: foreign })).status).toBe(403);
});

test("too long messages and too large batches are refused whole", async () => {
  const items = Array.from({ length: 1_001 }, () => ({ text: "x" }));
  expect((await send({ items })).status).toBe(400);
  expect((await send({ text: "x".repeat(100_001) })).status).toBe(400);
  expect((await send({ text: "x" }, { "idempotency-key": "a b" })).status).toBe(400);
});
