// Draws the screens in `pictures/` that tests read: node scripts/run.js packages/workbench/test/draw-pictures.ts (needs Chromium and a Chinese font).
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawScreen } from "../../../bench/evaluate/data/screenshot-pages.ts";
import { CHROMIUM, openBrowser } from "../../../test/web/open-browser.ts";
import { SCREENS } from "./screens.ts";

if (CHROMIUM === null) throw new Error("No Chromium was found; name one with HEED_CHROMIUM.");
const browser = await openBrowser();
for (const { file, screen, scale } of SCREENS) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 60 },
    deviceScaleFactor: scale,
  });
  const page = await context.newPage();
  await page.setContent(drawScreen(...screen).html);
  const png = await page.screenshot({ fullPage: true });
  await writeFile(join(import.meta.dirname, "pictures", file), png);
  process.stdout.write(`${file} ${png.length}\n`);
  await context.close();
}
await browser.close();
