// Builds the broader level: leaf themes that point the same way share a group.

/**
 * Average-linkage agglomeration (UPGMA; Sokal and Michener, 1958) of unit `centroids`, weighted by `sizes`, by cosine, down
 * to `groupCount` groups. Returns the group of each leaf, numbered by first appearance. O(leaves^3) at worst, for hundreds of leaves.
 */
export function agglomerate(
  centroids: Float32Array,
  width: number,
  sizes: Int32Array,
  groupCount: number,
): Int32Array {
  const leaves = sizes.length;
  const closeness = new Float64Array(leaves * leaves);
  for (let i = 0; i < leaves; i++)
    for (let j = 0; j < leaves; j++) {
      let cosine = 0;
      for (let k = 0; k < width; k++)
        cosine += centroids[i * width + k]! * centroids[j * width + k]!;
      closeness[i * leaves + j] = cosine;
    }
  const weight = Float64Array.from(sizes, (size) => Math.max(1, size));
  const owner = Int32Array.from({ length: leaves }, (_, i) => i);
  const alive = new Uint8Array(leaves).fill(1);
  for (let left = leaves; left > Math.max(1, groupCount); left--) {
    const [keep, gone] = closestPair(closeness, alive, leaves);
    const total = weight[keep]! + weight[gone]!;
    for (let k = 0; k < leaves; k++) {
      if (alive[k] === 0 || k === keep || k === gone) continue;
      const joined =
        (weight[keep]! * closeness[keep * leaves + k]! +
          weight[gone]! * closeness[gone * leaves + k]!) /
        total;
      closeness[keep * leaves + k] = joined;
      closeness[k * leaves + keep] = joined;
    }
    weight[keep] = total;
    alive[gone] = 0;
    for (let k = 0; k < leaves; k++) if (owner[k] === gone) owner[k] = keep;
  }
  return renumber(owner);
}

function closestPair(closeness: Float64Array, alive: Uint8Array, leaves: number): [number, number] {
  let best: [number, number] = [-1, -1];
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < leaves; i++) {
    if (alive[i] === 0) continue;
    for (let j = i + 1; j < leaves; j++) {
      if (alive[j] === 0 || closeness[i * leaves + j]! <= most) continue;
      most = closeness[i * leaves + j]!;
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
