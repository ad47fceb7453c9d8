// The design stage as a person meets it: a question whose sources open, a specification drafted, edited, compared and deleted.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL_RULES, faults } from "./find-faults.ts";
import { CHROMIUM, openBrowser, openPage } from "./open-browser.ts";
import { startWorkbench, type Workbench } from "./start-workbench.ts";

const NAME = CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium";
const TEXTS = [
  "Sync keeps losing my notes",
  "Notes vanish after every sync",
  "The app crashes when it starts",
  "Please add a dark theme",
  "同步之后笔记没了",
  "会员太贵了不值",
];

describe.skipIf(CHROMIUM === null)(NAME, () => {
  let workbench: Workbench;
  let browser: Browser;
  beforeAll(async () => {
    // A home of its own: no model is chosen there, whatever this machine's user chose.
    const env = { HEED_HOME: mkdtempSync(join(tmpdir(), "heed-home-")) };
    [workbench, browser] = await Promise.all([startWorkbench({ env }), openBrowser()]);
    const rows = Array.from(
      { length: 60 },
      (_, at) =>
        `r${at},"${TEXTS[at % TEXTS.length]} ${"!".repeat(at % 4)}",2026-0${1 + (at % 6)}-11,${1 + (at % 5)},p${at}`,
    );
    await workbench.importCsv(["id,text,date,rating,author", ...rows]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
  }, 60_000);

  test("a question is answered, and its source opens", async () => {
    const page = await openPage(browser, workbench.url);
    await page.goto("/design/ask");
    await page.getByRole("textbox", { name: "Ask" }).fill("Why do notes vanish?");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Source 1" }).click();
    await page.getByRole("dialog").getByRole("link").first().waitFor();
    await page.keyboard.press("Escape");
    // While it fades, colours are mixed with the page's.
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await faults(page, ALL_RULES)).toEqual([]);
    await page.goto("/design/ask?q=%22blockchain%22");
    await page.getByText("The data does not say.").waitFor();
    await page.goto("/design/ask?q=%22sync%22&model=true");
    expect(await page.getByRole("alert").innerText()).toContain("No model is chosen");
    await page.context().close();
  }, 60_000);

  test("a specification is drafted from a need, edited into an assumption, compared and deleted", async () => {
    const page = await openPage(browser, workbench.url);
    await page.goto("/design");
    await page.getByRole("button", { name: "Draft a specification" }).first().click();
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByLabel("Words of the claim").first().fill("Nobody minds.");
    await page.getByRole("button", { name: "Save as a version" }).click();
    await page.getByRole("button", { name: "Compare with version 1" }).click();
    await page.getByText("what it rests on").first().waitFor();
    expect(await page.locator("#claim_1 .tag").first().innerText()).toBe("assumption");
    expect(await faults(page, ALL_RULES)).toEqual([]);
    expect(await page.locator("iframe.wireframe").getAttribute("sandbox")).toBe("");
    await page.getByRole("button", { name: "Delete" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { level: 1, name: "Specifications" }).waitFor();
    await page.context().close();
  }, 60_000);
});
