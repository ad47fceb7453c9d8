// Chooses quotes that stand for a theme without saying the same thing twice.

/**
 * Maximal marginal relevance (Carbonell and Goldstein, 1998): each next row has the highest
 * `balance x closeness to the centre - (1 - balance) x closeness to a chosen row`. `candidates` are rows of the unit matrix
 * `rows`, the most central first; ties keep that order. Returns at most `most` rows.
 */
export function representatives(
  rows: Float32Array,
  width: number,
  centre: Float32Array,
  candidates: readonly number[],
  most: number,
  balance = 0.6,
): number[] {
  const nearestChosen = new Float64Array(candidates.length).fill(0);
  const relevance = candidates.map((row) => cosine(rows, row * width, centre, 0, width));
  const chosen: number[] = [];
  const taken = new Uint8Array(candidates.length);
  while (chosen.length < Math.min(most, candidates.length)) {
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < candidates.length; i++) {
      if (taken[i] === 1) continue;
      const score = balance * relevance[i]! - (1 - balance) * nearestChosen[i]!;
      if (score > bestScore) {
        bestScore = score;
        best = i;
      }
    }
    taken[best] = 1;
    chosen.push(candidates[best]!);
    for (let i = 0; i < candidates.length; i++) {
      const near = cosine(rows, candidates[i]! * width, rows, candidates[best]! * width, width);
      nearestChosen[i] = Math.max(nearestChosen[i]!, near);
    }
  }
  return chosen;
}

function cosine(a: Float32Array, from: number, b: Float32Array, to: number, width: number): number {
  let sum = 0;
  for (let k = 0; k < width; k++) sum += a[from + k]! * b[to + k]!;
  return sum;
}
