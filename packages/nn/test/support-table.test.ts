// The support tables of SPEC.md are those of the code.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { gradientRules } from "../src/ops/gradients.ts";
import { elementwiseShapes } from "../src/ops/shapes/elementwise.ts";
import { indexingShapes } from "../src/ops/shapes/indexing.ts";
import { linearShapes } from "../src/ops/shapes/linear.ts";
import { reductionShapes } from "../src/ops/shapes/reduction.ts";
import { spatialShapes } from "../src/ops/shapes/spatial.ts";
import { structureShapes } from "../src/ops/shapes/structure.ts";
import type { OpName } from "../src/ops/vocabulary.ts";
import { trainableOperators } from "../src/transfer/support-table.ts";

const families = {
  elementwise: elementwiseShapes,
  reductions: reductionShapes,
  structure: structureShapes,
  linear: linearShapes,
  indexing: indexingShapes,
  spatial: spatialShapes,
};

/** One row for each family: operations that gradients pass, and those that they do not. */
function operationsTable(): string {
  const rows = Object.entries(families).map(([family, rules]) => {
    const names = Object.keys(rules) as OpName[];
    const listed = (passes: boolean) =>
      names
        .filter((name) => (gradientRules[name] !== "none") === passes)
        .map((name) => `\`${name}\``)
        .join(", ");
    return `| ${family} | ${listed(true)} | ${listed(false) || "–"} |`;
  });
  return ["| family | with gradient | without |", "|---|---|---|", ...rows].join("\n");
}

const spec = readFileSync(resolve(import.meta.dirname, "../SPEC.md"), "utf8");

test("SPEC.md lists every operation with or without its gradient", () => {
  expect(spec).toContain(operationsTable());
});

test("SPEC.md lists every operator of foreign models that can be trained through", () => {
  const listed = trainableOperators.map((name) => `\`${name}\``).join(", ");
  expect(spec.replaceAll(/\s+/g, " ")).toContain(listed);
});
