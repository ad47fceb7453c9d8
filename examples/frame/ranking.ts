// Figures of a chance that is given for each example: how well it ranks, and where to draw the line.

/**
 * Area under the ROC curve: the share of pairs (one that is, one that is not) that the chances put in
 * the right order, ties counting half (Hanley & McNeil, 1982).
 */
export function areaUnderCurve(actual: ArrayLike<number>, chances: readonly number[]): number {
  const order = [...chances.keys()].sort((a, b) => chances[a]! - chances[b]!);
  let [rankSum, positives] = [0, 0];
  for (let from = 0; from < order.length; ) {
    let end = from;
    while (end < order.length && chances[order[end]!] === chances[order[from]!]) end += 1;
    const meanRank = (from + 1 + end) / 2;
    for (const at of order.slice(from, end)) {
      if (actual[at] !== 1) continue;
      rankSum += meanRank;
      positives += 1;
    }
    from = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** The chance from which on to say yes, of the best F1 on these examples. */
export function bestLine(actual: ArrayLike<number>, chances: readonly number[]): number {
  const order = [...chances.keys()].sort((a, b) => chances[b]! - chances[a]!);
  const total = order.filter((at) => actual[at] === 1).length;
  let best = { f1: 0, line: 0.5 };
  let hits = 0;
  for (const [said, at] of order.entries()) {
    hits += actual[at] === 1 ? 1 : 0;
    const f1 = (2 * hits) / (said + 1 + total);
    if (f1 > best.f1) best = { f1, line: chances[at]! };
  }
  return best.line;
}
