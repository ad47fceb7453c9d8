// A table of a model's parameters, as one prints before training.
import type { Model } from "@heed/nn";
import { count } from "./report.ts";

/** Prints name, shape and number of every parameter, and their sum. */
export function printSummary(model: Model): void {
  const rows = model.parameters().map(({ name, shape }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return { name, shape: `[${shape.join(", ")}]`, size };
  });
  for (const { name, shape, size } of rows) {
    console.log(`  ${name.padEnd(28)} ${shape.padEnd(18)} ${count(size).padStart(10)}`);
  }
  const total = rows.reduce((sum, { size }) => sum + size, 0);
  console.log(`  ${"parameters in all".padEnd(47)} ${count(total).padStart(10)}`);
}
