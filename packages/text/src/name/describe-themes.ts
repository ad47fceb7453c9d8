// Gives found themes their names, keyphrases, quotes and broader groups.
import type { FoundTheme } from "@heed/core";
import { agglomerate } from "../cluster/agglomerate.ts";
import { shippedLexicon } from "../embed/concept-lexicon.ts";
import { type Keyphrases, keyphrases } from "./keyphrases.ts";
import { nameGroups } from "./name-groups.ts";
import { nameThemes } from "./name-themes.ts";
import { representatives } from "./representatives.ts";
import { tellingConcepts } from "./telling-concepts.ts";

export interface ThemesToDescribe {
  readonly textAt: (place: number) => string;
  readonly groups: Int32Array;
  readonly themeCount: number;
  readonly width: number;
  /** Unit rows of the texts in `rowIndexes`, in that order. */
  readonly rows: Float32Array;
  /** Central texts of each theme, the most central first. */
  readonly rowIndexes: readonly (readonly number[])[];
}

const QUOTES = 8;
/** Central texts among which quotes are looked for. */
const MOST_CANDIDATES = 120;

/** Leaf themes in their order and the broader groups over them (about the square root of their number, doubled). */
export function describeThemes(found: ThemesToDescribe): {
  readonly themes: FoundTheme[];
  readonly groups: Omit<FoundTheme, "group">[];
} {
  const { width, themeCount, rowIndexes } = found;
  const sizes = new Int32Array(themeCount);
  for (const group of found.groups) if (group >= 0) sizes[group]!++;
  const { centroids, starts } = centres(found);
  const broad = agglomerate(centroids, width, sizes, broadCount(themeCount));
  const flat = rowIndexes.flat();
  const sampled = flat.map(found.textAt);
  const leafOf = rowIndexes.flatMap((rows, theme) => rows.map(() => theme));
  const groupCount = themeCount === 0 ? 0 : Math.max(...broad) + 1;
  const leafPhrases = keyphrases(sampled, leafOf, themeCount);
  const groupPhrases = keyphrases(
    sampled,
    leafOf.map((leaf) => broad[leaf]!),
    groupCount,
  );
  const lexicon = shippedLexicon();
  const quotes = rowIndexes.map((rows, theme) => {
    const central = rows.slice(0, MOST_CANDIDATES).map((_, i) => starts[theme]! + i);
    const candidates = quotable(central, sampled, leafPhrases[theme]!);
    const centre = centroids.subarray(theme * width, (theme + 1) * width);
    return representatives(found.rows, width, centre, candidates, QUOTES).map((row) => flat[row]!);
  });
  const leafConcepts = tellingConcepts(sampled, leafOf, themeCount, lexicon);
  const leafNames = nameThemes(
    leafPhrases,
    leafConcepts,
    lexicon,
    quotes.map(([first]) => (first === undefined ? "" : found.textAt(first))),
  );
  const groupNames = nameGroups(leafNames, sizes, broad, groupCount);
  return {
    themes: leafPhrases.map((phrases, theme) => ({
      name: leafNames[theme]!,
      keyphrases: withBoth(phrases),
      representatives: quotes[theme]!,
      group: broad[theme]!,
    })),
    groups: groupPhrases.map((phrases, group) => ({
      name: groupNames[group]!,
      keyphrases: withBoth(phrases),
      representatives: interleave(quotes.filter((_, theme) => broad[theme] === group)),
    })),
  };
}

/**
 * Rows whose texts can stand alone as a quote: a clause, not a heading and not a page, that itself names what the theme is about (a text
 * may have come to the theme by its context). Filled up with clauses that do not, then with the others, where these are few.
 */
function quotable(
  rows: readonly number[],
  texts: readonly string[],
  { en, zh }: Keyphrases,
): number[] {
  const names = [...en, ...zh].map((phrase) => phrase.toLowerCase());
  const worth = (row: number) => {
    if (!standsAlone(texts[row]!)) return 0;
    const words = texts[row]!.toLowerCase();
    return names.some((name) => words.includes(name)) ? 2 : 1;
  };
  const ranked = Map.groupBy(rows, worth);
  const best = ranked.get(2) ?? [];
  if (best.length >= QUOTES) return best;
  return [...best, ...(ranked.get(1) ?? []), ...(ranked.get(0) ?? [])].slice(0, QUOTES);
}

const LEAST_WORDS = 4;
const LEAST_HAN = 6;
const MOST_LENGTH = 200;

function standsAlone(text: string): boolean {
  const han = text.match(/\p{sc=Han}/gu)?.length ?? 0;
  const words = text.match(/[\p{L}\p{N}'’]+/gu)?.length ?? 0;
  return text.length <= MOST_LENGTH && (han >= LEAST_HAN || (han === 0 && words >= LEAST_WORDS));
}

function withBoth(phrases: Keyphrases): FoundTheme["keyphrases"] {
  return { en: phrases.en, zh: phrases.zh };
}

/** How many broader groups: about 1.5 times the square root of the leaves. */
function broadCount(leaves: number): number {
  return leaves <= 3 ? leaves : Math.round(1.5 * Math.sqrt(leaves));
}

function centres(found: ThemesToDescribe): {
  readonly centroids: Float32Array;
  readonly starts: Int32Array;
} {
  const { width, themeCount, rowIndexes, rows } = found;
  const centroids = new Float32Array(themeCount * width);
  const starts = new Int32Array(themeCount);
  let row = 0;
  for (let theme = 0; theme < themeCount; theme++) {
    starts[theme] = row;
    const sum = new Float64Array(width);
    for (let i = 0; i < rowIndexes[theme]!.length; i++, row++)
      for (let k = 0; k < width; k++) sum[k]! += rows[row * width + k]!;
    let squares = 0;
    for (const value of sum) squares += value * value;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let k = 0; k < width; k++) centroids[theme * width + k] = sum[k]! * scale;
  }
  return { centroids, starts };
}

/** First quotes of each leaf, then second ones, up to the number of quotes. */
function interleave(lists: readonly (readonly number[])[]): number[] {
  const merged: number[] = [];
  for (let place = 0; place < QUOTES; place++)
    for (const list of lists)
      if (place < list.length && merged.length < QUOTES) merged.push(list[place]!);
  return merged;
}
