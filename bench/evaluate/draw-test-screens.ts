// Draws the screens that tests of pictures read: node scripts/run.js bench/evaluate/draw-test-screens.ts (needs Chromium and a Chinese font).
import { writeFile } from "node:fs/promises";
import { pictureOf, SCREENS } from "../../packages/workbench/test/screens.ts";
import { CHROMIUM, openBrowser } from "../../test/web/open-browser.ts";
import { drawScreen } from "./data/screenshot-pages.ts";

if (CHROMIUM === null) throw new Error("No Chromium was found; name one with HEED_CHROMIUM.");
/** One line with a private value in it. */
const MAIL = `<p style="font: 30px sans-serif; margin: 30px">Please write to jo@example.com</p>
  <p style="font: 30px sans-serif; margin: 30px">about the refund</p>`;

const browser = await openBrowser();
const drawn = SCREENS.map(({ file, screen, scale }) => ({
  ...{ file, scale },
  html: drawScreen(...screen).html,
}));
for (const { file, html, scale } of [...drawn, { file: "mail-en.png", html: MAIL, scale: 1 }]) {
  const context = await browser.newContext({
    viewport: { width: file === "mail-en.png" ? 640 : 390, height: 60 },
    deviceScaleFactor: scale,
  });
  const page = await context.newPage();
  await page.setContent(html);
  const png = await page.screenshot({ fullPage: true });
  await writeFile(pictureOf(file), png);
  process.stdout.write(`${file} ${png.length}\n`);
  await context.close();
}
await browser.close();
