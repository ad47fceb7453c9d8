// Finds the earliest item that says nearly the same, by the signatures of their words (locality-sensitive hashing).
import { SIGNATURE_BYTES } from "../door/words-signature.ts";

const BANDS = 4;
const BAND_BYTES = SIGNATURE_BYTES / BANDS;
/** Bytes that must agree: an overlap of about four fifths of the character runs. */
const ENOUGH_EQUAL = 13;
/** Heads looked at in one bucket: a bucket of unlike texts must not make the import slow. */
const MOST_LOOKED_AT = 12;

/** Heads of groups of similar items, in the order in which they came. Memory is about 80 bytes a head. */
export class SimilarItems {
  #capacity = 1 << 12;
  #size = 0;
  #signatures = new Uint8Array(this.#capacity * SIGNATURE_BYTES);
  #items = new Float64Array(this.#capacity);
  /** For each head and band the head before it in the same bucket, -1 for none. */
  #before = new Int32Array(this.#capacity * BANDS);
  /** For each band the latest head of every bucket, found by open addressing; -1 for a free place. */
  #slots = emptySlots(this.#capacity);

  /** The item that the text of a signature nearly repeats, or 0; a text that repeats none becomes a head itself. */
  findOrAdd(signatures: Uint8Array, at: number, item: number): number {
    const found = this.#find(signatures, at);
    if (found !== 0) return found;
    this.add(signatures, at, item);
    return 0;
  }

  add(signatures: Uint8Array, at: number, item: number): void {
    if (this.#size === this.#capacity) this.#grow();
    const head = this.#size;
    this.#size += 1;
    this.#signatures.set(signatures.subarray(at, at + SIGNATURE_BYTES), head * SIGNATURE_BYTES);
    this.#items[head] = item;
    this.#link(head);
  }

  /** Puts a head before the others of its buckets. */
  #link(head: number): void {
    for (let band = 0; band < BANDS; band += 1) {
      const slots = this.#slots[band]!;
      const key = bandKey(this.#signatures, head * SIGNATURE_BYTES, band);
      const place = this.#placeOf(slots, key, band);
      this.#before[head * BANDS + band] = slots[place]!;
      slots[place] = head;
    }
  }

  /** Where a bucket's latest head stands, or the free place where it would. */
  #placeOf(slots: Int32Array, key: number, band: number): number {
    const mask = slots.length - 1;
    let place = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (
      slots[place]! >= 0 &&
      bandKey(this.#signatures, slots[place]! * SIGNATURE_BYTES, band) !== key
    )
      place = (place + 1) & mask;
    return place;
  }

  #find(signatures: Uint8Array, at: number): number {
    let best = 0;
    for (let band = 0; band < BANDS; band += 1) {
      const slots = this.#slots[band]!;
      let head = slots[this.#placeOf(slots, bandKey(signatures, at, band), band)]!;
      for (let looked = 0; head >= 0 && looked < MOST_LOOKED_AT; looked += 1) {
        const item = this.#items[head]!;
        if ((best === 0 || item < best) && this.#isSimilar(signatures, at, head)) best = item;
        head = this.#before[head * BANDS + band]!;
      }
    }
    return best;
  }

  #isSimilar(signatures: Uint8Array, at: number, head: number): boolean {
    let equal = 0;
    for (let byte = 0; byte < SIGNATURE_BYTES; byte += 1)
      if (signatures[at + byte] === this.#signatures[head * SIGNATURE_BYTES + byte]) equal += 1;
    return equal >= ENOUGH_EQUAL;
  }

  #grow(): void {
    this.#capacity *= 2;
    const signatures = new Uint8Array(this.#capacity * SIGNATURE_BYTES);
    signatures.set(this.#signatures);
    const items = new Float64Array(this.#capacity);
    items.set(this.#items);
    const before = new Int32Array(this.#capacity * BANDS);
    before.set(this.#before);
    [this.#signatures, this.#items, this.#before] = [signatures, items, before];
    this.#slots = emptySlots(this.#capacity);
    for (let head = 0; head < this.#size; head += 1) this.#link(head);
  }
}

function emptySlots(capacity: number): Int32Array[] {
  return Array.from({ length: BANDS }, () => new Int32Array(2 * capacity).fill(-1));
}

/** The bytes of a band as a signed number of 32 bits. */
function bandKey(signatures: Uint8Array, at: number, band: number): number {
  const from = at + band * BAND_BYTES;
  return (
    signatures[from]! |
    (signatures[from + 1]! << 8) |
    (signatures[from + 2]! << 16) |
    (signatures[from + 3]! << 24)
  );
}
