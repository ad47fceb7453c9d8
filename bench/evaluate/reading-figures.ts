// How far a text that was read is from the one that was written.

/** Insertions, deletions and replacements (Levenshtein) that make `wanted` out of the best part of `found`. */
export function editsToFind(wanted: string, found: string): number {
  const to = Array.from(found);
  // The part may begin and end anywhere: beginning late costs nothing, and the cheapest end counts.
  let before = new Array<number>(to.length + 1).fill(0);
  for (const [row, unit] of Array.from(wanted).entries()) {
    const now = [row + 1];
    for (let at = 1; at <= to.length; at += 1)
      now.push(
        Math.min(
          before[at]! + 1,
          now[at - 1]! + 1,
          before[at - 1]! + (unit === to[at - 1] ? 0 : 1),
        ),
      );
    before = now;
  }
  return Math.min(...before);
}

/** Words of a text, each Chinese character for itself, folded. */
export function unitsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}'’_])+/gu) ?? []
  );
}
