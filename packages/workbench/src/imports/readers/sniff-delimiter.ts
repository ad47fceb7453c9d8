// Finds out how a table is written: the character and the habits by which its first lines are cut most evenly.
import { type CsvDialect, CsvScanner } from "./csv-scanner.ts";

export const DELIMITERS = [",", "\t", ";", "|", "\u0001", "，", "^", "~"] as const;
const LOOKED_AT = 50;
/** How much more even a dialect must make the rows to be believed. */
const WORTH_A_DIALECT = 0.05;

export interface SniffedTable {
  readonly delimiter: string;
  readonly dialect: CsvDialect;
  /** Cells of a typical record. */
  readonly width: number;
  /** Share of the first records that have exactly as many, in [0, 1]. */
  readonly evenness: number;
}

/** The best delimiter for a sample; `null` when no delimiter gives the first records more than one cell. */
export function sniffDelimiter(sample: string): SniffedTable | null {
  const told = /^\ufeff?sep=(.)\r?\n/i.exec(sample);
  const rows = told === null ? sample : sample.slice(told[0].length);
  const isWhole = sample.length < 16_384;
  let best: SniffedTable | null = null;
  for (const delimiter of told === null ? DELIMITERS : [told[1]!]) {
    if (!sample.includes(delimiter)) continue;
    const table = bestDialect(rows, delimiter, isWhole);
    if (table !== null && (best === null || scoreOf(table) > scoreOf(best))) best = table;
  }
  return best;
}

/** Evenness decides; the width breaks near ties, so that a comma inside dates does not beat a tab. */
function scoreOf({ evenness, width }: SniffedTable): number {
  return evenness + Math.min(width, 40) / 200;
}

/** The plain form unless the sample shows a habit that cuts it more evenly. */
function bestDialect(sample: string, delimiter: string, isWhole: boolean): SniffedTable | null {
  const dialects: CsvDialect[] = [{}];
  if (sample.includes('\\"')) dialects.push({ hasBackslashes: true });
  if (sample.includes(`${delimiter} "`)) dialects.push({ hasSpaces: true });
  let best: SniffedTable | null = null;
  for (const dialect of dialects) {
    const table = measure(sample, delimiter, dialect, isWhole);
    const least = best === null ? -1 : best.evenness + WORTH_A_DIALECT;
    if (table !== null && table.evenness > least) best = table;
  }
  return best;
}

function measure(
  sample: string,
  delimiter: string,
  dialect: CsvDialect,
  isWhole: boolean,
): SniffedTable | null {
  const scanner = new CsvScanner(delimiter, dialect);
  const records = [...scanner.push(sample), ...(isWhole ? scanner.end() : [])];
  const widths = records
    .slice(0, LOOKED_AT)
    .map((record) => ("cells" in record ? record.cells.length : 0));
  const width = headWidth(widths);
  if (width < 2) return null;
  return {
    delimiter,
    dialect,
    width,
    evenness: widths.filter((count) => count === width).length / widths.length,
  };
}

/** Cells of the header: of the first record, unless a title of one cell stands above a table of three or more. */
function headWidth(widths: readonly number[]): number {
  const [first = 0] = widths;
  if (first > 1) return first;
  const next = widths.find((count) => count > 1) ?? 0;
  const isTable =
    next >= 3 && widths.filter((count) => count === next).length >= 0.6 * widths.length;
  return isTable ? next : first;
}
