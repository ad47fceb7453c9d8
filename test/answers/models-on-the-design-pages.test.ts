// A model's screens and sentences as a person meets them: by a switch that is there only when one was chosen, a command, and a draft that is watched.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDeskModels } from "../llm/open-desk-models.ts";
import { runHeed } from "../llm/run-heed.ts";
import type { Heard } from "../llm/wire-answer.ts";
import { serveModels, type WireServer } from "../llm/wire-server.ts";
import { ALL_RULES, faults } from "../web/find-faults.ts";
import { CHROMIUM, openBrowser, openPage } from "../web/open-browser.ts";
import { startWorkbench, type Workbench } from "../web/start-workbench.ts";

const TEXTS = ["Sync keeps losing my notes", "Notes vanish after every sync", "同步之后笔记没了"];
const both = (en: string, zh: string) => ({ en, zh });

/** Sentences of a draft. */
const SENTENCES = [
  "goal: Sync can be trusted.",
  "goal: Twelve people say so.",
  "problem: [[f1]] speak of it.",
  "risks: Old versions take space.",
].join("\n");

function screens({ json }: Heard) {
  const { content } = json.messages.find(({ role }: { role: string }) => role === "user");
  const text: string = typeof content === "string" ? content : content[0].text;
  const { stories } = JSON.parse(text) as { stories: { id: string }[] };
  const kinds = ["heading", "text", "field", "list", "table", "toggle", "image", "note", "button"];
  const label = both("Restore this version", "恢复此版本");
  return stories.map(({ id }) => ({
    title: both("Version history", "历史版本"),
    story: id,
    regions: [
      { name: "top", elements: [{ kind: "heading", label: both("Notes", "笔记"), story: id }] },
      { name: "main", elements: kinds.map((kind) => ({ kind, label, story: id })) },
      { name: "dialog", elements: [{ kind: "text", label, story: stories[0]!.id }] },
      { name: "bottom", elements: [{ kind: "button", label, story: id }] },
    ],
  }));
}

let isHostile = false;
let isEndless = false;
let server: WireServer;
let workbench: Workbench;
let home: string;
let specId: `spec_${number}`;
beforeAll(async () => {
  server = await serveModels({
    usual: (heard) => {
      if (heard.json.response_format === undefined)
        return { text: SENTENCES, ...(isEndless ? { fault: "drip" } : {}) };
      const text = isHostile
        ? "<script>alert(1)</script>"
        : JSON.stringify({ screens: screens(heard) });
      return { text };
    },
  });
  const chosen = await openDeskModels(server.url);
  await chosen.models.close();
  home = chosen.home;
  workbench = await startWorkbench({ env: { HEED_HOME: home } });
  const { api } = workbench;
  const rows = Array.from(
    { length: 24 },
    (_, at) =>
      `r${at},"${TEXTS[at % TEXTS.length]} ${"!".repeat(at % 4)}",2026-0${1 + (at % 6)}-11,p${at}`,
  );
  await workbench.importCsv(["id,text,date,author", ...rows]);
  const [need] = (await api.listNeeds({ query: {} })).rows;
  specId = (await api.draftSpec({ body: { needId: need!.id } })).id;
}, 120_000);
afterAll(async () => {
  await workbench?.stop();
  await server?.close();
}, 60_000);

const heed = (...args: string[]) =>
  runHeed(["spec", "wireframe", specId, "--workspace", workbench.folder, ...args], { home });
const choose = (...models: string[]) =>
  workbench.api.chooseModels({ params: { capability: "generate" }, body: { models } });

test("without a model the command draws plainly, and says what to do when one is asked for", async () => {
  await choose();
  const plain = await heed();
  expect(plain).toMatchObject({ code: 0 });
  expect(plain.out).toContain("<!doctype html>");
  expect(plain.errors).toContain("drawn plainly, without a model");
  const refused = await heed("--llm");
  expect(refused.code).not.toBe(0);
  expect(refused.errors).toContain("heed models");
}, 60_000);

test("with a model the command writes its screens to a file, or the plain sketch with the reason", async () => {
  await choose("desk/small-1");
  const out = join(home, "screens.html");
  const proposed = await heed("--llm", "--out", out, "--lang", "zh");
  expect(proposed).toMatchObject({ code: 0, out: "" });
  expect(proposed.errors).toContain("界面由 desk/small-1 提议");
  expect(await readFile(out, "utf8")).toContain("恢复此版本");
  isHostile = true;
  const told = await heed("--llm", "--json");
  isHostile = false;
  expect(JSON.parse(told.out)).toMatchObject({ model: null, failure: "answer-unusable" });
  expect(told.errors).toContain("not drawn (answer-unusable); drawn plainly");
}, 60_000);

describe.skipIf(CHROMIUM === null)(
  CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium",
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await openBrowser();
    });
    afterAll(() => browser?.close());

    test.each([
      ["en", "light", 1280],
      ["zh", "dark", 360],
    ] as const)(
      "the switch shows the screens in %s, %s, %i wide",
      async (language, scheme, width) => {
        await choose("desk/small-1");
        const page = await openPage(browser, workbench.url, { language, scheme, width });
        await page.goto(`/design/specs/${specId}`);
        await page.getByRole("switch", { name: /desk\/small-1/ }).click();
        const frame = page.frameLocator("iframe.wireframe[srcdoc]");
        await frame.locator(".phone").first().waitFor();
        expect(await frame.locator(".button").first().innerText()).toBe(
          language === "en" ? "Restore this version" : "恢复此版本",
        );
        // Its own style applies, under the page's policy.
        expect((await frame.locator(".box").first().boundingBox())!.height).toBeGreaterThan(30);
        expect(await page.locator("iframe.wireframe").getAttribute("sandbox")).toBe("");
        expect(await faults(page, ALL_RULES)).toEqual([]);
        if (process.env.HEED_SHOTS !== undefined) {
          await page.locator("iframe.wireframe").scrollIntoViewIfNeeded();
          await page.screenshot({
            path: join(process.env.HEED_SHOTS, `wireframe-${language}.png`),
          });
        }
        await page.context().close();
      },
      60_000,
    );

    test("a draft is watched claim by claim; stopped it leaves nothing, and whole it opens", async () => {
      await choose("desk/small-1");
      const { api } = workbench;
      const { needId } = await api.getSpec({ params: { specId }, query: {} });
      const before = (await api.listSpecs()).rows.length;
      const page = await openPage(browser, workbench.url);
      await page.goto(`/needs/${needId}`);
      const ask = async () => {
        await page.getByRole("button", { name: "Template" }).click();
        await page.getByRole("menuitem", { name: "With a model" }).click();
      };
      isEndless = true;
      await ask();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("Sync can be trusted.").waitFor();
      expect(await dialog.getByText("Twelve people").count()).toBe(0);
      expect(await faults(page, ALL_RULES)).toEqual([]);
      if (process.env.HEED_SHOTS !== undefined)
        await page.screenshot({ path: join(process.env.HEED_SHOTS, "draft.png") });
      await dialog.getByRole("button", { name: "Stop, and keep nothing" }).click();
      await dialog.waitFor({ state: "detached" });
      isEndless = false;
      expect((await api.listSpecs()).rows).toHaveLength(before);
      await ask();
      await page.waitForURL(/\/design\/specs\/spec_\d+$/);
      await page.getByText("Old versions take space.").waitFor();
      expect((await api.listSpecs()).rows).toHaveLength(before + 1);
      await page.context().close();
    }, 60_000);
  },
);
