// Every page of a workspace with the sample in it: accessible, fit for a phone, free of English in Chinese, and workable by keyboard.
import { gzipSync } from "node:zlib";
import type { ThemeMap } from "@heed/core/api";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { en } from "../../apps/web/src/i18n/words/en.ts";
import { zh } from "../../apps/web/src/i18n/words/zh.ts";
import { ALL_RULES, faults } from "./find-faults.ts";
import { CHROMIUM, type Look, openBrowser, openPage, settle } from "./open-browser.ts";
import { everyPlaceOf, type Place } from "./places.ts";
import { decideOnSample } from "./sample-decisions.ts";
import { startWorkbench, type Workbench } from "./start-workbench.ts";

/** What another width, scheme or language can change; the structure of a page is the same in all of them. */
const LOOK_RULES = [
  "color-contrast",
  "target-size",
  "scrollable-region-focusable",
  "link-in-text-block",
  "html-lang-valid",
  "valid-lang",
];
const NAME = CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium";
/** The button that leads to the other language bears that language's own name; a product is called by its name everywhere. */
const FOREIGN = new Set(["English", "中文", "Segment"]);

describe.skipIf(CHROMIUM === null)(NAME, () => {
  let workbench: Workbench;
  let browser: Browser;
  let places: readonly Place[];
  beforeAll(async () => {
    [workbench, browser] = await Promise.all([startWorkbench(), openBrowser()]);
    await workbench.loadSample();
    await decideOnSample(workbench.api);
    places = await everyPlaceOf(workbench.api);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
  }, 60_000);

  test.each<Look & { readonly width: number; readonly rules: readonly string[] }>([
    { language: "en", scheme: "light", width: 1280, rules: ALL_RULES },
    { language: "en", scheme: "dark", width: 360, rules: LOOK_RULES },
    { language: "zh", scheme: "light", width: 360, rules: ALL_RULES },
    { language: "zh", scheme: "dark", width: 1280, rules: LOOK_RULES },
  ])(
    "axe finds nothing on any page, none scrolls sideways, and in Chinese none has English words: %o",
    async (look) => {
      const page = await openPage(browser, workbench.url, look);
      const found: string[] = [];
      for (const { name, path } of places) {
        await page.goto(path);
        await settle(page);
        found.push(...(await faults(page, look.rules)).map((fault) => `${name}: ${fault}`));
        const wide = await page.evaluate<number>("document.documentElement.scrollWidth");
        if (wide > look.width) found.push(`${name} is ${wide} wide`);
        if (look.language === "zh")
          found.push(...(await englishOn(page)).map((words) => `${name} says ${words}`));
      }
      await page.context().close();
      expect(found).toEqual([]);
    },
    150_000,
  );

  test("the loop tells what a release brought, and so does the need that it moved", async () => {
    const { loop } = await workbench.api.getWorkspace();
    const brought = loop.find(({ stage }) => stage === "optimise")!.brought;
    const moved = brought.find(({ version }) => version === "4.2.0")!;
    expect(moved.verdict).toBe("rose");
    const { rows } = await workbench.api.listNeeds();
    const need = rows.find(({ themeId }) => themeId === moved.themeId)!;
    const page = await openPage(browser, workbench.url, { language: "zh", scheme: "light" });
    await page.goto(`/needs/${need.id}`);
    await settle(page);
    expect(await page.locator(".loop-brought").innerText()).toMatch(/^4\.2\.0：.+升至 .+ 倍$/);
    expect(await page.getByText(/^上升到发布前的/).count()).toBe(1);
    await page.context().close();
  }, 60_000);

  test("a matter is looked at by its words, fixed and judged on the page of its release, and its rows are a click away", async () => {
    const page = await openPage(browser, workbench.url, { language: "en", scheme: "light" });
    await page.goto("/optimise");
    await page.getByRole("button", { name: /^4\.3\.1/ }).click();
    await page
      .getByRole("button", { name: en.optimise.useSuggested })
      .or(page.getByRole("button", { name: "Define a matter by its words" }))
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Define a matter by its words" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What it is called").fill("lost notes");
    await dialog.getByLabel(/^List 1/).fill("#disappear, lose, lost, 丢, 没了");
    await dialog.getByLabel(/^List 2/).fill("note, list, 笔记");
    await dialog.getByRole("button", { name: "See what they find" }).click();
    await dialog.getByText("Samples to check").waitFor();
    expect(await dialog.getByRole("status").innerText()).toMatch(/^\d+ mentions by \d+ people/);
    expect(await faults(page, ALL_RULES)).toEqual([]);
    await dialog.getByRole("button", { name: "Fix these words" }).click();
    const verdict = page.getByRole("region", { name: "lost notes" });
    await verdict.getByText("defined after the fact", { exact: true }).waitFor();
    await verdict.getByRole("link", { name: "See what was counted" }).click();
    await page.getByText("counted by the matter “lost notes”").waitFor();
    const { rows } = await workbench.api.listMatters();
    expect(rows).toMatchObject([{ definitions: 1, releases: ["4.3.1"] }]);
    await page.context().close();
  }, 60_000);

  test("a need is headed by what somebody said, and one click leads from there to all they said", async () => {
    const { rows } = await workbench.api.listNeeds();
    const need = rows.find(
      ({ statement, namedBy }) => statement.en !== null && namedBy.en === null,
    )!;
    const { text, itemId } = need.statement.en!;
    const page = await openPage(browser, workbench.url);
    await page.goto("/");
    const card = page.locator(".need-card", { has: page.getByRole("heading", { name: text }) });
    await card.getByText(need.name.en, { exact: true }).waitFor();
    await card.click();
    await page.getByRole("heading", { level: 1, name: text }).waitFor();
    await page.getByRole("link", { name: "Where this was said" }).click();
    await page.waitForURL(`**/items/${itemId}`);
    // The address changes before the page does.
    await page.getByRole("heading", { level: 1, name: text }).waitFor({ state: "hidden" });
    await expect.poll(() => page.locator("main").innerText()).toContain(text);
    await page.context().close();
  }, 60_000);

  test("axe finds nothing in dialogs, menus and boards either", async () => {
    const page = await openPage(browser, workbench.url);
    const found: string[] = [];
    const check = async (name: string) =>
      found.push(...(await faults(page, ALL_RULES)).map((fault) => `${name}: ${fault}`));
    const theme = places.find(({ name }) => name === "theme")!;
    await page.goto(theme.path);
    await settle(page);
    await page.getByRole("checkbox").first().check();
    await check("chosen mentions");
    await page.getByRole("button", { name: "Split off" }).click();
    await page.getByRole("dialog").waitFor();
    await check("split");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("dialog").waitFor();
    await check("rename");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("/");
    await page.getByRole("dialog", { name: /Go anywhere/ }).waitFor();
    await check("palette");
    await page.keyboard.press("Escape");
    await page.goto("/inbox");
    await page.locator(".inbox-row").first().waitFor();
    await page.keyboard.press("j");
    await page.locator(".kind-keys").waitFor();
    await check("a mention at work");
    await page.context().close();
    expect(found).toEqual([]);
  }, 60_000);

  test("the first page needs less than 350 kB of scripts, styles and pictures, gzipped", async () => {
    const page = await openPage(browser, workbench.url);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto("/");
    await page.locator(".need-card").first().waitFor();
    await page.context().close();
    const files = [...new Set(asked)].filter((url) => !new URL(url).pathname.startsWith("/api/"));
    let bytes = 0;
    for (const url of files)
      bytes += gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
    console.log(`first load: ${files.length} files, ${(bytes / 1_000).toFixed(0)} kB gzipped`);
    expect(bytes).toBeLessThan(350_000);
  }, 30_000);

  test("the map of 50,000 mentions follows the pointer", async () => {
    const page = await openPage(browser, workbench.url);
    await page.route("**/api/v1/theme-map", (route) => route.fulfill({ json: largeMap() }));
    await page.goto("/themes/map");
    const canvas = page.locator("canvas");
    await canvas.waitFor();
    const box = (await canvas.boundingBox())!;
    await page.evaluate(COUNT_FRAMES);
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.down();
    const startedAt = performance.now();
    for (let step = 1; step <= 40; step += 1)
      await page.mouse.move(box.x + 300 + step * 6, box.y + 200 + step * 3);
    await page.mouse.up();
    const ms = performance.now() - startedAt;
    const frames = await page.evaluate<number>("window.frames_");
    console.log(`map of 50,000: 40 moves in ${ms.toFixed(0)} ms, ${frames} frames`);
    expect(frames).toBeGreaterThan(10);
    await page.context().close();
  }, 60_000);

  test("with the keyboard alone: skip to the content, open a need, put it in a lane, correct a reading, go anywhere", async () => {
    const page = await openPage(browser, workbench.url);
    await page.goto("/");
    await page.locator(".need-card").first().waitFor();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await tabTo(page, /^1\b/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/needs\/need_/);
    await settle(page);
    const needId = page.url().split("/").at(-1) as `need_${number}`;
    const lane = async () => (await workbench.api.getNeed({ params: { needId } })).plan.lane;
    const before = await lane();
    await tabTo(page, /^(undecided|now|next|later)$/);
    await page.keyboard.press("ArrowRight");
    await expect.poll(lane, { timeout: 60_000 }).not.toBe(before);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: /Go anywhere/ }).fill("Inbox");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/inbox/);
    await page.locator(".inbox-row").first().waitFor();
    await page.keyboard.press("j");
    await page.locator(".inbox-row[data-active]").waitFor();
    await page.keyboard.press("6");
    await expect
      .poll(async () => (await workbench.api.listLabels()).rows.length, { timeout: 60_000 })
      .toBe(1);
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await page.waitForURL(/\/themes$/);
    await page.context().close();
  }, 90_000);
});

const COUNT_FRAMES = `window.frames_ = 0; (function next() { window.frames_ += 1; requestAnimationFrame(next); })()`;

/** As many mentions as the map shows, on sixty islands. */
function largeMap(): ThemeMap {
  const islands = Array.from({ length: 60 }, (_, at) => ({
    id: `theme_${at + 1}` as const,
    parentId: null,
    name: { en: `Island ${at}`, zh: `岛 ${at}` },
    x: 1_000 + (at % 10) * 1_500,
    y: 900 + Math.floor(at / 10) * 1_600,
    radius: 600,
    mentions: 833,
  }));
  const points = Array.from({ length: 50_000 }, (_, at) => at);
  const reach = (at: number) => 580 * Math.sqrt(((at * 7_919) % 833) / 833);
  return {
    themes: islands,
    points: {
      mentionIds: points.map((at) => `item_${at + 1}.1.0-5` as const),
      x: points.map((at) => Math.round(islands[at % 60]!.x + Math.cos(at) * reach(at))),
      y: points.map((at) => Math.round(islands[at % 60]!.y + Math.sin(at) * reach(at))),
      theme: points.map((at) => at % 60),
      kind: points.map((at) => at % 6),
    },
    total: 50_000,
  };
}

const CHINESE = new Set(wordsOf(zh));
const ENGLISH = new Set(wordsOf(en).filter((words) => !CHINESE.has(words) && !FOREIGN.has(words)));

/** Every text on a page, and every name that only programs read out. */
const SEEN = `(() => {
  const words = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) words.push(walk.currentNode.textContent.trim());
  for (const one of document.querySelectorAll("[aria-label],[placeholder],[title]"))
    for (const name of ["aria-label", "placeholder", "title"]) words.push((one.getAttribute(name) ?? "").trim());
  return words.filter((word) => word !== "");
})()`;

async function englishOn(page: Page): Promise<string[]> {
  const seen = await page.evaluate<string[]>(SEEN);
  if (!seen.some((words) => CHINESE.has(words))) throw new Error("The page has no Chinese words.");
  return seen.filter((words) => ENGLISH.has(words));
}

function wordsOf(dictionary: object): string[] {
  return Object.values(dictionary).flatMap((value) =>
    typeof value === "string" ? [value] : wordsOf(value as object),
  );
}

async function focused(page: Page): Promise<string> {
  return page.evaluate<string>(
    "(document.activeElement?.innerText || document.activeElement?.labels?.[0]?.innerText || '').trim()",
  );
}

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (name.test(await focused(page))) return;
  }
  throw new Error(`Tab leads nowhere that is called ${name}.`);
}
