// Pictures and sounds in the lab, from a folder to an explanation: dropped, looked at, trained on, measured, understood.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madePicture, madeTone, zipOf } from "../../apps/server/src/testing/made-media.ts";
import { ALL_RULES, faults } from "./find-faults.ts";
import { CHROMIUM, type Look, openBrowser, openPage, settle, watchErrors } from "./open-browser.ts";
import { startWorkbench, type Workbench } from "./start-workbench.ts";

const NAME = CHROMIUM === null ? "not run: no Chromium on this machine" : "in Chromium";
type Colour = readonly [number, number, number];
const RED: Colour = [190, 40, 40];
const BLUE: Colour = [30, 60, 190];
const LOOKS: readonly (Look & { readonly width: number })[] = [
  { language: "en", scheme: "light", width: 1280 },
  { language: "en", scheme: "dark", width: 360 },
  { language: "zh", scheme: "dark", width: 1280 },
  { language: "zh", scheme: "light", width: 360 },
];

/** Pixels that a picture has, once it is there. */
const WIDTH = (image: object) => (image as { readonly naturalWidth: number }).naturalWidth;
const WIDTHS = (images: object[]) =>
  images.map((image) => (image as { readonly naturalWidth: number }).naturalWidth);

/** Pictures of two classes; one of them lies in the wrong folder, which a model is to notice. */
function shapes(from: number): Record<string, Buffer> {
  const members: Record<string, Buffer> = {};
  for (let at = 0; at < 9; at += 1) {
    members[`red/${from + at}.png`] = madePicture(RED, 2 * at + from);
    members[`blue/${from + at}.png`] = madePicture(BLUE, 2 * at + from);
  }
  members["red/odd.png"] = madePicture(BLUE, 31 - from, [44 + from, 30]);
  return members;
}

function tones(): Record<string, Buffer> {
  const members: Record<string, Buffer> = {};
  for (let at = 0; at < 8; at += 1) {
    members[`high/${at}.wav`] = madeTone(1500 + 40 * at);
    members[`low/${at}.wav`] = madeTone(300 + 10 * at);
  }
  members["high/odd.wav"] = madeTone(333);
  return members;
}

describe.skipIf(CHROMIUM === null)(NAME, () => {
  let workbench: Workbench;
  let browser: Browser;
  let page: Page;
  let home: string;
  let shouted: readonly string[];
  const made: string[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "heed-lab-web-"));
    await write("shapes", {
      ...shapes(0),
      "red/cut.png": madePicture(RED, 5).subarray(0, 70),
      "notes.txt": Buffer.from("no picture"),
      ".DS_Store": Buffer.from("x"),
    });
    await writeFile(join(home, "tones.zip"), zipOf(tones()));
    await writeFile(join(home, "new.png"), madePicture(BLUE, 12, [90, 60]));
    [workbench, browser] = await Promise.all([startWorkbench(), openBrowser()]);
    page = await openPage(browser, workbench.url);
    shouted = watchErrors(page);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
    await rm(home, { recursive: true, force: true });
  }, 60_000);

  async function write(name: string, members: Record<string, Buffer>): Promise<void> {
    for (const [path, bytes] of Object.entries(members)) {
      const at = join(home, name, path);
      await mkdir(dirname(at), { recursive: true });
      await writeFile(at, bytes);
    }
  }

  async function chooseFolder(from: Page, path: string): Promise<void> {
    await from.goto("/models/lab");
    await settle(from);
    await from.getByRole("button", { name: /Pictures or sounds|图片或声音/ }).click();
    await from.locator("input[webkitdirectory]").setInputFiles(path);
    await from.locator(".lab-class").nth(1).waitFor();
  }

  test("a folder is looked at, then becomes a data set; what is not taken is told with its reason", async () => {
    await chooseFolder(page, join(home, "shapes"));
    const preview = page.locator("form", { has: page.locator(".lab-class") });
    expect(await preview.innerText()).toContain("20 files in 2 classes");
    const classes = await page.locator(".lab-class").allInnerTexts();
    expect(
      classes.map((text) =>
        text
          .split("\n")
          .filter((line) => line !== "")
          .slice(0, 2),
      ),
    ).toEqual([
      ["blue", "9 files"],
      ["red", "11 files"],
    ]);
    const widths = await page.locator(".lab-samples img").evaluateAll(WIDTHS);
    expect(widths.length).toBeGreaterThanOrEqual(7);
    expect(widths.every((width) => width === 96)).toBe(true);
    expect(await preview.innerText()).toMatch(/notes\.txt\s+neither a picture nor a WAV file/);
    await page.getByLabel("Name of the data set").fill("shapes-one");
    await page.getByRole("button", { name: "Make the data set" }).click();
    await page.getByText("19 examples were brought in.").waitFor();
    const refused = page.getByRole("region", { name: "2 files are not taken" });
    expect(await refused.innerText()).toMatch(/red\/cut\.png\s+broken/);
    await page.getByRole("button", { name: "Open the data set" }).click();
    await page.getByRole("heading", { name: "shapes-one" }).waitFor();
    expect(await page.locator("main").innerText()).toContain("broken, or other than its name says");
  }, 60_000);

  test("a folder that is dropped is taken as one that was chosen", async () => {
    const other = await openPage(browser, workbench.url);
    await other.goto("/models/lab");
    await settle(other);
    await other.getByRole("button", { name: "Pictures or sounds" }).click();
    const area = other.getByRole("region", { name: "Drop a folder of pictures or sounds here" });
    const box = (await area.boundingBox())!;
    const devtools = await other.context().newCDPSession(other);
    const data = { items: [], files: [join(home, "shapes")], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const)
      await devtools.send("Input.dispatchDragEvent", {
        ...{ type, data, x: box.x + box.width / 2, y: box.y + box.height / 2 },
      });
    await other.locator(".lab-class").nth(1).waitFor();
    const preview = other.locator("form", { has: other.locator(".lab-class") });
    expect(await preview.innerText()).toContain("20 files in 2 classes");
    expect(await preview.innerText()).toMatch(/notes\.txt\s+neither a picture nor a WAV file/);
    await other.context().close();
  }, 60_000);

  test("it is trained on, and the surest mistake is seen and understood", async () => {
    const train = page.getByRole("button", { name: "Train a model" });
    await train.click();
    await page.getByText("Last training made").waitFor({ timeout: 120_000 });
    await page.getByRole("link", { name: "shapes-one@1" }).click();
    await page.getByRole("heading", { name: "shapes-one@1" }).waitFor();
    made.push("/models/lab/models/shapes-one@1");
    const mistake = page.locator(".lab-named").first();
    await mistake.scrollIntoViewIfNeeded();
    expect(await mistake.innerText()).toContain("is red, answered blue");
    await expect.poll(() => mistake.locator(".lab-thumbnail img").evaluate(WIDTH)).toBe(160);
    await mistake.getByRole("button", { name: "Why?" }).click();
    const heat = mistake.getByRole("img", { name: /rests on; most of it/ });
    await heat.waitFor();
    expect(await heat.locator(".lab-heat-fields span").count()).toBe(64);
    expect(await mistake.innerText()).toMatch(/speaks for (?:red|blue)/);
    await mistake.getByText("The same in words").click();
    expect(await mistake.locator(".lab-heat-words li").count()).toBe(6);
    expect(await mistake.locator(".lab-heat-words li").first().innerText()).toMatch(
      /row \d, column \d of 8 \(.+\): without it: .+ points/,
    );
    await mistake.getByRole("switch", { name: "Show what it rests on" }).press(" ");
    expect(await heat.locator(".lab-heat-fields").count()).toBe(0);
  }, 180_000);

  test("a new picture is asked about, and other data measures it", async () => {
    await page
      .locator('section[aria-labelledby="lab-ask"] input[type="file"]')
      .setInputFiles(join(home, "new.png"));
    const answer = page.locator('section[aria-labelledby="lab-ask"]');
    await answer.getByRole("img", { name: /the answer blue rests on/ }).waitFor();
    const bytes = zipOf(shapes(20));
    const { id } = await workbench.api.createUpload({
      body: { name: "shapes-two.zip", bytes: bytes.length },
    });
    await workbench.api.sendUpload({ params: { uploadId: id } }, { raw: new Uint8Array(bytes) });
    await workbench.api.importLabMedia({ body: { uploadId: id } });
    await workbench.settled();
    await page.reload();
    await settle(page);
    const measure = page.locator('section[aria-labelledby="lab-measure"]');
    await measure.getByRole("combobox", { name: "Data set" }).click();
    await page.getByRole("option", { name: "shapes-two" }).click();
    await measure.getByRole("button", { name: "Measure" }).click();
    await measure.getByText(/shapes-one@1 on shapes-two: \d+ examples/).waitFor();
    await measure.locator(".lab-thumbnail img").first().waitFor();
    expect(await measure.locator(".lab-named").first().innerText()).toContain(
      "is red, answered blue",
    );
  }, 90_000);

  test("an archive of sounds is heard, trained on, and explained over its spectrogram", async () => {
    await page.goto("/models/lab");
    await settle(page);
    await page.getByRole("button", { name: "Pictures or sounds" }).click();
    await page.locator('input[type="file"][accept*="zip"]').setInputFiles(join(home, "tones.zip"));
    await page.locator(".lab-class").nth(1).waitFor();
    await page.getByRole("button", { name: "Make the data set" }).click();
    await page.getByRole("heading", { name: "tones" }).waitFor();
    await page.getByRole("button", { name: "Train a model" }).click();
    await page.getByRole("link", { name: "tones@1" }).waitFor({ timeout: 120_000 });
    await page.goto("/models/lab/models/tones@1");
    await settle(page);
    made.push("/models/lab/models/tones@1");
    const mistake = page.locator(".lab-named").first();
    expect(await mistake.locator("audio").getAttribute("src")).toMatch(/\/media\/\d+$/);
    await mistake.getByRole("button", { name: "Why?" }).click();
    const heat = mistake.getByRole("img", { name: /pitches by time/ });
    await heat.waitFor();
    expect(await heat.locator(".lab-heat-fields span").count()).toBe(12);
    expect(await heat.locator("canvas").getAttribute("height")).toBe("40");
    expect(shouted).toEqual([]);
  }, 180_000);

  test.each(LOOKS)(
    "axe finds nothing while a folder is looked at and on models of pictures and sounds, and none scrolls sideways: %o",
    async (look) => {
      const other = await openPage(browser, workbench.url, look);
      const found: string[] = [];
      const check = async (name: string) => {
        found.push(...(await faults(other, ALL_RULES)).map((fault) => `${name}: ${fault}`));
        const wide = await other.evaluate<number>("document.documentElement.scrollWidth");
        if (wide > look.width) found.push(`${name} is ${wide} wide`);
      };
      await chooseFolder(other, join(home, "shapes"));
      await check("preview");
      for (const path of made) {
        await other.goto(path);
        await settle(other);
        const mistake = other.locator(".lab-named").first();
        await mistake.getByRole("button", { name: /Why\?|为什么？/ }).click();
        await mistake.locator(".lab-heat-fields").waitFor();
        await mistake.locator("summary").click();
        await check(path);
      }
      await other.context().close();
      expect(made).toHaveLength(2);
      expect(found).toEqual([]);
    },
    120_000,
  );
});
