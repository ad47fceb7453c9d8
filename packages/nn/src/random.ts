// Seeded, counter-based random numbers; the package has no other randomness.

/** Numbers that depend only on the seed, the labels and the counter: any order, same values. */
export type RandomStream = {
  /** A 32-bit unsigned integer. */
  uint32(counter: number): number;
  /** A number in [0, 1) with 32 random bits. */
  uniform(counter: number): number;
  /** A standard normal number (Box & Muller, 1958). */
  normal(counter: number): number;
  /** A new stream for a part of the work. */
  fork(...labels: readonly (string | number)[]): RandomStream;
};

/**
 * Opens a stream. Each number is a bijective 32-bit mix of the counter (the low-bias three-round
 * multiply-xorshift construction of Wellons' hash prospector), keyed twice by the seed and labels;
 * good for initial values, shuffles and dropout, not for secrets.
 */
export function randomStream(seed: number, ...labels: readonly (string | number)[]): RandomStream {
  return streamOf(labels.reduce<Key>(absorb, absorb([0x243f6a88, 0x85a308d3], seed)));
}

/** The numbers 0 to `size` - 1 in a random order (Fisher & Yates; Durstenfeld, 1964). */
export function permutation(size: number, random: RandomStream): Int32Array {
  const order = Int32Array.from({ length: size }, (_, at) => at);
  for (let at = size - 1; at > 0; at -= 1) {
    const other = Math.floor(random.uniform(at) * (at + 1));
    const kept = order[at]!;
    order[at] = order[other]!;
    order[other] = kept;
  }
  return order;
}

type Key = readonly [number, number];

function streamOf(key: Key): RandomStream {
  const [low, high] = key;
  const uint32 = (counter: number) => mix((mix(counter + low) ^ high) | 0) >>> 0;
  const uniform = (counter: number) => uint32(counter) / 2 ** 32;
  return {
    uint32,
    uniform,
    normal: (counter) => {
      const radius = Math.sqrt(-2 * Math.log((uint32(2 * counter) + 0.5) / 2 ** 32));
      return radius * Math.cos(2 * Math.PI * uniform(2 * counter + 1));
    },
    fork: (...labels) => streamOf(labels.reduce<Key>(absorb, key)),
  };
}

function absorb([low, high]: Key, label: string | number): Key {
  let a = low;
  let b = high;
  for (const character of `${typeof label}:${label}`) {
    a = mix(a + character.codePointAt(0)!);
    b = mix(b ^ a);
  }
  return [a, b];
}

function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 17), 0xed5ad4bb);
  x = Math.imul(x ^ (x >>> 11), 0xac4c1b51);
  x = Math.imul(x ^ (x >>> 15), 0x31848bab);
  return x ^ (x >>> 14);
}
