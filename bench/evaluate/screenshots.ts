// How well words and messages are read from pictures: run `npm run evaluate -- screenshots`; pages are drawn by Chromium.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findMessages } from "@heed/text";
import type { Browser } from "playwright-core";
import {
  SCREENSHOT_ENGINE,
  ScreenshotReader,
} from "../../packages/workbench/src/screenshots/screenshot-reader.ts";
import { CHROMIUM, openBrowser } from "../../test/web/open-browser.ts";
import {
  drawScreen,
  parallelSentences,
  type ScreenKind,
  type ScreenLanguage,
} from "./data/screenshot-pages.ts";
import { editsToFind, unitsOf } from "./reading-figures.ts";

const KINDS: readonly ScreenKind[] = ["reviews", "list", "chat"];
const LANGUAGES: readonly ScreenLanguage[] = ["en", "zh", "mixed"];
const SCHEMES = ["light", "dark"] as const;
/** Pixels of the picture for one of the page, and how it is saved. */
const SAVED = [
  { name: "1x", scale: 1, type: "png" },
  { name: "2x", scale: 2, type: "png" },
  { name: "2x jpeg", scale: 2, type: "jpeg" },
] as const;
const SEEDS = [0, 1];
/** A message counts as found when at most this share of its characters differs. */
const FOUND = 0.15;

interface Sums {
  letters: number;
  wrong: number;
  units: number;
  missed: number;
  said: number;
  found: number;
  /** Messages that nobody says. */
  invented: number;
  seconds: number;
  pictures: number;
}

if (CHROMIUM === null)
  console.log("not run: no Chromium was found to draw the pages; name one with HEED_CHROMIUM.");
else await measure(await openBrowser());

async function measure(browser: Browser): Promise<void> {
  const reader = new ScreenshotReader();
  const folder = mkdtempSync(join(tmpdir(), "heed-screens-"));
  try {
    const languages = (await drawsChinese(browser)) ? LANGUAGES : LANGUAGES.slice(0, 1);
    if (languages.length < LANGUAGES.length)
      console.log("not run for zh and mixed: this machine has no font with Chinese characters.");
    console.log(`${SCREENSHOT_ENGINE}; ${parallelSentences().length} sentences to draw from`);
    console.log(
      "| screen | language | scheme | saved | characters wrong % | words found % | messages found | invented | s a picture |",
    );
    console.log("|---|---|---|---|---|---|---|---|---|");
    const all = emptySums();
    for (const kind of KINDS)
      for (const language of languages)
        for (const scheme of SCHEMES)
          for (const saved of SAVED) {
            const sums = emptySums();
            for (const seed of SEEDS) {
              const screen = drawScreen(kind, language, scheme, seed);
              const path = join(folder, `${kind}-${language}-${scheme}-${saved.name}-${seed}`);
              await draw(browser, screen.html, saved, path);
              await read(reader, path, screen.said, sums);
            }
            console.log(row([kind, language, scheme, saved.name], sums));
            for (const key of Object.keys(all) as (keyof Sums)[]) all[key] += sums[key];
          }
    console.log(row(["all", "", "", ""], all));
  } finally {
    reader.end();
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

function emptySums(): Sums {
  return {
    ...{ letters: 0, wrong: 0, units: 0, missed: 0, said: 0, found: 0, invented: 0 },
    ...{ seconds: 0, pictures: 0 },
  };
}

/** A font without Chinese draws every character as the same box. */
async function drawsChinese(browser: Browser): Promise<boolean> {
  const page = await browser.newPage();
  try {
    await page.setContent("<p>鑫</p><p>龘</p>");
    const shots = await Promise.all([0, 1].map((at) => page.locator("p").nth(at).screenshot()));
    return !shots[0]!.equals(shots[1]!);
  } finally {
    await page.close();
  }
}

async function draw(
  browser: Browser,
  html: string,
  { scale, type }: (typeof SAVED)[number],
  path: string,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: scale,
  });
  const page = await context.newPage();
  await page.setContent(html);
  await page.screenshot({
    path,
    type,
    fullPage: true,
    ...(type === "jpeg" ? { quality: 75 } : {}),
  });
  await context.close();
}

async function read(
  reader: ScreenshotReader,
  path: string,
  said: readonly string[],
  sums: Sums,
): Promise<void> {
  const began = performance.now();
  const { messages, leftOut } = findMessages(await reader.read(path));
  sums.seconds += (performance.now() - began) / 1000;
  sums.pictures += 1;
  const whole = messages.map(({ text }) => text).join("\n");
  const units = new Map<string, number>();
  for (const unit of unitsOf(whole)) units.set(unit, (units.get(unit) ?? 0) + 1);
  const left = [...messages];
  for (const text of said) {
    const letters = lettersOf(text).length;
    sums.letters += letters;
    sums.wrong += Math.min(letters, editsToFind(lettersOf(text), lettersOf(whole)));
    for (const unit of unitsOf(text)) {
      sums.units += 1;
      const count = units.get(unit) ?? 0;
      if (count === 0) sums.missed += 1;
      else units.set(unit, count - 1);
    }
    sums.said += 1;
    const at = left.findIndex(({ text: found }) => isSame(text, found));
    if (at !== -1) {
      sums.found += 1;
      left.splice(at, 1);
    }
  }
  sums.invented += left.length;
  if (process.env.HEED_SHOW !== undefined) console.log(path, said, messages, leftOut);
}

/** The same words from beginning to end, neither a part nor with another message joined to it. */
function isSame(said: string, found: string): boolean {
  const [a, b] = [lettersOf(said), lettersOf(found)];
  return editsToFind(a, b) <= FOUND * a.length && editsToFind(b, a) <= FOUND * b.length;
}

function lettersOf(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "");
}

function row(names: readonly string[], sums: Sums): string {
  const percent = (part: number, whole: number) => ((100 * part) / whole).toFixed(1);
  return `| ${[
    ...names,
    percent(sums.wrong, sums.letters),
    percent(sums.units - sums.missed, sums.units),
    `${sums.found} of ${sums.said}`,
    sums.invented,
    (sums.seconds / sums.pictures).toFixed(1),
  ].join(" | ")} |`;
}
