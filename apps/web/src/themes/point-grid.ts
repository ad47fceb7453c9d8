// Finds the point nearest to a place among fifty thousand, by looking only into the cells around it.

const CELL = 100;

export class PointGrid {
  readonly #x: readonly number[];
  readonly #y: readonly number[];
  readonly #cells = new Map<string, number[]>();

  constructor(x: readonly number[], y: readonly number[]) {
    this.#x = x;
    this.#y = y;
    for (const [index, px] of x.entries()) {
      const key = keyOf(px, y[index]!);
      const cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, [index]);
      else cell.push(index);
    }
  }

  /** Index of the nearest point within `reach`, null when none is so near. */
  nearest(x: number, y: number, reach: number): number | null {
    let best: number | null = null;
    let least = reach;
    for (let cx = x - reach; cx < x + reach + CELL; cx += CELL)
      for (let cy = y - reach; cy < y + reach + CELL; cy += CELL)
        for (const index of this.#cells.get(keyOf(cx, cy)) ?? []) {
          const distance = Math.hypot(this.#x[index]! - x, this.#y[index]! - y);
          if (distance > least) continue;
          least = distance;
          best = index;
        }
    return best;
  }
}

function keyOf(x: number, y: number): string {
  return `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
}
