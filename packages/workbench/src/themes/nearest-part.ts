// After a person took a theme apart, decides to which part a new mention of it belongs: to the one it resembles most.
import { indexedWords, type ThemeId } from "@heed/core";

/** A mention of the theme or of one of its parts. */
export interface PartedMention {
  readonly text: string;
  /** The part it stood in before, the theme itself for the rest; null for a mention that is new to it. */
  readonly part: ThemeId | null;
}

/**
 * The part of each mention: those that stood in one stay, new ones go to the part whose mean text they are nearest to by
 * cosine over the words and character pairs of search, each weighed by how rare it is among the parts' mentions
 * (ln((1 + n) / (1 + holding)) + 1). Ties and mentions without any known word stay with the theme, `whole`.
 */
export function nearestParts(whole: ThemeId, mentions: readonly PartedMention[]): ThemeId[] {
  if (mentions.every(({ part }) => part !== null)) return mentions.map(({ part }) => part!);
  const bags = mentions.map(({ text }) => bagOf(text));
  const known = mentions.map((_, index) => index).filter((index) => mentions[index]!.part !== null);
  const weights = rarities(known.map((index) => bags[index]!));
  const centres = new Map<ThemeId, Map<string, number>>();
  for (const index of known) {
    const { part } = mentions[index]!;
    const centre = centres.get(part!) ?? new Map<string, number>();
    centres.set(part!, centre);
    const row = unitRow(bags[index]!, weights);
    for (const [token, value] of row) centre.set(token, (centre.get(token) ?? 0) + value);
  }
  const norms = new Map([...centres].map(([part, centre]) => [part, norm(centre.values())]));
  return mentions.map(({ part }, index) => {
    if (part !== null) return part;
    let [best, nearest] = [
      whole,
      closeness(bags[index]!, weights, centres.get(whole), norms.get(whole)),
    ];
    for (const [other, centre] of centres) {
      const near = closeness(bags[index]!, weights, centre, norms.get(other));
      if (near > nearest) [best, nearest] = [other, near];
    }
    return best;
  });
}

function bagOf(text: string): Set<string> {
  const [ordered = ""] = indexedWords(text).words.split(" | ");
  return new Set(ordered.split(" ").filter((token) => token !== ""));
}

function rarities(bags: readonly ReadonlySet<string>[]): Map<string, number> {
  const holding = new Map<string, number>();
  for (const bag of bags)
    for (const token of bag) holding.set(token, (holding.get(token) ?? 0) + 1);
  return new Map(
    [...holding].map(([token, count]) => [token, Math.log((1 + bags.length) / (1 + count)) + 1]),
  );
}

function unitRow(
  bag: ReadonlySet<string>,
  weights: ReadonlyMap<string, number>,
): [string, number][] {
  const row = [...bag].map((token): [string, number] => [token, weights.get(token) ?? 0]);
  const length = norm(row.map(([, value]) => value)) || 1;
  return row.map(([token, value]) => [token, value / length]);
}

function closeness(
  bag: ReadonlySet<string>,
  weights: ReadonlyMap<string, number>,
  centre: ReadonlyMap<string, number> | undefined,
  length: number | undefined,
): number {
  if (centre === undefined || !length) return 0;
  let product = 0;
  for (const [token, value] of unitRow(bag, weights)) product += value * (centre.get(token) ?? 0);
  return product / length;
}

function norm(values: Iterable<number>): number {
  let square = 0;
  for (const value of values) square += value * value;
  return Math.sqrt(square);
}
