// What an import has brought so far by the export's own ids: flat memory, since there may be millions.

const WORDS = 4;

/** Item number, revision and content key of each identity, by place. */
export class BroughtItems {
  #capacity = 1 << 12;
  #size = 0;
  #numbers = new Float64Array(this.#capacity);
  #revisions = new Uint32Array(this.#capacity);
  #contents = new Uint32Array(this.#capacity * WORDS);

  /** A new entry's place; its number may be 0 until it is known. */
  add(number: number, revision: number, keys: Uint32Array, contentAt: number): number {
    if (this.#size === this.#capacity) this.#grow();
    const place = this.#size;
    this.#size += 1;
    this.#numbers[place] = number;
    this.revise(place, revision, keys, contentAt);
    return place;
  }

  revise(place: number, revision: number, keys: Uint32Array, contentAt: number): void {
    this.#revisions[place] = revision;
    this.#contents.set(keys.subarray(contentAt, contentAt + WORDS), place * WORDS);
  }

  setNumber(place: number, number: number): void {
    this.#numbers[place] = number;
  }

  number(place: number): number {
    return this.#numbers[place]!;
  }

  revision(place: number): number {
    return this.#revisions[place]!;
  }

  hasContent(place: number, keys: Uint32Array, contentAt: number): boolean {
    for (let word = 0; word < WORDS; word += 1)
      if (this.#contents[place * WORDS + word] !== keys[contentAt + word]) return false;
    return true;
  }

  #grow(): void {
    this.#capacity *= 2;
    const numbers = new Float64Array(this.#capacity);
    numbers.set(this.#numbers);
    const revisions = new Uint32Array(this.#capacity);
    revisions.set(this.#revisions);
    const contents = new Uint32Array(this.#capacity * WORDS);
    contents.set(this.#contents);
    [this.#numbers, this.#revisions, this.#contents] = [numbers, revisions, contents];
  }
}
