// Columns of formats whose records name their own fields: each new name takes the next place.

export class GrowingColumns {
  readonly names: string[] = [];
  readonly #places = new Map<string, number>();

  /** The cells of a record in the order of the columns so far. */
  place(cells: Iterable<readonly [string, string]>): string[] {
    const placed: string[] = [];
    for (const [name, value] of cells) placed[this.#placeOf(name)] = value;
    for (let at = 0; at < placed.length; at += 1) placed[at] ??= "";
    return placed;
  }

  #placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}
