// The only randomness of this package: a small seeded generator, the same on every machine.

/** A source of uniform numbers; every draw of this package takes one. */
export type SeededRandom = {
  /** A uniform number in [0, 1) with 53 random bits. */
  readonly next: () => number;
  /** A uniform integer in [0, bound). */
  readonly integer: (bound: number) => number;
};

/**
 * Opens a generator that gives the same numbers for the same seed.
 *
 * Source: xoshiro128** of D. Blackman and S. Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47 (2021), its state filled by the splitmix32 sequence.
 */
export function createSeededRandom(seed: number): SeededRandom {
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`A seed must be a safe integer: received ${seed}.`);
  }
  const state = fillState(seed);
  let [a, b, c, d] = state;
  const bits = (): number => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const next = (): number => {
    const high = bits() >>> 5;
    return (high * 67108864 + (bits() >>> 6)) / 9007199254740992;
  };
  return { next, integer: (bound) => Math.floor(next() * bound) };
}

function fillState(seed: number): [number, number, number, number] {
  let x = (seed | 0) ^ Math.imul(Math.floor(seed / 4294967296), 0x9e3779b1);
  const word = (): number => {
    x = (x + 0x9e3779b9) | 0;
    let z = x;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  return [word(), word(), word(), word() | 1];
}
