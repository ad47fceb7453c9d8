// A screenshot dropped in the browser becomes feedback with no model: read, shown beside its messages, imported, undone.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pictureOf } from "../../packages/workbench/test/screens.ts";
import { ALL_RULES, faults } from "./find-faults.ts";
import { CHROMIUM, openBrowser, openPage } from "./open-browser.ts";
import { startWorkbench, type Workbench } from "./start-workbench.ts";

const NAME = CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium";
/** The engine takes seconds for a picture, many more where others hold the processor. */
const LONG = 240_000;

describe.skipIf(CHROMIUM === null)(NAME, () => {
  let workbench: Workbench;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const home = mkdtempSync(join(tmpdir(), "heed-home-"));
    [workbench, browser] = await Promise.all([
      startWorkbench({ env: { HEED_HOME: home } }),
      openBrowser(),
    ]);
    page = await openPage(browser, workbench.url);
    page.setDefaultTimeout(LONG / 2);
  }, LONG);
  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
  }, 60_000);

  test(
    "it is read on this machine, looked at, imported and taken back",
    async () => {
      await page.goto("/collect");
      await page.locator('input[type="file"]').first().setInputFiles(pictureOf("reviews-en.png"));
      const take = page.getByRole("button", { name: "Import 4 items" });
      await take.waitFor();
      await page.getByRole("img", { name: "The picture reviews-en.png" }).waitFor();
      await page.getByText(/^tesseract\.js 7\.0\.0 read 4 messages of \d+ words/).waitFor();
      await page.getByText("Free shipping without any minimum, love it.").waitFor();
      expect(await faults(page, ALL_RULES)).toEqual([]);
      await take.click();
      await page.getByRole("cell", { name: /^reviews-en\.png/ }).waitFor();
      await page.getByRole("cell", { name: "Screenshots", exact: true }).waitFor();
      await workbench.settled();
      expect((await workbench.api.listItems({ query: {} })).rows).toHaveLength(4);
      await page.getByRole("button", { name: "Undo" }).click();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /undo|take/i })
        .click();
      await page.getByText("undone", { exact: true }).waitFor();
      await workbench.settled();
      expect((await workbench.api.listItems({ query: {} })).rows).toEqual([]);
    },
    LONG,
  );
});
