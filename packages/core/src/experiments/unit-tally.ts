// Gathers rows into units: which arm each was in, what it did, and what speaks against it (EX35 to EX42).
import { readCell, readMoment } from "./cell-value.ts";
import { foldValue } from "./column-profile.ts";
import type { TablePlan } from "./recognise-table.ts";

/** A list of numbers that grows. */
export class Numbers {
  #values: Float64Array;
  length = 0;

  constructor(capacity = 1024) {
    this.#values = new Float64Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const next = new Float64Array(this.length * 2);
      next.set(this.#values);
      this.#values = next;
    }
    this.#values[this.length++] = value;
  }

  get(at: number): number {
    return this.#values[at]!;
  }

  set(at: number, value: number): void {
    this.#values[at] = value;
  }
}

/** Codes of texts in the order in which they came, with the spelling that came most. */
export class Codes {
  readonly #codes = new Map<string, number>();
  readonly #spellings: Map<string, number>[] = [];

  codeOf(text: string): number {
    const folded = foldValue(text);
    let code = this.#codes.get(folded);
    if (code === undefined) {
      code = this.#codes.size;
      this.#codes.set(folded, code);
      this.#spellings.push(new Map());
    }
    const spelling = text.normalize("NFKC").trim();
    const spellings = this.#spellings[code]!;
    if (spellings.size < 20 || spellings.has(spelling))
      spellings.set(spelling, (spellings.get(spelling) ?? 0) + 1);
    return code;
  }

  get size(): number {
    return this.#spellings.length;
  }

  /** The spelling that came most often of each. */
  names(): string[] {
    return this.#spellings.map(
      (spellings) => [...spellings].reduce((a, b) => (b[1] > a[1] ? b : a))[0],
    );
  }

  /** Texts that were spelled in more than one way. */
  folded(): number {
    return this.#spellings.filter(({ size }) => size > 1).length;
  }
}

/** The rows of a table as columns of numbers. */
export interface RawRows {
  readonly plan: TablePlan;
  readonly rows: number;
  /** By row. */
  readonly unit: Numbers;
  readonly arm: Numbers;
  /** By candidate for what was served, then by row. */
  readonly served: readonly Numbers[];
  /** 1 where every cell is that of the unit's first row. */
  readonly isRepeat: Numbers;
  /** Milliseconds, NaN where none could be read. */
  readonly at: Numbers;
  /** By metric, then by row: value, denominator and value from before; NaN where missing. */
  readonly values: readonly Numbers[];
  readonly pers: readonly (Numbers | null)[];
  readonly befores: readonly (Numbers | null)[];
  /** By segment column, then by row. */
  readonly segments: readonly Numbers[];
  readonly arms: Codes;
  readonly servedValues: readonly Codes[];
  readonly segmentValues: readonly Codes[];
  readonly units: number;
  /** Rows without an arm, or without the id of a unit. */
  readonly withoutArm: number;
  readonly withoutUnit: number;
}

/** Reads rows of a table whose plan is known. */
export class RowReader {
  readonly #plan: TablePlan;
  readonly #at: ReadonlyMap<string, number>;
  readonly #rename: ReadonlyMap<string, string>;
  readonly #ids = new Map<string, number>();
  readonly #raw;
  readonly #firstRow: string[] = [];
  #rows = 0;
  #withoutArm = 0;
  #withoutUnit = 0;

  constructor(
    plan: TablePlan,
    columns: readonly string[],
    rename: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#plan = plan;
    this.#at = new Map(columns.map((name, at) => [name, at]));
    this.#rename = new Map([...rename].map(([from, to]) => [foldValue(from), to]));
    this.#raw = {
      unit: new Numbers(),
      arm: new Numbers(),
      served: plan.served.map(() => new Numbers()),
      isRepeat: new Numbers(),
      at: new Numbers(),
      values: plan.metrics.map(() => new Numbers()),
      pers: plan.metrics.map(({ per }) => (per === null ? null : new Numbers())),
      befores: plan.metrics.map(({ before }) => (before === null ? null : new Numbers())),
      segments: plan.segments.map(() => new Numbers()),
      arms: new Codes(),
      servedValues: plan.served.map(() => new Codes()),
      segmentValues: plan.segments.map(() => new Codes()),
    };
  }

  /** Adds a row; `fileArm` is the arm of a file that is one. */
  add(cells: readonly string[], fileArm: string | null): void {
    const { arm, unitColumn, time, served, metrics, segments } = this.#plan;
    const cell = (name: string | null) =>
      name === null ? "" : (cells[this.#at.get(name) ?? -1] ?? "");
    const armText = arm === null ? (fileArm ?? "") : cell(arm);
    if (readCell(armText).kind === "empty") {
      this.#withoutArm += 1;
      return;
    }
    const id = unitColumn === null ? null : cell(unitColumn).trim();
    if (id !== null && readCell(id).kind === "empty") {
      this.#withoutUnit += 1;
      return;
    }
    const unit = id === null ? this.#rows : this.#unitOf(id);
    const raw = this.#raw;
    raw.isRepeat.push(id !== null && this.#isRepeat(unit, cells) ? 1 : 0);
    this.#rows += 1;
    raw.unit.push(unit);
    raw.arm.push(raw.arms.codeOf(this.#rename.get(foldValue(armText)) ?? armText));
    for (const [at, name] of served.entries())
      raw.served[at]!.push(raw.servedValues[at]!.codeOf(cell(name)));
    raw.at.push(time === null ? Number.NaN : (readMoment(cell(time)) ?? Number.NaN));
    for (const [at, { column, event, per, before }] of metrics.entries()) {
      const value =
        event === null ? numberIn(cell(column)) : Number(foldValue(cell(column)) === event);
      // In a log of events, what holds no amount adds none.
      raw.values[at]!.push(this.#plan.event !== null && Number.isNaN(value) ? 0 : value);
      raw.pers[at]?.push(numberIn(cell(per)));
      raw.befores[at]?.push(numberIn(cell(before)));
    }
    for (const [at, name] of segments.entries())
      raw.segments[at]!.push(raw.segmentValues[at]!.codeOf(cell(name)));
  }

  finish(): RawRows {
    return {
      ...this.#raw,
      plan: this.#plan,
      rows: this.#rows,
      units: this.#plan.unitColumn === null ? this.#rows : this.#ids.size,
      withoutArm: this.#withoutArm,
      withoutUnit: this.#withoutUnit,
    };
  }

  #unitOf(id: string): number {
    const known = this.#ids.get(id);
    if (known !== undefined) return known;
    this.#ids.set(id, this.#ids.size);
    return this.#ids.size - 1;
  }

  #isRepeat(unit: number, cells: readonly string[]): boolean {
    const row = cells.join("\u001f");
    this.#firstRow[unit] ??= "";
    if (this.#firstRow[unit] !== "") return this.#firstRow[unit] === row;
    this.#firstRow[unit] = row;
    return false;
  }
}

function numberIn(text: string): number {
  const cell = readCell(text);
  return cell.kind === "number" ? cell.value : Number.NaN;
}
