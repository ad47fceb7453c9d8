// Compares the rules of SPEC.md with the titles of the tests, both ways.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => join(folder, path));
}

test("[GN5] every rule has a test and every numbered test has a rule", () => {
  const spec = readFileSync(join(root, "SPEC.md"), "utf8");
  const rules = [...spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map((match) => match[1]);
  const titles = [...testFiles(join(root, "src")), ...testFiles(join(root, "test"))]
    .map((path) => readFileSync(path, "utf8"))
    .flatMap((text) => [...text.matchAll(/"\[([A-Z]{2}\d+)\] /g)].map((match) => match[1]));
  expect(new Set(rules).size).toBe(rules.length);
  expect([...new Set(titles)].sort()).toEqual([...rules].sort());
});
