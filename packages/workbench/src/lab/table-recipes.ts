// Recipes for rows of a table: a linear model over numbers and categories, and a small network over the same.

import type { FeatureColumn } from "@heed/core";
import { type FeatureRows, RowBuilder } from "./feature-rows.ts";
import { type FittedFeatures, linearRecipe } from "./linear-recipe.ts";
import { denseNetworkRecipe } from "./network-recipe.ts";
import { jsonBytes, jsonOf, type TaskDoor } from "./recipe.ts";

/** Rows of a table as they are. */
export interface ReadyTable {
  readonly columns: readonly FeatureColumn[];
  readonly cells: readonly (readonly string[])[];
}

/** How one column becomes numbers, learnt from the training rows. */
type Coding =
  | { readonly kind: "number"; readonly mean: number; readonly spread: number }
  | { readonly kind: "category"; readonly values: readonly string[] };

/** Values of a category that are told apart at most; the rest count as one. */
const MOST_VALUES = 40;
const MOST_SPREADS = 5;

export const TABLE_TASK: TaskDoor<ReadyTable> = {
  task: "tabular",
  recipes: [
    linearRecipe<ReadyTable>({
      ...{ name: "linear", isBaseline: true, strengths: [1, 10, 100] },
      fitFeatures: (ready, rows) => tableFeatures(learnCodings(ready, rows)),
      openFeatures: (parts) => tableFeatures(jsonOf<Coding[]>(parts.codings)),
    }),
    denseNetworkRecipe<ReadyTable>({
      name: "network",
      least: 200,
      fitFeatures: (ready, rows) => tableFeatures(learnCodings(ready, rows)),
      openFeatures: (parts) => tableFeatures(jsonOf<Coding[]>(parts.codings)),
    }),
  ],
  prepare: async (inputs, { columns }) => ({
    columns,
    cells: inputs.map(({ cells }) => cells ?? []),
  }),
  vectors: () => null,
};

/** A number as people write it, or null: 1,234.5 and 12 % are numbers. */
export function numberIn(cell: string): number | null {
  const plain = cell
    .trim()
    .replace(/(\d),(?=\d{3}\b)/g, "$1")
    .replace(/(?<!\s)\s*%$/, "");
  if (plain === "") return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

function learnCodings({ columns, cells }: ReadyTable, rows: Int32Array): Coding[] {
  return columns.map(({ kind }, at): Coding => {
    const own = Array.from(rows, (row) => cells[row][at] ?? "");
    if (kind === "number") {
      const values = own.map(numberIn).filter((value) => value !== null);
      const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const spread = Math.sqrt(squares / Math.max(1, values.length));
      return { kind, mean, spread: spread > 0 ? spread : 1 };
    }
    const counts = new Map<string, number>();
    for (const cell of own) counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1);
    const values = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return { kind, values: values.slice(0, MOST_VALUES).map(([value]) => value) };
  });
}

/** A number gives its distance from the mean and whether it is missing; a category one column for each value. */
function tableFeatures(codings: readonly Coding[]): FittedFeatures<ReadyTable> {
  const width = codings.reduce(
    (sum, coding) => sum + (coding.kind === "number" ? 2 : coding.values.length + 1),
    0,
  );
  const places = codings.map((coding) =>
    coding.kind === "category" ? new Map(coding.values.map((value, at) => [value, at])) : null,
  );
  return {
    parts: () => ({ codings: jsonBytes(codings) }),
    rowsOf: ({ cells }, rows): FeatureRows => {
      const builder = new RowBuilder();
      for (const row of rows) {
        let from = 0;
        for (const [at, coding] of codings.entries()) {
          const cell = (cells[row][at] ?? "").trim();
          if (coding.kind === "number") {
            const value = numberIn(cell);
            if (value === null) builder.add(from + 1, 1);
            else {
              const far = (value - coding.mean) / coding.spread;
              builder.add(from, Math.max(-MOST_SPREADS, Math.min(MOST_SPREADS, far)));
            }
            from += 2;
          } else {
            const place = places[at]!.get(cell) ?? coding.values.length;
            builder.add(from + place, 1);
            from += coding.values.length + 1;
          }
        }
        builder.endRow();
      }
      return builder.rows(width);
    },
  };
}
