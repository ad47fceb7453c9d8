// What a person should know of the cells that a plan cannot read: it is said before anything is kept.
import type { ColumnMapping } from "@heed/core";
import { type DateOrder, readInstant } from "../door/read-date.ts";
import { readRating } from "../door/read-rating.ts";
import type { ReaderNote } from "../readers/reader.ts";
import { type ColumnSample, cellsOf } from "./column-sample.ts";

/** Dates such as 03/04/2026 in a column that never shows which number is the month are left out, and it is said. */
export function ambiguousDates(
  samples: readonly ColumnSample[],
  column: string | undefined,
  order: string | null,
) {
  if (column === undefined || order !== null) return [];
  const isAmbiguous = cellsOf(samples, column).some((cell) => {
    const [, first, second] = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}\b/.exec(cell) ?? [];
    return first !== undefined && first !== second && Number(first) <= 12 && Number(second) <= 12;
  });
  if (!isAmbiguous) return [];
  return [
    {
      code: "ambiguous-dates",
      en: `The dates of "${column}" do not show which number is the month (03/04); those that could be either are left out. Export them as 2026-04-03.`,
      zh: `“${column}”列的日期分不清月和日（如 03/04），无法确定的日期不予采用；请导出为 2026-04-03 的形式。`,
    },
  ];
}

/** Dates and ratings that cannot be read are left out, and how many of the first rows have such is said. */
export function unreadCells(
  samples: readonly ColumnSample[],
  { date, rating }: ColumnMapping,
  order: DateOrder | null,
): ReaderNote[] {
  const count = (column: string | undefined, isRead: (cell: string) => boolean) =>
    column === undefined
      ? 0
      : cellsOf(samples, column).filter((cell) => cell !== "" && !isRead(cell)).length;
  const rows = samples[0]?.cells.length ?? 0;
  const dates = count(date, (cell) => readInstant(cell, order ?? "day-first") !== null);
  const ratings = count(rating, (cell) => readRating(cell) !== null);
  const notes: ReaderNote[] = [];
  if (dates > 0)
    notes.push({
      code: "unread-dates",
      en: `${dates} of the first ${rows} rows have a date in "${date}" that cannot be read; their words are kept without it.`,
      zh: `前 ${rows} 行中有 ${dates} 行的“${date}”日期无法读取，保留文字、不记日期。`,
    });
  if (ratings > 0)
    notes.push({
      code: "unread-ratings",
      en: `${ratings} of the first ${rows} rows have a rating in "${rating}" that is none from 1 to 5; it is left out.`,
      zh: `前 ${rows} 行中有 ${ratings} 行的“${rating}”不是 1 至 5 的评分，不予采用。`,
    });
  return notes;
}
