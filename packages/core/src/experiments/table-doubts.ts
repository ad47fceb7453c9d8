// Says of a metric's column why it cannot be read as one measure (EX47): infinite values, several units, words.
import type { ColumnProfile } from "./column-profile.ts";
import type { ExperimentDoubt } from "./experiment.ts";
import type { TablePlan } from "./recognise-table.ts";

/** So few words among numbers are missing values. */
const FEW_WORDS = 0.02;

/** Doubts of columns that metrics read, by the column of the value. */
export function columnDoubts(
  plan: TablePlan,
  columns: readonly ColumnProfile[],
): Map<string, ExperimentDoubt> {
  const doubts = new Map<string, ExperimentDoubt>();
  for (const { column, event, per, before } of plan.metrics) {
    if (event !== null) continue;
    for (const name of [column, per, before]) {
      const profile = columns.find((candidate) => candidate.name === name);
      const doubt = profile === undefined ? null : doubtOf(profile);
      if (doubt !== null && !doubts.has(column)) doubts.set(column, doubt);
    }
  }
  return doubts;
}

function doubtOf({
  name,
  infinite,
  firstInfinite,
  words,
  firstWords,
  cells,
  empty,
  units,
}: ColumnProfile): ExperimentDoubt | null {
  if (infinite > 0)
    return {
      reason: "not-finite",
      details: { column: name, rows: infinite, row: firstInfinite ?? 0 },
    };
  if (words > FEW_WORDS * (cells - empty))
    return { reason: "not-numbers", details: { column: name, rows: words, row: firstWords ?? 0 } };
  if (units.size > 1) {
    const list = [...units]
      .map(([unit, count]) => `${unit === "" ? "–" : unit} (${count})`)
      .join(", ");
    return { reason: "mixed-units", details: { column: name, units: list } };
  }
  return null;
}
