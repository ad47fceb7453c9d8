// The design stage over HTTP: who may ask and draft, what a stream tells, and that a share link opens nothing of it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { feedbackCsv, openTestApp, type TestApp } from "./testing/open-test-app.ts";

let app: TestApp;
beforeAll(async () => {
  // A team's server: who is not signed in and shows no key is a stranger.
  app = await openTestApp({ HEED_PUBLIC_URL: "https://heed.example.com" });
  const id = await app.upload("reviews.csv", feedbackCsv(120));
  await app.ended(await app.api.startImport({ body: { uploadId: id } }));
}, 120_000);
afterAll(() => app.close());

test("a question is answered with sources, and its figures can be counted again", async () => {
  const answer = await app.api.getAnswer({ query: { question: "Why do people lose notes?" } });
  expect(answer).toMatchObject({ outcome: "answered", model: null, language: "en", dropped: {} });
  expect(answer.sentences.length).toBeGreaterThan(1);
  for (const { id, quote } of answer.cited) {
    const item = await app.api.getItem({
      params: { itemId: id.slice(0, id.indexOf(".")) as "item_1" },
    });
    expect(item.text).toContain(quote);
  }
  const asked = await app.api.askQuestion({ body: { question: "Why do people lose notes?" } });
  expect(asked.sentences).toEqual(answer.sentences);
  const nothing = await app.api.getAnswer({ query: { question: "有人提到区块链吗" } });
  expect(nothing).toMatchObject({ outcome: "not-said", language: "zh", sentences: [], groups: [] });
});

test("an answer is streamed sentence by sentence, and a missing model is told as a problem", async () => {
  const response = await app.api.streamAnswer({ body: { question: "sync notes" } });
  const events = await response.text();
  expect(events.match(/^event: \w+$/gm)?.at(-1)).toBe("event: answer");
  expect(events).toContain("event: sentence");
  const refused = await app.api.streamAnswer({ body: { question: "sync notes", model: true } });
  expect(await refused.text()).toMatch(/^event: problem\ndata: .*"code":"no-model"/);
});

test("questions and ids that cannot be used are refused", async () => {
  const status = async (path: string, init?: RequestInit) => (await app.request(path, init)).status;
  const json = { "content-type": "application/json" };
  expect(await status(`/api/v1/answer?question=${encodeURIComponent("？？")}`)).toBe(400);
  expect(await status("/api/v1/answer")).toBe(400);
  expect(await status("/api/v1/specs/spec_99")).toBe(404);
  expect(await status("/api/v1/specs/nonsense")).toBe(400);
  expect(
    await status("/api/v1/specs", { method: "POST", headers: json, body: '{"needId":"need_99"}' }),
  ).toBe(404);
  expect(
    await status("/api/v1/spec-drafts", {
      method: "POST",
      headers: json,
      body: '{"needId":"need_99"}',
    }),
  ).toBe(404);
  const drawing = { method: "POST", headers: json, body: "{}" };
  expect(await status("/api/v1/specs/spec_99/wireframe", drawing)).toBe(404);
  expect(
    await status("/api/v1/specs/spec_99/wireframe", { ...drawing, body: '{"language":"xx"}' }),
  ).toBe(400);
});

test("a specification is drafted, taken away and deleted; its pages may run nothing", async () => {
  const [need] = (await app.api.listNeeds({ query: {} })).rows;
  const spec = await app.api.draftSpec({ body: { needId: need!.id } });
  expect(spec.stale).toBe(0);
  const wireframe = await app.request(`/api/v1/specs/${spec.id}/wireframe?lang=zh`);
  expect(wireframe.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/);
  expect((await app.api.getSpecWriter()).model).toBeNull();
  await expect(
    app.api.proposeWireframe({ params: { specId: spec.id }, body: { language: "zh" } }),
  ).rejects.toMatchObject({ problem: { code: "no-model" } });
  const refused = await app.api.streamSpecDraft({ body: { needId: need!.id } });
  expect(await refused.text()).toMatch(/^event: problem\ndata: .*"code":"no-model"/);
  const page = await app.request(`/api/v1/specs/${spec.id}/exports/html`);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const file = await app.request(`/api/v1/specs/${spec.id}/exports/jira.csv`);
  expect(file.headers.get("content-disposition")).toBe(
    `attachment; filename="${spec.id}.jira.csv"`,
  );
  expect((await app.request(`/api/v1/specs/${spec.id}/exports/exe`)).status).toBe(400);
  const params = { specId: spec.id };
  const [first, ...rest] = spec.claims;
  const claims = [{ ...first!, text: { en: "Nobody minds.", zh: "" } }, ...rest];
  const saved = await app.api.saveSpec({ params, body: { after: 1, title: spec.title, claims } });
  expect(saved.claims[0]).toMatchObject({ basis: "assumption", text: { en: "Nobody minds." } });
  const back = await app.api.restoreSpec({ params, body: { after: 2, version: 1 } });
  expect((await app.api.refreshSpec({ params, body: { after: back.version } })).version).toBe(4);
  expect((await app.api.listSpecVersions({ params })).rows).toHaveLength(4);
  const { rows } = await app.api.diffSpec({ params, query: { from: 1, to: 2 } });
  expect(rows[0]).toMatchObject({ id: first!.id, change: "basis" });
  expect((await app.api.getSpec({ params, query: { version: 1 } })).claims).toEqual(spec.claims);
  await app.api.deleteSpec({ params });
  expect((await app.api.listSpecs()).rows).toEqual([]);
});

test("a share link opens its report and nothing of the design stage", async () => {
  const share = await app.api.createShare({ body: { name: "board", language: "en" } });
  const secret = share.path.slice("/share/".length);
  const as = (path: string, headers: Record<string, string> = {}) =>
    app.requestFrom("203.0.113.9", path, { headers: { host: "heed.example.com", ...headers } });
  expect((await as(share.path)).status).toBe(200);
  for (const path of [
    "/api/v1/answer?question=sync",
    "/api/v1/specs",
    "/api/v1/specs/spec_1/wireframe",
    "/api/v1/spec-writer",
  ]) {
    expect((await as(path)).status).toBe(401);
    expect((await as(path, { authorization: `Bearer ${secret}` })).status).toBe(401);
    expect((await as(`${share.path}${path}`)).status).not.toBe(200);
  }
});
