// An experiment as a person meets it: planned from a specification, looked at as planned, and its outcome back at requirement, need and tree.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL_RULES, faults } from "./find-faults.ts";
import { CHROMIUM, openBrowser, openPage, settle } from "./open-browser.ts";
import { startWorkbench, type Workbench } from "./start-workbench.ts";

const NAME = CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium";
/** A list tells the chosen option a frame after the key. */
const DRAWN =
  "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))";
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
      const paid = { event: "paid", person, timestamp, properties: { amount: 5 + (at % 7) } };
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
    await keep.getByLabel("Arm 1").fill("calm");
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

  test("by keyboard alone: several metrics, a guardrail with its margin, a cap, a window, three arms and a flag", async () => {
    const page = await openPage(browser, workbench.url, { width: 360 });
    await page.goto("/optimise/experiments");
    const { keyboard } = page;
    const reach = (target: Locator) => target.focus();
    const type = async (target: Locator, text: string) => {
      await reach(target);
      await keyboard.press("ControlOrMeta+a");
      await keyboard.type(text);
    };
    /** Opens a list, and takes the option whose words are typed or walked to. */
    const pick = async (target: Locator, option: string) => {
      const wanted = page.getByRole("option", { name: option, exact: true });
      const isChosen = async () => (await wanted.getAttribute("data-combobox-selected")) === "true";
      await reach(target);
      await page.evaluate(DRAWN);
      await keyboard.press("ArrowDown");
      await wanted.waitFor();
      await page.evaluate(DRAWN);
      for (let step = 0; step < 24 && !(await isChosen()); step += 1) {
        await keyboard.press("ArrowDown");
        await page.evaluate(DRAWN);
      }
      await keyboard.press("Enter");
      await expect.poll(() => target.inputValue()).toBe(option);
    };
    const press = async (target: Locator) => {
      await reach(target);
      await keyboard.press("Enter");
    };
    await press(page.getByRole("button", { name: "New experiment" }));
    const form = page.getByRole("form", { name: "Keep an experiment" });
    await expect.poll(() => page.evaluate<string>("document.activeElement.tagName")).toBe("INPUT");
    await keyboard.type("Three ways");
    await press(form.getByRole("button", { name: "Add an arm" }));
    await type(form.getByLabel("Arm 2"), "bold");
    await type(form.getByLabel("Weight").nth(2), "2");
    const first = form.getByRole("group", { name: "Metric 1" });
    await pick(
      first.getByRole("combobox", { name: "What is measured" }),
      "How often a person does it",
    );
    await pick(first.getByRole("combobox", { name: "People do this after" }), "paid");
    await press(first.getByRole("button", { name: "More about this metric" }));
    await type(first.getByLabel("Counts within"), "7");
    await type(first.getByLabel("Cap extreme values"), "99");
    await press(form.getByRole("button", { name: "Add what must not get worse" }));
    const second = form.getByRole("group", { name: "Metric 2" });
    await pick(second.getByRole("combobox", { name: "People do this after" }), "paid");
    await type(second.getByLabel("How much worse"), "5");
    await press(form.getByRole("button", { name: /^More: key/ }));
    await type(form.getByRole("textbox", { name: "Key", exact: true }), "three-ways");
    await reach(form.getByRole("checkbox", { name: /Make a flag/ }));
    await keyboard.press("Space");
    const words = form.locator(".measured-words");
    await expect
      .poll(() => words.innerText())
      .toMatch(/It decides: how often a person does “paid” within 7 d after.*99% quantile/s);
    expect(await words.innerText()).toMatch(/control 25%, treatment 25%, bold 50%/);
    await pick(
      form.getByRole("combobox", { name: "Who does this takes part" }),
      "experiment_viewed",
    );
    await form.getByText(/It needs [\d,]+ people \(/).waitFor();
    expect(await faults(page, ALL_RULES)).toEqual([]);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(360);
    await press(form.getByRole("button", { name: /^Plan with/ }));
    await press(form.getByRole("button", { name: "Keep", exact: true }));
    await page.locator("summary", { hasText: "What is measured" }).waitFor();
    const { rows } = await workbench.api.listExperiments();
    const kept = rows.find(({ key }) => key === "three-ways")!;
    expect(kept.plannedUnits).toBeGreaterThan(10);
    expect(kept.arms.map(({ key, weight }) => [key, weight])).toEqual([
      ["control", 1],
      ["treatment", 1],
      ["bold", 2],
    ]);
    expect(kept.metrics).toMatchObject([
      { kind: "count", role: "primary", cap: 0.99, windowMs: 604_800_000 },
      { kind: "conversion", role: "guardrail", better: "lower", margin: 0.05 },
    ]);
    const { rows: flags } = await workbench.api.listFlags();
    expect(flags.find(({ key }) => key === "three-ways")!.rules).toMatchObject([
      { kind: "experiment", experiment: "three-ways", share: 1 },
    ]);
    await page.context().close();
  }, 180_000);

  test("in Chinese the form says in words what is measured, sums and averages too", async () => {
    const page = await openPage(browser, workbench.url, { language: "zh", scheme: "dark" });
    await page.goto("/optimise/experiments");
    await page.getByRole("button", { name: "新建实验" }).click();
    const form = page.getByRole("form", { name: "保存实验" });
    await form.getByLabel("名称").fill("平静同步");
    for (const [measure, words] of [
      ["每人某属性之和", "每人“paid”的 amount 之和"],
      ["某属性的平均值", "“paid”的平均 amount"],
    ] as const) {
      await form.getByRole("combobox", { name: "度量什么" }).click();
      await page.getByRole("option", { name: measure }).click();
      if (measure === "每人某属性之和") {
        await form.getByRole("combobox", { name: "曝光后发生此事件" }).click();
        await page.getByRole("option", { name: "paid" }).click();
        await form.getByRole("combobox", { name: "属性", exact: true }).click();
        await page.getByRole("option", { name: "amount" }).click();
      }
      await expect.poll(() => form.locator(".measured-words").innerText()).toContain(words);
    }
    expect(await faults(page, ALL_RULES)).toEqual([]);
    await form.getByRole("button", { name: "保存", exact: true }).click();
    await page.getByText("度量内容").click();
    await page.getByText(/“paid”的平均 amount（首次看到实验之后）/).waitFor();
    const { rows } = await workbench.api.listExperiments();
    expect(rows.find(({ name }) => name === "平静同步")!.metrics).toMatchObject([
      { name: "paid 的平均 amount", kind: "ratio", property: "amount", per: { name: "paid" } },
    ]);
    await page.context().close();
  }, 120_000);

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
