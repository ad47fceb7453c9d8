// How sure a share is that was counted on a test part.

/**
 * The 95 % interval of a share counted over `total` independent cases (Wilson, 1927): which true shares would
 * not be surprised by this count.
 */
export function shareInterval(share: number, total: number): [low: number, high: number] {
  const z = 1.959964;
  const squares = (z * z) / total;
  const middle = (share + squares / 2) / (1 + squares);
  const spread = (z / (1 + squares)) * Math.sqrt((share * (1 - share) + squares / 4) / total);
  return [Math.max(0, middle - spread), Math.min(1, middle + spread)];
}
