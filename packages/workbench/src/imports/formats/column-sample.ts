// What the first rows show of each column: lengths, repetition, and what its cells can be read as.
import { readInstant } from "../door/read-date.ts";
import { readRating } from "../door/read-rating.ts";
import { type FileRecord, isFault, type Reader, type ReadRecord } from "../readers/reader.ts";

export interface ColumnSample {
  readonly column: string;
  readonly index: number;
  /** Shares in [0, 1] of the rows, and of the filled cells, in that order. */
  readonly filled: number;
  readonly distinct: number;
  readonly dates: number;
  readonly ratings: number;
  /** Share that are numbers above 5: a column with some is on another scale. */
  readonly aboveFive: number;
  readonly emails: number;
  /** Share of filled cells with several words, or with Han characters in a row. */
  readonly sentences: number;
  /** Mean UTF-16 units of filled cells. */
  readonly length: number;
  readonly cells: readonly string[];
}

const SAMPLE_ROWS = 400;

/** The first records of a reader, faults left out. */
export async function sampleRecords(
  reader: Reader,
): Promise<{ records: FileRecord[]; first: ReadRecord[] }> {
  const records: FileRecord[] = [];
  const first: ReadRecord[] = [];
  for await (const run of reader.read()) {
    for (const record of run) {
      if (first.length < SAMPLE_ROWS) first.push(record);
      if (!isFault(record)) records.push(record);
      if (records.length >= SAMPLE_ROWS) return { records, first };
    }
  }
  return { records, first };
}

export function sampleColumns(
  columns: readonly string[],
  records: readonly FileRecord[],
): ColumnSample[] {
  return columns.map((column, index) => {
    const cells = records.map(({ cells: row }) => (row[index] ?? "").trim());
    const filled = cells.filter((cell) => cell !== "");
    const share = (test: (cell: string) => boolean) =>
      filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
    return {
      column,
      index,
      filled: records.length === 0 ? 0 : filled.length / records.length,
      distinct: filled.length === 0 ? 0 : new Set(filled).size / filled.length,
      dates: share((cell) => readInstant(cell, "day-first") !== null),
      ratings: share((cell) => readRating(cell) !== null),
      aboveFive: share((cell) => /^\d+(?:\.\d+)?$/.test(cell) && Number(cell) > 5),
      emails: share(isAddress),
      sentences: share((cell) => /\S\s+\S+\s+\S/.test(cell) || /[\u4e00-\u9fff]{4}/.test(cell)),
      length: filled.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, filled.length),
      cells,
    };
  });
}

/** `a@b.example`, also behind a name; nobody's address is as long as a message (RFC 5321, section 4.5.3.1). */
function isAddress(cell: string): boolean {
  return cell.length <= 500 && /^[^\s@]+@[^\s@]+\.[^\s@]+$|<[^\s@]+@[^\s@]+>$/.test(cell);
}

/** The sampled cells of a column, none where there is no such column. */
export function cellsOf(samples: readonly ColumnSample[], column: string): readonly string[] {
  return samples.find((sample) => sample.column === column)?.cells ?? [];
}
