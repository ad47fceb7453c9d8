// What every loader of a labelled set returns, and the one split that all figures are measured on.
import { createHash } from "node:crypto";

export interface LabelledText {
  readonly text: string;
  readonly label: string;
  /** Stars from 1 to 5 where the set has them. */
  readonly rating?: number;
}

export interface SplitTexts {
  readonly train: LabelledText[];
  readonly test: LabelledText[];
}

/**
 * The md5 split: the first of equal texts is kept; a text is for testing when the number in the first eight hexadecimal
 * digits of the md5 of its UTF-8 bytes is a multiple of five.
 */
export function splitByMd5(rows: readonly LabelledText[]): SplitTexts {
  const seen = new Set<string>();
  const split: SplitTexts = { train: [], test: [] };
  for (const row of rows) {
    if (seen.has(row.text)) continue;
    seen.add(row.text);
    const digits = createHash("md5").update(row.text, "utf8").digest("hex").slice(0, 8);
    (Number.parseInt(digits, 16) % 5 === 0 ? split.test : split.train).push(row);
  }
  return split;
}
