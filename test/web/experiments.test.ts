// An experiment as a person meets it: planned from a specification, looked at as planned, and its outcome back at requirement, need and tree.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL_RULES, faults } from "./find-faults.ts";
import { CHROMIUM, openBrowser, openPage, settle } from "./open-browser.ts";
import { startWorkbench, type Workbench } from "./start-workbench.ts";

const NAME = CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium";
const TEXTS = [
  "Sync keeps losing my notes",
  "Notes vanish after every sync",
  "The app crashes when it starts",
  "Please add a dark theme",
];

describe.skipIf(CHROMIUM === null)(NAME, () => {
  let workbench: Workbench;
  let browser: Browser;
  let specId: string;
  let needId: string;
  beforeAll(async () => {
    const env = { HEED_HOME: mkdtempSync(join(tmpdir(), "heed-home-")) };
    [workbench, browser] = await Promise.all([startWorkbench({ env }), openBrowser()]);
    const { api } = workbench;
    const rows = Array.from(
      { length: 60 },
      (_, at) =>
        `r${at},"${TEXTS[at % TEXTS.length]} ${"!".repeat(at % 4)}",2026-0${1 + (at % 6)}-11,${1 + (at % 5)},p${at}`,
    );
    await workbench.importCsv(["id,text,date,rating,author", ...rows]);
    needId = (await api.listNeeds()).rows[0]!.id;
    specId = (await api.draftSpec({ body: { needId: needId as `need_${number}` } })).id;
    await sendPeople(0, 60, 1);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
  }, 60_000);

  /** People of both arms who saw the experiment; all of the second arm's pay, and every `rate`th of the first's. */
  async function sendPeople(from: number, count: number, day: number): Promise<void> {
    const { secret } = await workbench.api.createKey({
      body: { name: `events ${day}`, scopes: ["events:write"] },
    });
    const events = Array.from({ length: count }, (_, index) => {
      const at = from + index;
      const person = `person ${at}`;
      const timestamp = new Date(Date.UTC(2026, 6, day, 9, at % 60)).toISOString();
      const properties = { experiment: "calm-sync", variation: at % 2 === 0 ? "control" : "calm" };
      const paid = { event: "paid", person, timestamp };
      const seen = { event: "experiment_viewed", person, timestamp, properties };
      return at % 2 === 1 || at % 10 === 0 ? [seen, paid] : [seen];
    }).flat();
    const sent = await fetch(`${workbench.url}/api/v1/events`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
      body: JSON.stringify({ events }),
    });
    expect(sent.status).toBe(200);
  }

  test("a specification fills the plan, the looks are kept with it, and what a look told goes back", async () => {
    const page = await openPage(browser, workbench.url);
    await page.goto(`/design/specs/${specId}`);
    await page.getByText("No experiment tests it yet.").waitFor();
    await page.getByRole("link", { name: "Plan its experiment" }).click();
    const metric = page.getByLabel("Metric that decides");
    const { metric: counted, baseRate } = await workbench.api.getSpecExperiments({
      params: { specId: specId as `spec_${number}` },
    });
    await expect.poll(() => metric.inputValue(), { timeout: 60_000 }).toBe(counted!.en);
    expect(Number(await page.getByLabel("Today's rate, in %").inputValue())).toBeCloseTo(
      100 * baseRate!,
      1,
    );
    await page.getByText("At planned looks").click();
    await page.getByRole("button", { name: "Work out" }).click();
    await page.getByRole("button", { name: "Keep as an experiment" }).click();
    const keep = page.locator("form").filter({ hasText: "Keep an experiment" });
    await keep.getByLabel("Name").fill("Calm sync");
    await keep.getByLabel("Arms, control first").fill("control:1, calm:1");
    await keep.getByLabel("People do this after the exposure").click();
    await page.getByRole("option", { name: "paid" }).click();
    await keep.getByText("More is better").click();
    await keep.getByLabel("People that the plan asks for").fill("200");
    await keep.getByLabel("Looks", { exact: true }).fill("2");
    expect(await faults(page, ALL_RULES)).toEqual([]);
    await keep.getByRole("button", { name: "Keep", exact: true }).click();
    await page.getByText(/no look is due: 60 are in, and the first of 2/).waitFor();
    expect(await page.getByRole("table", { name: "Planned looks" }).innerText()).toContain(
      "to come",
    );
    expect(await page.getByRole("link", { name: /sync|notes/i }).count()).toBeGreaterThan(0);

    await sendPeople(60, 60, 2);
    await page.getByRole("button", { name: "Measure again" }).click();
    await page.getByText("Better than control.").waitFor();
    expect(await faults(page, ALL_RULES)).toEqual([]);
    await sendPeople(120, 100, 3);
    await page.getByRole("button", { name: "Measure again" }).click();
    await page.getByText(/The plan ended there/).waitFor();

    for (const path of [`/design/specs/${specId}`, `/needs/${needId}`]) {
      await page.goto(path);
      await page.getByRole("link", { name: "Calm sync" }).waitFor();
      await page.getByText("Better than control.").waitFor();
    }
    const text = JSON.stringify(await workbench.api.getTree());
    expect(text).toContain('"title":{"en":"Calm sync","zh":"Calm sync"},"status":"better"');
    await page.context().close();
  }, 180_000);

  test("another specification is picked by its title, and the page fits a phone", async () => {
    const page = await openPage(browser, workbench.url, {
      language: "zh",
      scheme: "dark",
      width: 360,
    });
    await page.goto("/optimise/experiments");
    await page.getByRole("link", { name: "Calm sync" }).click();
    await page.getByRole("button", { name: "关联规格文档" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("对应的规格文档").click();
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "取消" }).click();
    await dialog.waitFor({ state: "detached" });
    await settle(page);
    expect(
      await faults(page, ["color-contrast", "target-size", "scrollable-region-focusable"]),
    ).toEqual([]);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
      360,
    );
    await page.context().close();
  }, 120_000);
});
