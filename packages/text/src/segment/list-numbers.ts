// Finds the numbers of lists that people write within one line: `1. crashes 2. ads 3. price`.
import type { Span } from "@heed/core";

const NUMBER =
  /(?<=^|[\s，,。；;：:！!？?、）)~～]|\p{Script=Han})(?:[（(]?([1-9]\d?)[.、．)）](?!\d)|([①-⑳]))[ \t]*/gu;

/**
 * The numbers of a rising list within `[start, end)`, in order; a list counts up by one from 1 (or from 2 at least, when
 * its first number opened the line) and has two items or more.
 */
export function findListNumbers(text: string, start: number, end: number): Span[] {
  const words = text.slice(start, end);
  if (!words.includes("2") && !words.includes("②")) return [];
  const opensWithOne = /(?:^|\n|[：:])\s*(?:[（(]?1[.、．)）]|①)\s*$/.test(
    text.slice(Math.max(0, start - 8), start),
  );
  const numbers: Span[] = [];
  let expected = opensWithOne ? 2 : 1;
  for (const match of words.matchAll(NUMBER)) {
    const value = match[2] === undefined ? Number(match[1]) : match[2].charCodeAt(0) - 0x245f;
    if (value !== expected) continue;
    numbers.push({ start: start + match.index, end: start + match.index + match[0].length });
    expected += 1;
  }
  return expected > 2 ? numbers : [];
}
