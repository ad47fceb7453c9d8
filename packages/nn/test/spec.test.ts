// Every rule of SPEC.md has a test that names it, and every named rule exists.
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

test("the rules in SPEC.md and in test titles are the same", () => {
  const root = resolve(import.meta.dirname, "..");
  const spec = readFileSync(join(root, "SPEC.md"), "utf8");
  const rules = new Set([...spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map(([, id]) => id!));
  const named = new Set<string>();
  for (const file of globSync("{src,test}/**/*.test.ts", { cwd: root })) {
    const source = readFileSync(join(root, file), "utf8");
    for (const [, id] of source.matchAll(/\[([A-Z]{2}\d+)\]/g)) named.add(id!);
  }
  expect([...named].sort()).toEqual([...rules].sort());
});
