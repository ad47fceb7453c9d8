// Holds hashes in a typed array that grows, so that hashing a text makes no objects.

/** Hashes in order of appending; only the first `length` of `values` count. */
export interface HashBuffer {
  values: Int32Array;
  length: number;
}

/** An empty buffer. */
export function createHashBuffer(): HashBuffer {
  return { values: new Int32Array(1024), length: 0 };
}

/** Appends one hash. */
export function pushHash(buffer: HashBuffer, hash: number): void {
  if (buffer.length === buffer.values.length) {
    const grown = new Int32Array(buffer.values.length * 2);
    grown.set(buffer.values);
    buffer.values = grown;
  }
  buffer.values[buffer.length] = hash;
  buffer.length += 1;
}

/** Spreads a hash over all 32 bits (the finalizer of MurmurHash3, Appleby, 2011). */
export function mixHash(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
