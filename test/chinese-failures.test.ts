// Every refusal that a person may meet speaks Chinese too: with words of its own, or with those of its code.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chineseOf } from "@heed/core";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ROOMS = ["packages/core", "packages/text", "packages/store", "packages/workbench"].concat([
  "apps/server",
  "apps/cli",
]);
const MADE = /new (?:InvalidInput|NotFound|Conflict|Unsupported|Unavailable|Refused)\(/g;

test("a refusal's own Chinese words stand before those of its code, and an unknown code has none", () => {
  const own = { message: "没有这条反馈 item_3。" };
  expect(chineseOf({ code: "item-not-found", zh: own })).toBe(own);
  expect(chineseOf({ code: "item-not-found" })?.message).toBe("没有这条反馈。");
  expect(chineseOf({ code: "no-such-code" })).toBeUndefined();
});

test("no refusal in the sources is without Chinese words", () => {
  const silent: string[] = [];
  let seen = 0;
  for (const path of ROOMS.flatMap((room) => sourcesOf(join(ROOT, room, "src")))) {
    const text = readFileSync(path, "utf8");
    for (const { index } of text.matchAll(MADE)) {
      const call = callAt(text, index);
      const code = /"([a-z][a-z0-9]*(?:-[a-z0-9]+)+|[a-z]+)"/.exec(call)?.[1];
      seen += 1;
      if (code === undefined || /\bzh\b/.test(call)) continue;
      if (chineseOf({ code }) === undefined) silent.push(`${path.slice(ROOT.length)}: ${code}`);
    }
  }
  expect(seen).toBeGreaterThan(300);
  expect(silent).toEqual([]);
});

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes(".test."))
    .map((name) => join(folder, name));
}

/** The text of a call, from its name to its closing bracket. */
function callAt(text: string, start: number): string {
  let depth = 0;
  for (let at = text.indexOf("(", start); at < text.length; at += 1) {
    if (text[at] === "(") depth += 1;
    if (text[at] === ")") depth -= 1;
    if (depth === 0) return text.slice(start, at + 1);
  }
  return text.slice(start);
}
