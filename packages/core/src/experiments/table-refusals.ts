// What is said of a table in which something needed is missing.
import { InvalidInput } from "../errors.ts";
import type { ColumnProfile } from "./column-profile.ts";

function listOf(columns: readonly ColumnProfile[]): string {
  return columns
    .slice(0, 20)
    .map(({ name }) => name || "(no name)")
    .join(", ");
}

/** Refuses a name that no column has. */
export function requireColumn(name: string, columns: readonly ColumnProfile[]): void {
  if (columns.some((column) => column.name === name)) return;
  throw new InvalidInput(
    "experiment-columns",
    `There is no column "${name}"; the columns are ${listOf(columns)}.`,
    {
      hint: "Spell the column as the file does.",
      zh: {
        message: `没有“${name}”这一列；各列为 ${listOf(columns)}。`,
        hint: "请按文件中的写法给出列名。",
      },
    },
  );
}

export function noArm(
  columns: readonly ColumnProfile[],
  possible: readonly ColumnProfile[],
): InvalidInput {
  const few = possible.length === 0 ? listOf(columns) : listOf(possible);
  return new InvalidInput(
    "experiment-without-arm",
    `No column was found that says who was in which arm; the columns are ${listOf(columns)}.`,
    {
      hint: `Name it: --arm COLUMN (few values have: ${few}), or give one file for each arm.`,
      zh: {
        message: `没有找到标明分组的列；各列为 ${listOf(columns)}。`,
        hint: `请指定：--arm 列名（取值较少的列：${few}），或每组给出一个文件。`,
      },
    },
  );
}

export function noMetric(columns: readonly ColumnProfile[]): InvalidInput {
  return new InvalidInput(
    "experiment-without-metric",
    `No column was found that can be measured; the columns are ${listOf(columns)}.`,
    {
      hint: "Name one: --metric COLUMN",
      zh: {
        message: `没有找到可以度量的列；各列为 ${listOf(columns)}。`,
        hint: "请指定：--metric 列名",
      },
    },
  );
}
