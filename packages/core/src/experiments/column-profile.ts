// Learns what a column of an experiment's table holds, cell by cell.
import { readCell, readMoment } from "./cell-value.ts";

export interface ColumnProfile {
  readonly name: string;
  readonly cells: number;
  readonly empty: number;
  /** Values and how often each occurs, spelling folded; null beyond {@link MOST_VALUES}. */
  readonly values: ReadonlyMap<string, number> | null;
  /** How each of the values was first spelled. */
  readonly spellings: ReadonlyMap<string, string>;
  /** Cells that read as numbers, yes or no included. */
  readonly numbers: number;
  readonly wholeNumbers: number;
  readonly least: number;
  readonly most: number;
  readonly infinite: number;
  /** Row (1-based) of the first infinite value. */
  readonly firstInfinite: number | null;
  readonly words: number;
  /** Row (1-based) of the first words. */
  readonly firstWords: number | null;
  readonly moments: number;
  /** Units by how many numbers have them; the empty one for bare numbers. */
  readonly units: ReadonlyMap<string, number>;
}

/** Above this a column's values are many. */
export const MOST_VALUES = 60;
const MOMENTS_LOOKED_AT = 500;

export class ColumnLearner {
  readonly #name: string;
  #cells = 0;
  #empty = 0;
  #values: Map<string, number> | null = new Map();
  readonly #spellings = new Map<string, string>();
  #numbers = 0;
  #whole = 0;
  #least = Infinity;
  #most = -Infinity;
  #infinite = 0;
  #firstInfinite: number | null = null;
  #words = 0;
  #firstWords: number | null = null;
  #moments = 0;
  readonly #units = new Map<string, number>();

  constructor(name: string) {
    this.#name = name;
  }

  add(text: string, row: number): void {
    this.#cells += 1;
    const cell = readCell(text);
    if (cell.kind === "empty") {
      this.#empty += 1;
      return;
    }
    this.#count(text);
    if (this.#cells <= MOMENTS_LOOKED_AT && readMoment(text) !== null) this.#moments += 1;
    if (cell.kind === "infinite") {
      this.#infinite += 1;
      this.#firstInfinite ??= row;
    } else if (cell.kind === "text") {
      this.#words += 1;
      this.#firstWords ??= row;
    } else {
      const { value, unit } = cell;
      this.#numbers += 1;
      if (Number.isInteger(value)) this.#whole += 1;
      this.#least = Math.min(this.#least, value);
      this.#most = Math.max(this.#most, value);
      if (value !== 0) this.#units.set(unit, (this.#units.get(unit) ?? 0) + 1);
    }
  }

  profile(): ColumnProfile {
    return {
      name: this.#name,
      cells: this.#cells,
      empty: this.#empty,
      values: this.#values,
      spellings: this.#spellings,
      numbers: this.#numbers,
      wholeNumbers: this.#whole,
      least: this.#least,
      most: this.#most,
      infinite: this.#infinite,
      firstInfinite: this.#firstInfinite,
      words: this.#words,
      firstWords: this.#firstWords,
      moments: this.#moments,
      units: this.#units,
    };
  }

  #count(text: string): void {
    if (this.#values === null) return;
    const value = foldValue(text);
    if (!this.#values.has(value)) this.#spellings.set(value, text.trim());
    this.#values.set(value, (this.#values.get(value) ?? 0) + 1);
    if (this.#values.size > MOST_VALUES) this.#values = null;
  }
}

/** Spelling that does not tell values apart: case, width, spaces at the ends and between. */
export function foldValue(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, " ");
}

/** Whether nearly every cell that holds anything holds a number. */
export function isNumeric({ cells, empty, words }: ColumnProfile): boolean {
  return cells > empty && words <= 0.02 * (cells - empty);
}

/** Whether the numbers are 0 and 1, or yes and no. */
export function isYesNo(profile: ColumnProfile): boolean {
  const { least, most, numbers, wholeNumbers } = profile;
  return isNumeric(profile) && numbers === wholeNumbers && least >= 0 && most <= 1;
}

export function isMoment({ cells, empty, moments }: ColumnProfile): boolean {
  const looked = Math.min(cells, MOMENTS_LOOKED_AT) - Math.min(empty, cells);
  return moments > 0 && moments >= 0.9 * Math.max(1, looked);
}
