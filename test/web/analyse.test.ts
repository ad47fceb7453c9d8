// The stage that analyses what people do, as a person meets it: nothing yet, the sample, figures that open on people.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL_RULES, faults } from "./find-faults.ts";
import { CHROMIUM, openBrowser, openPage, settle } from "./open-browser.ts";
import { startWorkbench, type Workbench } from "./start-workbench.ts";

const NAME = CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium";
const PAGES = [
  "",
  "/funnels",
  "/retention",
  "/trends",
  "/behaviour",
  "/cohorts",
  "/sql",
  "/alerts",
];
const LOOK_RULES = ["color-contrast", "target-size", "scrollable-region-focusable"];

describe.skipIf(CHROMIUM === null)(NAME, () => {
  let workbench: Workbench;
  let browser: Browser;
  beforeAll(async () => {
    [workbench, browser] = await Promise.all([startWorkbench(), openBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
  }, 60_000);

  test("without events every page shows how to send some, and a button loads the sample", async () => {
    const page = await openPage(browser, workbench.url);
    for (const path of PAGES.slice(0, -1)) {
      await page.goto(`/analyse${path}`);
      await page.getByRole("heading", { level: 1, name: "No events yet" }).waitFor();
    }
    expect(await faults(page, ALL_RULES)).toEqual([]);
    await page.goto("/analyse");
    await page.getByRole("button", { name: "Make a key for events" }).click();
    await page
      .getByText(/^heed_[\w-]{24}$/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Load sample events" }).click();
    await page
      .getByRole("heading", { level: 1, name: "What people do" })
      .waitFor({ timeout: 60_000 });
    await page.context().close();
  }, 120_000);

  test.each([
    { language: "en", scheme: "light", width: 1280, rules: ALL_RULES },
    { language: "zh", scheme: "dark", width: 360, rules: LOOK_RULES },
  ] as const)(
    "axe finds nothing on any page, and none scrolls sideways: %o",
    async (look) => {
      const page = await openPage(browser, workbench.url, look);
      const found: string[] = [];
      for (const path of PAGES) {
        await page.goto(`/analyse${path}`);
        await settle(page);
        found.push(...(await faults(page, look.rules)).map((fault) => `${path}: ${fault}`));
        const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
        if (wide > look.width) found.push(`${path} is ${wide} wide`);
      }
      await page.context().close();
      expect(found).toEqual([]);
    },
    120_000,
  );

  test("a bar opens on exactly the people it counts, and a reading marks the weeks in which syncing failed", async () => {
    const page = await openPage(browser, workbench.url);
    await page.goto("/analyse/funnels");
    const dropped = page.getByRole("button", { name: /^\d+ dropped$/ }).nth(2);
    const count = /\d+/.exec(await dropped.innerText())![0];
    await dropped.click();
    await page.getByText(`${Number(count).toLocaleString("en").replace(",", "")} people`).waitFor();
    expect(await faults(page, ALL_RULES)).toEqual([]);
    const q = {
      series: [{ match: { name: "sync_failed" }, measure: { kind: "count" } }],
      period: "week",
    };
    await page.goto(`/analyse/trends?q=${encodeURIComponent(JSON.stringify(q))}`);
    await page.getByRole("button", { name: "Read this metric" }).click();
    await page.getByText(/^From 15 Jun 2026 on:/).waitFor();
    await page.getByText(/^From 27 Jul 2026 on:/).waitFor();
    expect(await faults(page, ALL_RULES)).toEqual([]);
    await page.context().close();
  }, 60_000);

  test("a query runs, is drawn, and what it may not do is said", async () => {
    const page = await openPage(browser, workbench.url);
    await page.goto("/analyse/sql");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByText("264 rows").waitFor();
    await page.getByText("Chart", { exact: true }).click();
    await page.getByRole("img", { name: "Chart" }).waitFor();
    await page.getByRole("textbox", { name: "Query" }).fill("DROP TABLE events");
    await page.getByRole("button", { name: "Run" }).click();
    expect(await page.getByText("it is no SELECT").innerText()).toContain("was not run");
    await page.context().close();
  }, 60_000);
});
