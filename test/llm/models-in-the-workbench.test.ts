// The models' part of the API: who is set up, chosen, tried, limited and paid for, without a key in any answer.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiError } from "@heed/core/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ALL_RULES, faults } from "../web/find-faults.ts";
import { CHROMIUM, openBrowser, openPage } from "../web/open-browser.ts";
import { startWorkbench, type Workbench } from "../web/start-workbench.ts";
import { runHeed } from "./run-heed.ts";
import { serveModels, type WireServer } from "./wire-server.ts";

const KEY = "sk-desk-0123456789abcdef";
const home = mkdtempSync(join(tmpdir(), "heed-models-page-"));
let server: WireServer;
let workbench: Workbench;

beforeAll(async () => {
  server = await serveModels({ usual: () => ({ text: '{"sentiment":"positive"}' }), key: KEY });
  workbench = await startWorkbench({ env: { HEED_HOME: home } });
}, 60_000);
afterAll(async () => {
  await workbench?.stop();
  await server?.close();
  rmSync(home, { recursive: true, force: true });
});

const code = (asked: Promise<unknown>) =>
  asked.then(
    () => "none",
    (error: unknown) => (error instanceof ApiError ? error.problem.code : String(error)),
  );

test("without a provider every capability is told with nobody, and a trial says what to do", async () => {
  const setup = await workbench.api.getModelSetup();
  expect(setup).toMatchObject({ providers: [], localModels: [], budgets: [], costs: [] });
  expect(setup.capabilities.flatMap(({ models }) => models)).toEqual([]);
  expect(setup.capabilities.length).toBe(7);
  expect(await code(workbench.api.tryModel({ body: { capability: "generate" } }))).toBe("no-model");
  expect((await workbench.api.listModelCalls()).rows).toEqual([]);
});

test("a provider of the terminal is chosen, tried, paid and limited from the page, and its key is told nowhere", async () => {
  const add = ["models", "add", "openai", "--id", "desk", "--url", server.url];
  const made = await runHeed([...add, "--price", "0.27,1.10,USD"], { home });
  expect(made.errors).toBe("");
  expect((await workbench.api.getModelSetup()).providers).toMatchObject([
    { id: "desk", key: "missing", prices: { "*": { input: 0.27, output: 1.1 } } },
  ]);
  await runHeed(["models", "key", "desk"], { home, input: `${KEY}\n` });
  const chosen = await workbench.api.chooseModels({
    params: { capability: "classify" },
    body: { models: ["desk/small-1"] },
  });
  expect(chosen.providers[0]!.key).toBe("file");
  expect(chosen.capabilities).toContainEqual({ capability: "classify", models: ["desk/small-1"] });

  const trial = await workbench.api.tryModel({ body: { capability: "classify" } });
  expect(trial).toMatchObject({ model: "desk/small-1", proven: ["form", "stream"] });
  expect(Number(trial.cost)).toBeGreaterThan(0);
  const paid = await workbench.api.getModelSetup();
  expect(paid.costs).toMatchObject([{ purpose: "test", model: "desk/small-1", calls: 2 }]);
  expect(paid.costs[0]!.cost).toBe(trial.cost);
  expect(paid.budgets).toContainEqual({ unit: "USD", spent: trial.cost, most: null });
  const { rows } = await workbench.api.listModelCalls({ query: { limit: 1 } });
  expect(rows).toMatchObject([{ purpose: "test", status: "answered", model: "desk/small-1" }]);

  await workbench.api.setModelBudget({ params: { unit: "USD" }, body: { most: 0.000001 } });
  const refused = await code(workbench.api.tryModel({ body: { capability: "classify" } }));
  expect(refused).toBe("budget-reached");
  const all = JSON.stringify([paid, rows, await workbench.api.getModelSetup()]);
  expect(all).not.toContain(KEY);
}, 60_000);

test.skipIf(CHROMIUM === null)(
  CHROMIUM === null
    ? "not run: no Chromium on this machine"
    : "the owner tries a model on the page, sees what it cost and what was sent, in both languages",
  async () => {
    await workbench.api.setModelBudget({ params: { unit: "USD" }, body: { most: 5 } });
    const browser = await openBrowser();
    try {
      const page = await openPage(browser, workbench.url);
      await page.goto("/models");
      await page.getByRole("button", { name: "Try: Sentiment and kind" }).click();
      await page
        .getByText(/desk\/small-1 answered in \d+ ms \(in a form · as a stream\)/)
        .waitFor();
      await page.getByRole("button", { name: "Show the last calls" }).click();
      await page.getByRole("cell", { name: "answered" }).first().waitFor();
      expect(await faults(page, ALL_RULES)).toEqual([]);
      await page.getByRole("button", { name: "中文" }).click();
      await page.getByRole("heading", { name: "大模型" }).waitFor();
      await page.getByRole("cell", { name: "已作答" }).first().waitFor();
      expect(await page.content()).not.toContain(KEY);
    } finally {
      await browser.close();
    }
  },
  60_000,
);

test("a choice that nobody can answer is refused with what to do", async () => {
  const choose = (models: string[]) =>
    code(workbench.api.chooseModels({ params: { capability: "see" }, body: { models } }));
  expect(await choose(["nobody/model"])).not.toBe("none");
  expect(await choose([])).toBe("none");
});
