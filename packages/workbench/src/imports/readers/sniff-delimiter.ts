// Finds the character that separates the cells of a table: the one that cuts its first lines most evenly.
import { CsvScanner } from "./csv-scanner.ts";

export const DELIMITERS = [",", "\t", ";", "|", "\u0001", "，", "^", "~"] as const;
const LOOKED_AT = 50;

export interface SniffedTable {
  readonly delimiter: string;
  /** Cells of a typical record. */
  readonly width: number;
  /** Share of the first records that have exactly as many, in [0, 1]. */
  readonly evenness: number;
}

/** The best delimiter for a sample; `null` when no delimiter gives the first records more than one cell. */
export function sniffDelimiter(sample: string): SniffedTable | null {
  const isWhole = sample.length < 16_384;
  let best: SniffedTable | null = null;
  for (const delimiter of DELIMITERS) {
    if (!sample.includes(delimiter)) continue;
    const table = measure(sample, delimiter, isWhole);
    if (table !== null && (best === null || scoreOf(table) > scoreOf(best))) best = table;
  }
  return best;
}

/** Evenness decides; the width breaks near ties, so that a comma inside dates does not beat a tab. */
function scoreOf({ evenness, width }: SniffedTable): number {
  return evenness + Math.min(width, 40) / 200;
}

function measure(sample: string, delimiter: string, isWhole: boolean): SniffedTable | null {
  const scanner = new CsvScanner(delimiter);
  const records = [...scanner.push(sample), ...(isWhole ? scanner.end() : [])];
  const widths = records
    .slice(0, LOOKED_AT)
    .map((record) => ("cells" in record ? record.cells.length : 0));
  const width = widths[0] ?? 0;
  if (width < 2) return null;
  return {
    delimiter,
    width,
    evenness: widths.filter((count) => count === width).length / widths.length,
  };
}
