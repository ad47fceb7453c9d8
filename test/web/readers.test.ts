// Readers compared from the page: the work waits its turn, can be stopped and gone on with, and its outcome appears by itself.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL_RULES, faults } from "./find-faults.ts";
import { CHROMIUM, openBrowser, openPage } from "./open-browser.ts";
import { startWorkbench, type Workbench } from "./start-workbench.ts";

const NAME = CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium";

describe.skipIf(CHROMIUM === null)(NAME, () => {
  let workbench: Workbench;
  let browser: Browser;
  beforeAll(async () => {
    const env = { HEED_HOME: mkdtempSync(join(tmpdir(), "heed-home-")) };
    [workbench, browser] = await Promise.all([startWorkbench({ env }), openBrowser()]);
    const rows = Array.from({ length: 120 }, (_, at) =>
      at % 2 === 0 ? `It crashes on board ${at},bug,negative` : `I love page ${at},praise,positive`,
    );
    const csv = ["text,kind,sentiment", ...rows].join("\n");
    await workbench.api.importGold({ body: { csv } });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
  }, 60_000);

  test("a comparison that waits is stopped and gone on with, and what it found appears", async () => {
    const page = await openPage(browser, workbench.url);
    await page.goto("/models/gold");
    await page.getByText("Nothing was compared yet.").waitFor();
    // Work is done one after another, so the comparison has to wait for the sample.
    await workbench.api.loadSample();
    await page.getByRole("button", { name: "Compare readers" }).click();
    await page.getByText("Waiting for other work").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("The comparison was stopped.").waitFor();
    expect(await faults(page, ALL_RULES)).toEqual([]);
    await workbench.settled();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText(/^Compared/).waitFor({ timeout: 60_000 });
    await page.getByText("The comparison was stopped.").waitFor({ state: "detached" });
    const { evaluation } = await workbench.api.getGold();
    expect(evaluation!.tasks.kind.comparison).toMatchObject({ ok: true, labels: 120 });
    await page.context().close();
  }, 180_000);
});
