// A table from 128-bit keys to numbers in flat memory: a million entries take tens of megabytes, not hundreds.

const WORDS = 4;
const LOAD = 0.6;

/** Open addressing with linear probing; keys are hashes already, so their first word is the place. */
export class KeyTable {
  #capacity: number;
  #size = 0;
  #keys: Uint32Array;
  #used: Uint8Array;
  #values: Float64Array;

  constructor(capacity = 1 << 12) {
    this.#capacity = capacity;
    this.#keys = new Uint32Array(capacity * WORDS);
    this.#used = new Uint8Array(capacity);
    this.#values = new Float64Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** The value of the key whose words begin at `at` of `key`, or `undefined`. */
  get(key: Uint32Array, at: number): number | undefined {
    const place = this.#find(key, at);
    return this.#used[place] === 1 ? this.#values[place] : undefined;
  }

  set(key: Uint32Array, at: number, value: number): void {
    let place = this.#find(key, at);
    if (this.#used[place] === 0) {
      if (this.#size + 1 > LOAD * this.#capacity) {
        this.#grow();
        place = this.#find(key, at);
      }
      this.#used[place] = 1;
      this.#keys.set(key.subarray(at, at + WORDS), place * WORDS);
      this.#size += 1;
    }
    this.#values[place] = value;
  }

  #find(key: Uint32Array, at: number): number {
    const mask = this.#capacity - 1;
    const keys = this.#keys;
    let place = key[at]! & mask;
    while (this.#used[place] === 1) {
      const from = place * WORDS;
      const isSame =
        keys[from] === key[at] &&
        keys[from + 1] === key[at + 1] &&
        keys[from + 2] === key[at + 2] &&
        keys[from + 3] === key[at + 3];
      if (isSame) return place;
      place = (place + 1) & mask;
    }
    return place;
  }

  #grow(): void {
    const [keys, used, values, capacity] = [this.#keys, this.#used, this.#values, this.#capacity];
    this.#capacity = capacity * 2;
    this.#keys = new Uint32Array(this.#capacity * WORDS);
    this.#used = new Uint8Array(this.#capacity);
    this.#values = new Float64Array(this.#capacity);
    this.#size = 0;
    for (let place = 0; place < capacity; place += 1)
      if (used[place] === 1) this.set(keys, place * WORDS, values[place]!);
  }
}
