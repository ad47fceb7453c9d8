// Ranks values with ties sharing their mean rank.

/** Ranks from 1, and how large each group of ties is. */
export type Ranks = {
  readonly ranks: Float64Array;
  /** `sum(t^3 - t)` over groups of `t` equal values; 0 without ties. */
  readonly tieTerm: number;
};

/** Mid-ranks of the values, in their own order. */
export function midRanks(values: ArrayLike<number>): Ranks {
  const n = values.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(n);
  let tieTerm = 0;
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && values[order[end]] === values[order[start]]) end++;
    const size = end - start;
    tieTerm += size ** 3 - size;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2;
    start = end;
  }
  return { ranks, tieTerm };
}
