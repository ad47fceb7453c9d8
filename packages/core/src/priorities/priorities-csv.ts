// The order of needs as a table that spreadsheets open: every part of every score, and how sure its place is.
import { guardFormula } from "../feedback/formula-guard.ts";
import type { Priorities } from "./prioritise.ts";

/** Header and rows; numbers as numbers, what cannot be told as empty cells with its reason in the last column. */
export function priorityTable(
  { rows, robustness }: Priorities,
  language: "en" | "zh",
): (string | number)[][] {
  const names = [...new Set(rows.flatMap(({ score }) => score.parts.map(({ name }) => name)))];
  const ranks = new Map((robustness?.ranks ?? []).map((rank) => [rank.themeId, rank]));
  const header = [
    ...["place", "need", "theme", "statement", "name", "people", "score"],
    ...names.flatMap((name) => [name, `${name} low`, `${name} high`, `${name} is`]),
    ...["first in share of worlds", "top 3 in share of worlds", "best place", "worst place"],
    "missing",
  ];
  return [
    header,
    ...rows.map(({ item, place, score }) => {
      const parts = names.flatMap((name): (string | number)[] => {
        const part = score.parts.find((one) => one.name === name);
        return part === undefined
          ? ["", "", "", ""]
          : [part.value, part.low, part.high, part.origin];
      });
      const doubt = ranks.get(item.themeId);
      return [
        ...[place ?? "", item.needId, item.themeId],
        ...[item.statement[language]?.text ?? "", item.name[language], item.people],
        score.ok ? score.value : "",
        ...parts,
        ...(doubt === undefined
          ? ["", "", "", ""]
          : [doubt.first, doubt.topThree, doubt.best, doubt.worst]),
        score.ok ? "" : score.missing.join(" "),
      ];
    }),
  ];
}

/** CSV (RFC 4180) of a table; texts that a spreadsheet would run as formulas stand behind an apostrophe. */
export function tableAsCsv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    if (typeof value === "number") return String(Math.round(value * 1e6) / 1e6);
    const guarded = guardFormula(value);
    return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  };
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
