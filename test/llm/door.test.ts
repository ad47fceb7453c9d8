// The door to models keeps private values, keys and money in, and tells exactly what went out.
import { chmodSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { costOf, formatPico, type LanguageModel, NO_MODELS, providerAt } from "@heed/core";
import {
  findModelKey,
  loadModelSettings,
  openWorkspace,
  saveModelKey,
  saveModelSettings,
} from "@heed/workbench";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { openDeskModels, PRICE } from "./open-desk-models.ts";
import { serveModels } from "./wire-server.ts";

const KEY = "sk-test-4f6b2c8d9e0a1b3c5d7e9f";
const schema = z.strictObject({ ok: z.boolean() });
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(usual = () => ({ text: '{"ok":true}' }), more = {}) {
  const server = await serveModels({ usual, ...more });
  closing.push(server.close);
  return server;
}

async function open(...args: Parameters<typeof openDeskModels>) {
  const desk = await openDeskModels(...args);
  closing.push(desk.models.close);
  return desk;
}

const ask = (model: LanguageModel, text = "fine", maxOutputTokens = 10) =>
  model.answer({
    purpose: "test",
    name: "verdict",
    instructions: "Is it fine?",
    content: [{ type: "text", text }],
    maxOutputTokens,
    schema,
  });

test("private values are taken out before anything is sent, and counted in the log", async () => {
  const server = await serve();
  const { models } = await open(server.url);
  await ask(models.languageModel("generate"), "Write to mia.tan@example.com or +86 138 0013 8000");
  const sent = JSON.stringify(server.heard[0]!.json);
  expect(sent).toContain("[email]");
  expect(sent).not.toMatch(/mia\.tan|0013/);
  expect(await models.ledger.calls(1)).toMatchObject([
    { purpose: "test", redacted: 2, host: new URL(server.url).host, status: "answered" },
  ]);
});

test("a key goes into the header and nowhere else: no error, log or file but its own holds it", async () => {
  const server = await serve(undefined, { key: "another key" });
  const { models, home } = await open(server.url, { provider: { keyVariable: "HEED_TEST_KEY" } });
  const model = models.languageModel("generate");
  await expect(ask(model)).rejects.toMatchObject({ code: "no-key" });
  await saveModelKey(home, "desk", KEY);
  const failure: unknown = await ask(model).catch((error: unknown) => error);
  expect(server.heard[0]!.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(failure).toMatchObject({ code: "key-refused" });
  expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain(KEY);
  expect(inspect(await models.ledger.calls(9), { depth: 20 })).not.toContain(KEY);
  expect(readFileSync(join(home, "models.json"), "utf8")).not.toContain(KEY);
  expect(readFileSync(join(home, "models.sqlite"), "latin1")).not.toContain(KEY);
});

test("the key file is its owner's alone, and one that others may read is refused", async () => {
  const home = mkdtempSync(join(tmpdir(), "heed-keys-"));
  const provider = { ...providerAt("desk", "https://models.example/v1", "HEED_TEST_KEY") };
  await saveModelKey(home, "desk", KEY);
  const file = join(home, "model-keys.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await findModelKey(home, provider)).toEqual({ key: KEY, source: "file" });
  vi.stubEnv("HEED_TEST_KEY", "from-outside");
  expect(await findModelKey(home, provider)).toEqual({
    key: "from-outside",
    source: "environment",
  });
  vi.unstubAllEnvs();
  chmodSync(file, 0o644);
  await expect(findModelKey(home, provider)).rejects.toMatchObject({ code: "file-not-private" });
  chmodSync(file, 0o600);
  await saveModelKey(home, "desk", null);
  expect(await findModelKey(home, provider)).toEqual({ key: null, source: "missing" });
});

test("settings with a value out of range are refused by name, and the file stays as it was", async () => {
  const home = mkdtempSync(join(tmpdir(), "heed-settings-"));
  const provider = providerAt("desk", "https://models.example/v1", null);
  await saveModelSettings(home, { ...NO_MODELS, providers: [provider] });
  const broken = { ...provider, concurrency: 0 };
  await expect(
    saveModelSettings(home, { ...NO_MODELS, providers: [broken] }),
  ).rejects.toMatchObject({
    code: "broken-model-settings",
    message: expect.stringContaining("providers.0.concurrency"),
  });
  expect((await loadModelSettings(home)).providers).toEqual([provider]);
});

test.each([
  ["http://10.0.0.7/v1", "address-refused"],
  ["http://169.254.169.254/v1", "address-refused"],
  ["http://[fd00::1]/v1", "address-refused"],
  ["http://192.0.2.1.nip.invalid/v1", "no-answer"],
])("nothing is sent to %s", async (url, code) => {
  const { models } = await open(url);
  await expect(ask(models.languageModel("generate"))).rejects.toMatchObject({ code });
});

test("a redirect is not followed, and a key does not travel in the clear", async () => {
  const server = await serve(() => ({ status: 302 }) as never);
  const { models } = await open(server.url);
  await expect(ask(models.languageModel("generate"))).rejects.toMatchObject({
    code: "redirect-refused",
  });
  const clear = await open("http://models.example/v1", {
    provider: { keyVariable: "HEED_TEST_KEY" },
  });
  vi.stubEnv("HEED_TEST_KEY", KEY);
  await expect(ask(clear.models.languageModel("generate"))).rejects.toMatchObject({
    code: "key-in-the-clear",
  });
});

test("every token is charged for once, at the price of its kind, to the last digit", async () => {
  const server = await serve();
  const { models } = await open(server.url);
  const model = models.languageModel("generate");
  let cost = 0n;
  let tokens = 0;
  for (const text of ["one two three", "四五六七", "eight"]) {
    const { usage } = await ask(model, text);
    expect(usage).toMatchObject({ outputTokens: 7, isEstimate: false });
    cost += BigInt(usage.inputTokens) * 270_000n + BigInt(usage.outputTokens) * 1_100_000n;
    tokens += usage.inputTokens + usage.outputTokens;
  }
  const [row] = await models.ledger.spending(null);
  expect(row).toMatchObject({ calls: 3, cost, currency: "USD", purpose: "test" });
  const month = new Date().toISOString().slice(0, 7);
  expect(await models.ledger.spent(month)).toEqual(
    new Map([
      ["USD", cost],
      ["tokens", BigInt(tokens)],
    ]),
  );
  const million = { inputTokens: 1e6, cachedInputTokens: 4e5, outputTokens: 1e6, seconds: 90 };
  const price = { ...PRICE, cachedInputPerMillion: 0.07, perMinute: 0.006 };
  // 0.6 x 0.27 + 0.4 x 0.07 + 1.1 + 1.5 x 0.006
  expect(formatPico(costOf({ ...million, isEstimate: false }, price))).toBe("1.299");
});

test("a budget stops a call before it is sent, never after, and at any number of calls at once", async () => {
  const server = await serve();
  const { models } = await open(server.url, { budgets: [{ unit: "tokens", most: 5_000 }] });
  const model = models.languageModel("generate");
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, index) => ask(model, `text ${index}`)),
  );
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThan(0);
  expect(server.heard).toHaveLength(12 - refused.length);
  for (const one of refused)
    expect((one as PromiseRejectedResult).reason).toMatchObject({ code: "budget-reached" });
  // Alone, calls go on until the most that one could cost no longer fits.
  let answered = 0;
  for (; answered < 1000; answered += 1) {
    const isAnswered = await ask(model, `again ${answered}`).then(
      () => true,
      () => false,
    );
    if (!isAnswered) break;
  }
  expect(answered).toBeGreaterThan(0);
  expect(answered).toBeLessThan(1000);
  const spent = (await models.ledger.spent(new Date().toISOString().slice(0, 7))).get("tokens")!;
  expect(spent <= 5_000n).toBe(true);
  const before = server.heard.length;
  await expect(ask(model, "x", 4_000)).rejects.toMatchObject({ code: "budget-reached" });
  expect(server.heard).toHaveLength(before);
});

test("a budget of money needs a price in its currency", async () => {
  const server = await serve();
  const budgets = [{ unit: "CNY", most: 10 }];
  const foreign = await open(server.url, { budgets });
  await expect(ask(foreign.models.languageModel("generate"))).rejects.toMatchObject({
    code: "price-unknown",
  });
  const unpriced = await open(server.url, { budgets, provider: { prices: {} } });
  await expect(ask(unpriced.models.languageModel("generate"))).rejects.toMatchObject({
    code: "price-unknown",
  });
  expect(server.heard).toHaveLength(0);
});

test("the same question is asked once in a workspace, also after a restart", async () => {
  const server = await serve();
  const workspace = await openWorkspace(mkdtempSync(join(tmpdir(), "heed-cache-")));
  closing.push(workspace.close);
  const first = await open(server.url, { workspace });
  expect(await ask(first.models.languageModel("generate"))).toMatchObject({ isCached: false });
  const second = await open(server.url, { workspace });
  const model = second.models.languageModel("generate");
  expect(await ask(model)).toMatchObject({ isCached: true, value: { ok: true } });
  expect(await ask(model, "another text")).toMatchObject({ isCached: false });
  expect(server.heard).toHaveLength(2);
  expect(await second.models.ledger.calls(2)).toMatchObject([
    { status: "answered" },
    { status: "cached", cost: 0n, attempts: 0 },
  ]);
});

test("no more calls run at a time than the provider allows, and none begins over its limit of a minute", async () => {
  let running = 0;
  let most = 0;
  const server = await serveModels({
    usual: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 5));
      running -= 1;
      return { text: '{"ok":true}' };
    },
  });
  closing.push(server.close);
  const { models, waits } = await open(server.url, { provider: { concurrency: 3, perMinute: 20 } });
  const model = models.languageModel("generate");
  await Promise.all(Array.from({ length: 30 }, (_, index) => ask(model, `text ${index}`)));
  expect(most).toBe(3);
  expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(60_000);
});

test("a capability without a model says how to choose one", async () => {
  const { models } = await open("http://127.0.0.1:9/v1");
  models.settings.choices.generate = [];
  expect(() => models.languageModel("generate")).toThrow(/No model is chosen/);
});
