// Compares the rules of SPEC-impact.md with the titles of the tests, both ways.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const packages = join(import.meta.dirname, "../../..");
const rooms = ["core", "workbench"].flatMap((name) =>
  ["impact", "matters", "releases", "report"].map((room) => join(packages, name, "src", room)),
);

test("every rule has a test and every numbered test has a rule", () => {
  const spec = readFileSync(join(packages, "core/SPEC-impact.md"), "utf8");
  const rules = [...spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map((match) => match[1]!);
  const titles = rooms
    .filter((room) => existsSync(room))
    .flatMap((room) => readdirSync(room).map((file) => join(room, file)))
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => readFileSync(file, "utf8"))
    .flatMap((text) => [...text.matchAll(/"\[((?:IM|MA|RE)\d+)\] /g)].map((match) => match[1]!));
  expect(new Set(rules).size).toBe(rules.length);
  expect([...new Set(titles)].sort()).toEqual(rules.toSorted());
});
