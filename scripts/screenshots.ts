// `npm run screenshots`: every page of the workbench on the sample, in both languages and schemes, into docs/images.
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { CHROMIUM, type Look, openBrowser, openPage, settle } from "../test/web/open-browser.ts";
import { everyPlaceOf, type Place } from "../test/web/places.ts";
import { decideOnSample, specifyOnSample } from "../test/web/sample-decisions.ts";
import { startWorkbench } from "../test/web/start-workbench.ts";
import { shrinkPng } from "./shrink-png.ts";

const { values: flags } = parseArgs({
  options: {
    out: { type: "string", default: "docs/images" },
    width: { type: "string", default: "1280" },
    height: { type: "string", default: "800" },
    /** Names of places and looks, such as `needs,need` and `en-light`. */
    only: { type: "string" },
    looks: { type: "string" },
  },
});
const LANGUAGES = ["en", "zh"] as const;
const SCHEMES = ["light", "dark"] as const;

if (CHROMIUM === null) {
  console.error("No Chromium was found; name one with HEED_CHROMIUM.");
  process.exit(5);
}
const out = resolve(flags.out);
await mkdir(out, { recursive: true });
const workbench = await startWorkbench();
const browser = await openBrowser();
try {
  await takeAll(browser, workbench.url, [{ name: "first-run", path: "/" }]);
  await workbench.loadSample();
  await decideOnSample(workbench.api);
  const { id } = await specifyOnSample(workbench.api);
  await workbench.api.loadSampleEvents();
  await workbench.settled();
  await takeAll(browser, workbench.url, [
    ...(await everyPlaceOf(workbench.api)),
    { name: "spec", path: `/design/specs/${id}` },
    { name: "answer", path: "/design/ask?q=why+do+people+lose+notes" },
  ]);
} finally {
  await browser.close();
  await workbench.stop();
}

async function takeAll(from: Browser, url: string, places: readonly Place[]): Promise<void> {
  const wanted = places.filter(({ name }) => flags.only?.split(",").includes(name) ?? true);
  for (const language of LANGUAGES)
    for (const scheme of SCHEMES)
      if (flags.looks?.split(",").includes(`${language}-${scheme}`) ?? true)
        await take(from, url, wanted, { language, scheme });
}

async function take(from: Browser, url: string, places: readonly Place[], look: Look) {
  const size = { width: Number(flags.width), height: Number(flags.height) };
  const page = await openPage(from, url, { ...look, ...size });
  for (const { name, path } of places) {
    await page.goto(path);
    await settle(page);
    await page.waitForTimeout(250);
    const file = `${name}-${look.language}-${look.scheme}.png`;
    await writeFile(join(out, file), shrinkPng(await page.screenshot()));
    console.log(file);
  }
  await page.context().close();
}
