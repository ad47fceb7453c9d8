// Columns of formats whose records name their own fields: each new name takes the next place.

/** More names than this are no columns but data; their cells go into the column `REST_COLUMN`. */
const MOST_COLUMNS = 2_000;
export const REST_COLUMN = "@rest";

export class GrowingColumns {
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();

  /** The cells of a record in the order of the columns so far. */
  place(cells: Iterable<readonly [string, string]>): string[] {
    const placed: string[] = [];
    let rest = "";
    for (const [name, value] of cells) {
      const place = this.#placeOf(name);
      if (place >= 0) placed[place] = value;
      else rest += `${rest === "" ? "" : "; "}${name}: ${value}`;
    }
    if (rest !== "") placed[this.#add(REST_COLUMN)] = rest;
    for (let at = 0; at < placed.length; at += 1) placed[at] ??= "";
    return placed;
  }

  #placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    return this.names.length < MOST_COLUMNS ? this.#add(name) : -1;
  }

  #add(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}
