// The Models page and the search page with a chosen encoder: chosen, put to work by reading again, and told when it is away.

import { chooseModels } from "@heed/workbench";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ALL_RULES, faults } from "../web/find-faults.ts";
import { CHROMIUM, openBrowser, openPage } from "../web/open-browser.ts";
import { startWorkbench, type Workbench } from "../web/start-workbench.ts";
import { openDeskModels } from "./open-desk-models.ts";
import { serveModels, type WireServer } from "./wire-server.ts";

const PATIENCE = 180_000;
let isAway = false;
let server: WireServer;
let workbench: Workbench;

beforeAll(async () => {
  server = await serveModels({ usual: () => (isAway ? { status: 503 } : {}) });
  const { home, models } = await openDeskModels(server.url);
  await models.close();
  await chooseModels(home, "embed", ["built-in"]);
  workbench = await startWorkbench({ env: { HEED_HOME: home } });
  const rows = Array.from({ length: 24 }, (_, at) => `r${at},It crashes on page ${at} when I save`);
  await workbench.importCsv(["id,text", ...rows]);
}, PATIENCE);
afterAll(async () => {
  await workbench?.stop();
  await server?.close();
}, PATIENCE);

test.skipIf(CHROMIUM === null)(
  CHROMIUM === null
    ? "not run: no Chromium on this machine"
    : "an encoder is chosen on the page, is at work once all is read again, and search says when it is away",
  async () => {
    const browser = await openBrowser();
    try {
      const page = await openPage(browser, workbench.url);
      await page.goto("/models");
      await page.getByText("Themes and search go by Heed's own models.").waitFor();
      const field = page.getByRole("combobox", { name: /Themes and search/ });
      await field.fill("desk/small-1");
      await field.press("Enter");
      await page.getByText(/go by Heed's own models still; by desk\/small-1 once/).waitFor();
      expect(await faults(page, ALL_RULES)).toEqual([]);
      await page.getByRole("button", { name: "Read again" }).click();
      await workbench.settled();
      await page.reload();
      await page.getByText("Themes and search go by desk/small-1.").waitFor();

      await page.goto("/search?q=crashes");
      await page.getByText("24 mentions").waitFor();
      expect(await page.getByText(/cannot be asked now/).count()).toBe(0);
      isAway = true;
      await page.goto("/search?q=save");
      await page.getByText(/desk\/small-1, which search goes by, cannot be asked now/).waitFor();
      await page.getByText("24 mentions").waitFor();
      expect(await faults(page, ALL_RULES)).toEqual([]);
      await page.getByRole("button", { name: "中文" }).click();
      await page.getByText(/检索所用的向量模型 desk\/small-1 目前无法调用/).waitFor();
    } finally {
      await browser.close();
    }
  },
  PATIENCE,
);

test(
  "the API tells by what a search went, and why not by meaning",
  async () => {
    const { api } = workbench;
    isAway = false;
    await api.chooseModels({ params: { capability: "embed" }, body: { models: ["desk/small-1"] } });
    await api.startAnalysis();
    await workbench.settled();
    expect((await api.getWorkspace()).models.embedder).toEqual({
      name: "desk/small-1",
      version: "4",
    });
    // An answer to words that nobody asked about before has no vector yet.
    isAway = true;
    const { gap, by, total } = await api.search({ query: { q: "page" } });
    expect({ gap, by, total }).toEqual({
      gap: { code: "encoder-unreachable", model: "desk/small-1" },
      by: "words",
      total: 24,
    });
    const answer = await api.askQuestion({ body: { question: "What about the page?" } });
    expect(answer.gap).toEqual(gap);
  },
  PATIENCE,
);
