// Builds the broader level: leaf themes that point the same way share a group.

/** Sizes count by this power: in full, large leaves would stay alone and all small ones be thrown together. */
const DAMPING = 1 / 3;

/**
 * Joins unit `centroids`, weighted by the cube root of `sizes`, down to `groupCount` groups: at each step the two whose joining loses least, by Ward's
 * criterion (Ward, 1963; recurrence of Lance and Williams, 1967), which keeps one group from swallowing the others. Returns
 * the group of each leaf, numbered by first appearance. O(leaves^3) at worst, for hundreds of leaves.
 */
export function agglomerate(
  centroids: Float32Array,
  width: number,
  sizes: Int32Array,
  groupCount: number,
): Int32Array {
  const leaves = sizes.length;
  const weight = Float64Array.from(sizes, (size) => Math.max(1, size) ** DAMPING);
  const loss = new Float64Array(leaves * leaves);
  for (let i = 0; i < leaves; i++)
    for (let j = 0; j < leaves; j++) {
      let cosine = 0;
      for (let k = 0; k < width; k++)
        cosine += centroids[i * width + k]! * centroids[j * width + k]!;
      const spread = (weight[i]! * weight[j]!) / (weight[i]! + weight[j]!);
      loss[i * leaves + j] = spread * (2 - 2 * cosine);
    }
  const owner = Int32Array.from({ length: leaves }, (_, i) => i);
  const alive = new Uint8Array(leaves).fill(1);
  for (let left = leaves; left > Math.max(1, groupCount); left--) {
    const [keep, gone] = cheapestPair(loss, alive, leaves);
    const [kept, taken] = [weight[keep]!, weight[gone]!];
    const own = loss[keep * leaves + gone]!;
    for (let k = 0; k < leaves; k++) {
      if (alive[k] === 0 || k === keep || k === gone) continue;
      const other = weight[k]!;
      const joined =
        ((kept + other) * loss[keep * leaves + k]! +
          (taken + other) * loss[gone * leaves + k]! -
          other * own) /
        (kept + taken + other);
      loss[keep * leaves + k] = joined;
      loss[k * leaves + keep] = joined;
    }
    weight[keep] = kept + taken;
    alive[gone] = 0;
    for (let k = 0; k < leaves; k++) if (owner[k] === gone) owner[k] = keep;
  }
  return renumber(owner);
}

function cheapestPair(loss: Float64Array, alive: Uint8Array, leaves: number): [number, number] {
  let best: [number, number] = [-1, -1];
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < leaves; i++) {
    if (alive[i] === 0) continue;
    for (let j = i + 1; j < leaves; j++) {
      if (alive[j] === 0 || loss[i * leaves + j]! >= least) continue;
      least = loss[i * leaves + j]!;
      best = [i, j];
    }
  }
  return best;
}

/** Numbers groups 0, 1, 2, … in order of first appearance. */
function renumber(owner: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return owner.map((group) => {
    let number = numbers.get(group);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(group, number);
    }
    return number;
  });
}
