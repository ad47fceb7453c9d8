// Draws the screens that tests of pictures read: node scripts/run.js bench/evaluate/draw-test-screens.ts (needs Chromium and a Chinese font).
import { writeFile } from "node:fs/promises";
import { pictureOf, SCREENS } from "../../packages/workbench/test/screens.ts";
import { CHROMIUM, openBrowser } from "../../test/web/open-browser.ts";
import { drawScreen } from "./data/screenshot-pages.ts";

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
  await writeFile(pictureOf(file), png);
  process.stdout.write(`${file} ${png.length}\n`);
  await context.close();
}
await browser.close();
