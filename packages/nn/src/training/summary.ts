// A network as a table: layers, the shapes that they give, and how many numbers they learn.
import { shapeText } from "../graph/dims.ts";
import type { LayerResult } from "./build-context.ts";
import type { ProgramParameter } from "./program.ts";

/**
 * One line for each use of a layer; parameters are counted at a layer's first use. Below stand the totals:
 * learned by gradients, and kept as they are (frozen, or running figures).
 */
export function summaryTable(
  layers: readonly LayerResult[],
  parameters: readonly ProgramParameter[],
): string {
  const counted = new Set<string>();
  const rows = layers.map(({ name, result }) => {
    const isShared = counted.has(name);
    counted.add(name);
    const own = parameters.filter((parameter) => parameter.name.startsWith(`${name}/`));
    const count = own.length > 0 && isShared ? "shared" : total(own).toLocaleString("en-US");
    return [name, shapeText(result.shape), count];
  });
  const lines = aligned([["Layer", "Output shape", "Parameters"], ...rows]);
  const learned = total(parameters.filter(({ training }) => training === "learned"));
  const all = total(parameters);
  const totals = [
    ["Parameters", all],
    ["learned", learned],
    ["not learned", all - learned],
  ].map(([what, count]) => `${what}: ${count!.toLocaleString("en-US")}`);
  const rule = "─".repeat(lines[0]!.length);
  return [lines[0], rule, ...lines.slice(1), rule, totals.join(", ")].join("\n");
}

/** Names and shapes to the left, numbers to the right. */
function aligned(rows: readonly string[][]): string[] {
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]!.length)));
  return rows.map(([name, shape, count]) =>
    [name!.padEnd(widths[0]!), shape!.padEnd(widths[1]!), count!.padStart(widths[2]!)].join("  "),
  );
}

function total(parameters: readonly ProgramParameter[]): number {
  return parameters.reduce(
    (sum, { spec }) => sum + spec.shape.reduce((product, size) => product * size, 1),
    0,
  );
}
