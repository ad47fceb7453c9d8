// Opens the system's Chromium with nothing of its own going out, and pages in a chosen language, scheme and width.
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

/** Where Chromium is on this machine, null where it is not. `HEED_CHROMIUM` names another place. */
export const CHROMIUM: string | null =
  [
    process.env.HEED_CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ].find((path) => path !== undefined && existsSync(path)) ?? null;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

export interface Look {
  readonly language?: "en" | "zh";
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM!, args: FLAGS });
}

/** A page with storage of its own; a person who chose nothing sees English by day. */
export async function openPage(
  browser: Browser,
  baseURL: string,
  { language = "en", scheme = "light", width = 1280, height = 800 }: Look = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width, height },
    colorScheme: scheme,
    locale: language === "zh" ? "zh-CN" : "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(60_000);
  return context.newPage();
}

/** What goes wrong on a page from now on: errors that are thrown, and those it tells its console. */
export function watchErrors(page: Page): readonly string[] {
  const shouted: string[] = [];
  page.on("pageerror", (error) => shouted.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error") shouted.push(line.text());
  });
  return shouted;
}

/** Waits until a page has its title and nothing on it is being fetched. */
export async function settle(page: Page): Promise<void> {
  await page.locator("main h1").first().waitFor();
  await page.locator("main [data-waiting]").first().waitFor({ state: "detached" });
  await page.evaluate("document.fonts.ready");
}
