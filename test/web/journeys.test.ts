// What a person does in a browser, from an empty workspace on: first run, decisions that last, corrections, search, the report.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chineseSheet, playConsoleFile } from "./exports.ts";
import { CHROMIUM, openBrowser, openPage, settle, watchErrors } from "./open-browser.ts";
import { startWorkbench, type Workbench } from "./start-workbench.ts";

const NAME = CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium";
const EMPTY_PLACES = [
  "/?view=lanes",
  "/themes",
  "/themes/map",
  "/trends",
  "/inbox",
  "/brief",
  "/share",
  "/search",
  "/collect",
  "/models",
  "/design",
  "/analyse",
  "/optimise",
  "/people",
  "/nowhere",
];
const RAGGED = [
  "id,text,date,rating,author",
  "l1,The widget loses its colour,2026-03-01,2,ann",
  "l2,Widgets are blank after a restart,2026-03-02,1,bob",
  ",,2026-03-03,,cid",
  "l4,Love the widget,2026-03-04,5,dee",
  "",
].join("\n");
/** True once the browser keeps a file on its way. */
const KEPT = `new Promise((resolve) => {
  const opening = indexedDB.open("heed", 1);
  opening.onsuccess = () => {
    const all = opening.result.transaction("uploads").objectStore("uploads").count();
    all.onsuccess = () => { opening.result.close(); resolve(all.result > 0); };
  };
  opening.onerror = () => resolve(false);
})`;
const OURS = { en: "Lost notes (ours)", zh: "丢笔记（我们的名称）" };

describe.skipIf(CHROMIUM === null)(NAME, () => {
  let workbench: Workbench;
  let browser: Browser;
  let page: Page;
  let shouted: readonly string[];
  beforeAll(async () => {
    [workbench, browser] = await Promise.all([startWorkbench(), openBrowser()]);
    page = await openPage(browser, workbench.url);
    shouted = watchErrors(page);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
  }, 60_000);

  const drop = (name: string, buffer: Buffer) =>
    page.locator('input[type="file"]').first().setInputFiles({
      name,
      mimeType: "application/octet-stream",
      buffer,
    });

  test("on an empty workspace every page says what is missing, and none fails", async () => {
    for (const path of EMPTY_PLACES) {
      await page.goto(path);
      await settle(page);
      expect(await page.getByRole("alert").count(), path).toBe(0);
    }
    expect(shouted).toEqual([]);
  }, 60_000);

  /** Presses the button and waits until the import that it starts has ended; a click ends before its request begins. */
  const importItems = async (name: string) => {
    const started = page.waitForResponse(
      (response) => response.request().method() === "POST" && response.url().endsWith("/imports"),
    );
    await page.getByRole("button", { name }).click();
    await started;
    await workbench.settled();
  };

  test("first run: two raw exports become ranked needs, each open down to a person's words", async () => {
    await page.goto("/");
    await page.getByRole("heading", { level: 1, name: "What do your users need?" }).waitFor();
    await drop("reviews_com.example.notes.csv", playConsoleFile(60));
    await page.getByText("Google Play Console reviews").first().waitFor();
    await page.getByText(/60 rows: 60 new/).waitFor();
    await importItems("Import 60 items");
    await page.getByRole("heading", { level: 1, name: "What people need" }).waitFor();

    await page.goto("/collect");
    await drop("评论导出.xlsx", chineseSheet(60));
    await page.getByText(/60 rows: 60 new/).waitFor();
    expect(await page.getByText("更新之后同步又丢了我的笔记").first().isVisible()).toBe(true);
    await importItems("Import 60 items");

    await page.goto("/");
    const card = page.locator(".need-card").first();
    await card.waitFor();
    expect(await page.getByText(/120 items from/).isVisible()).toBe(true);
    const people = (await card.locator(".need-count").innerText()).match(/^\d+/)![0];
    await card.click();
    await settle(page);
    await page.getByText(new RegExp(`^${people} people, \\d+ mentions$`)).waitFor();
    expect(await page.locator("article.voice").count()).toBeGreaterThan(0);
    expect(shouted).toEqual([]);
  }, 60_000);

  test("a theme that was renamed keeps its name when more comes in and everything is read again", async () => {
    const { themeId } = (await workbench.api.listNeeds()).rows[0]!;
    await page.goto(`/themes/${themeId}`);
    await page.getByRole("button", { name: "Rename" }).click();
    await page.getByLabel("English").fill(OURS.en);
    await page.getByLabel("中文").fill(OURS.zh);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { level: 1, name: OURS.en }).waitFor();

    await page.goto("/collect");
    await drop("reviews_com.example.notes.csv", playConsoleFile(90));
    await page.getByText(/90 rows: 30 new, 0 edited, 60 already here/).waitFor();
    await importItems("Import 30 items");
    await page.goto(`/themes/${themeId}`);
    await page.getByRole("heading", { level: 1, name: OURS.en }).waitFor();
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("heading", { level: 1, name: OURS.zh }).waitFor();
    await page.getByRole("button", { name: "English" }).click();
    expect((await workbench.api.listThemeEdits()).rows).toHaveLength(1);
  }, 60_000);

  test("a file that was on its way when the page was loaded anew is sent on, and its rows wait to be imported", async () => {
    await page.goto("/collect");
    await settle(page);
    const sent: string[] = [];
    await page.route("**/uploads/*/content**", (route) => route.abort());
    await drop("later.csv", Buffer.from(RAGGED));
    await expect.poll(async () => (await page.getByText("later.csv").count()) > 0).toBe(true);
    // The browser keeps the file before the next page may ask for it.
    await page.waitForFunction(KEPT, null, { timeout: 60_000 });
    await page.unroute("**/uploads/*/content**");
    page.on("request", (request) => {
      if (request.url().includes("/content")) sent.push(request.method());
    });
    await page.goto("/collect");
    await page.getByText(/4 rows: 3 new/).waitFor();
    expect(sent).toEqual(["PUT"]);
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByText("既没有文字也没有评分。").waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("The row has neither words nor a rating.").waitFor();
    await page.getByRole("button", { name: "Cancel", exact: true }).first().click();
    await page.reload();
    await settle(page);
    expect(await page.getByText("later.csv").count()).toBe(0);
  }, 60_000);

  test("a theme is taken apart into parts named by their own words, which can be taken back", async () => {
    const { rows } = await workbench.api.listThemes();
    const biggest = rows
      .filter(({ parentId }) => parentId !== null)
      .toSorted((a, b) => b.mentions - a.mentions)[0]!;
    await page.goto(`/themes/${biggest.id}`);
    await page.getByRole("button", { name: "Take apart" }).click();
    await page.getByLabel("How many parts to look for").fill("2");
    await page.getByRole("dialog").getByRole("button", { name: "Take apart" }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await expect
      .poll(async () => (await workbench.api.listThemes()).rows.length)
      .toBe(rows.length + 1);
    const edits = (await workbench.api.listThemeEdits()).rows;
    expect(edits[0]!.edit.type).toBe("split");
    await workbench.api.editThemes({
      body: { decision: { type: "undo", edit: edits[0]!.number } },
    });
    expect((await workbench.api.listThemes()).rows.length).toBe(rows.length);
  }, 60_000);

  test("two pages that decide about themes at once: the second is told, and decides after reading again", async () => {
    const { rows } = await workbench.api.listThemes();
    const leaf = rows.find(({ parentId }) => parentId !== null)!;
    const other = await page.context().newPage();
    await other.goto(`/themes/${leaf.id}`);
    await settle(other);
    await other.route(
      "**/api/v1/theme-edits",
      async (route) => {
        // Another person decides between this page's reading and its own decision.
        await workbench.api.editThemes({ body: { decision: { type: "hide", themeId: leaf.id } } });
        await route.continue();
      },
      { times: 1 },
    );
    await other.getByRole("button", { name: "Hide" }).click();
    await other.getByText(/The themes changed since they were read/).waitFor();
    await other.getByRole("button", { name: "Show again" }).click();
    await other.getByRole("button", { name: "Hide" }).waitFor();
    await other.close();
    expect((await workbench.api.getTheme({ params: { themeId: leaf.id } })).hidden).toBe(false);
  }, 60_000);

  test("a reading is corrected with one key, shows at once, is kept as a label, and can be taken back", async () => {
    await page.goto("/inbox");
    await page.locator(".inbox-row").first().waitFor();
    const before = (await workbench.api.getWorkspace()).counts.labels;
    await page.keyboard.press("j");
    await page.locator(".inbox-row[data-active]").waitFor();
    const pressed = page.locator('.kind-keys button[aria-pressed="true"]');
    const was = await pressed.innerText();
    const key = was.includes("question") ? "2" : "5";
    await page.keyboard.press(key);
    await page.locator(".inbox-row").getByText("corrected").first().waitFor();
    await expect.poll(async () => (await workbench.api.listLabels()).rows.length).toBe(before + 1);
    await page.keyboard.press("u");
    await expect.poll(async () => (await workbench.api.listLabels()).rows.length).toBe(before);
    await page
      .locator(".kind-keys button[aria-pressed='true']", { hasText: was.replace(/^\d\s*/, "") })
      .waitFor();
  }, 60_000);

  test("search finds words in both languages, from the palette on any page, and keeps them in the address", async () => {
    await page.goto("/trends");
    await settle(page);
    await page.keyboard.press("/");
    await page.getByRole("combobox", { name: /Go anywhere/ }).fill("dark theme");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=dark/);
    await page.locator("mark", { hasText: /dark/i }).first().waitFor();
    await page.getByRole("searchbox", { name: "Search" }).fill("深色模式");
    await page.waitForURL(/q=%E6%B7%B1/);
    await page.locator("mark", { hasText: "深色模式" }).first().waitFor();
    await page.getByRole("searchbox", { name: "Search" }).fill("zebra crossing");
    await page.getByText("Nobody said that.").waitFor();
    expect(await page.locator("article.voice").count()).toBe(0);
  }, 60_000);

  test("the report opens from a file with the network cut, in both languages", async () => {
    const answer = await page.request.get("/api/v1/report.html?lang=en");
    const file = join(workbench.folder, "report.html");
    await writeFile(file, await answer.body());
    const offline = await browser.newContext({ offline: true });
    const asked: string[] = [];
    offline.on("request", (request) => asked.push(request.url()));
    const report = await offline.newPage();
    await report.goto(pathToFileURL(file).href);
    await report.getByText(OURS.en).first().waitFor();
    const text = await report.locator("body").innerText();
    expect(text).toMatch(/notes|笔记/);
    expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
    await offline.close();
  }, 60_000);

  test("when the server is gone the page says so, and goes on when it is back", async () => {
    const lost = await browser.newContext({ baseURL: workbench.url });
    const tab = await lost.newPage();
    await tab.goto("/brief");
    await settle(tab);
    await lost.setOffline(true);
    await tab.getByRole("link", { name: "Needs", exact: true }).click();
    await tab.getByRole("alert").first().waitFor();
    await lost.setOffline(false);
    await tab.getByRole("button", { name: "Try again" }).first().click();
    await tab.locator(".need-card").first().waitFor();
    expect(await tab.getByRole("alert").count()).toBe(0);
    await lost.close();
  }, 60_000);
});
