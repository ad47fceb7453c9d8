// Asks axe what is wrong with a page, by the rules of WCAG 2.2 AA and good practice.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Resolves when nothing has moved for a few frames: while it fades in or out, a colour is mixed with what is behind it. */
const UNTIL_STILL = `(async () => {
  const isMoving = ({ playState, effect }) => playState === "running" && effect?.getComputedTiming().endTime !== Infinity;
  for (let still = 0; still < 5; ) {
    await new Promise(requestAnimationFrame);
    still = document.getAnimations().some(isMoving) ? 0 : still + 1;
  }
})()`;

/** What axe says is wrong: the rule, and the first places where it is broken. */
export async function faults(page: Page, rules: readonly string[]): Promise<string[]> {
  await page.evaluate(UNTIL_STILL);
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>(
    `axe.run({ runOnly: ${JSON.stringify(rules)}, resultTypes: ["violations"] })`,
  );
  return results.violations.map(
    ({ id, nodes }) =>
      `${id} ×${nodes.length}: ${nodes
        .slice(0, 2)
        .map(({ html, any }) => `${html.slice(0, 140)} (${any[0]?.message ?? ""})`)
        .join(" | ")}`,
  );
}
