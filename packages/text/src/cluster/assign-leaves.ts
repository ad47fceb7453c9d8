// Gives every text its leaf theme or a reason why none fits, in slices so that memory stays bounded.
import type { UnclearReason } from "@heed/core";
import type { Pause } from "./pause.ts";
import { type Judgement, judge, type ThemeModel } from "./theme-model.ts";
import type { SpokenTexts, ThemeSpace } from "./theme-space.ts";

const SLICE = 10_000;
/** A cosine below this to a theme is noise: unrelated short texts reach it by common letters alone. */
const LEAST_CLOSENESS = 0.1;
/** Two themes whose log odds differ by less cannot be told apart for this text. */
const LEAST_MARGIN = 0.02;
/** Rows kept for each theme, to name it and choose quotes. */
const KEPT_FOR_EACH = 400;

/** A known text leaves its theme for one opened now when that is this much likelier. */
const CLEARLY_LIKELIER = 9;

/** Leaves of an earlier run, which keep their texts. */
export interface KeptLeaves {
  /** Leaf of each text, or -1. */
  readonly leaves: Int32Array;
  /** The model's first `count` leaves are those of the earlier run; the rest were opened now. */
  readonly count: number;
}

/** Texts that are made when they are asked for, since all at once would fill the memory. */
export interface TextSource {
  readonly count: number;
  readonly take: (places: ArrayLike<number>) => SpokenTexts;
  /** Item of each text, or -1. */
  readonly items: Int32Array;
}

export interface AssignedTexts {
  readonly themeCount: number;
  /** The model's leaf of each theme. */
  readonly leafOf: readonly number[];
  /** Theme of each text, largest theme first, or -1. */
  readonly groups: Int32Array;
  /** Probability of the text's theme among all themes. */
  readonly scores: Float32Array;
  readonly reasons: ReadonlyMap<number, UnclearReason>;
  readonly width: number;
  /** Unit rows of up to 400 central texts of each theme. */
  readonly rows: Float32Array;
  /** The text that each of `rows` belongs to, grouped by theme, the most central first. */
  readonly rowIndexes: readonly (readonly number[])[];
}

/** Assigns all texts to the themes of `model`, those of `kept` leaves to their own; themes come out largest first. */
export async function assignLeaves(
  space: ThemeSpace,
  model: ThemeModel | null,
  { count, take }: TextSource,
  pause: Pause,
  kept: KeptLeaves | null = null,
): Promise<AssignedTexts> {
  const groups = new Int32Array(count).fill(-1);
  const scores = new Float32Array(count);
  const closeness = new Float32Array(count);
  const reasons = new Map<number, UnclearReason>();
  for (let from = 0; from < count; from += SLICE) {
    const slice = Int32Array.from({ length: Math.min(SLICE, count - from) }, (_, i) => from + i);
    const seen = space.see(take(slice));
    const judged = model === null ? null : judge(model, seen.words, seen.rows);
    for (let i = 0; i < seen.words.rowCount; i++) {
      const known = hasAny(seen.rows, i, space.width);
      const words = seen.words.starts[i + 1]! - seen.words.starts[i]!;
      const scale = { count: model?.count ?? 0, temper: Math.sqrt(Math.max(1, words)) };
      const leaf = kept?.leaves[from + i] ?? -1;
      const place =
        judged === null
          ? NOWHERE
          : kept !== null && leaf >= 0
            ? stay(judged, i, leaf, kept.count, scale)
            : decide(judged, i, scale, known);
      closeness[from + i] = place.closeness;
      scores[from + i] = place.probability;
      if (place.reason === null) groups[from + i] = place.theme;
      else reasons.set(from + i, place.reason);
    }
    await pause(70 + (20 * Math.min(count, from + SLICE)) / count);
  }
  const leafOf = numberBySize(groups, model?.count ?? 0);
  const themeCount = leafOf.length;
  const rowIndexes = centralTexts(groups, closeness, themeCount);
  const { rows } = space.see(take(rowIndexes.flat()));
  return { themeCount, leafOf, groups, scores, reasons, width: space.width, rows, rowIndexes };
}

function hasAny(rows: Float32Array, row: number, width: number): boolean {
  for (let k = row * width; k < (row + 1) * width; k++) if (rows[k] !== 0) return true;
  return false;
}

interface Place {
  readonly theme: number;
  readonly closeness: number;
  readonly probability: number;
  readonly reason: UnclearReason | null;
}

const NOWHERE: Place = { theme: -1, closeness: 0, probability: 0, reason: "too-rare" };

interface Scale {
  readonly count: number;
  /** Odds are divided by the root of the text's words, which are not independent. */
  readonly temper: number;
}

/** A known text stays in its leaf, unless one opened now is clearly likelier. */
function stay(
  judged: Judgement,
  row: number,
  leaf: number,
  keptCount: number,
  { count, temper }: Scale,
): Place {
  const from = row * count;
  let best = leaf;
  const own = judged.odds[from + leaf]!;
  for (let c = keptCount; c < count; c++) {
    const likelier = Math.exp((judged.odds[from + c]! - own) / temper) >= CLEARLY_LIKELIER;
    if (likelier && (best === leaf || judged.odds[from + c]! > judged.odds[from + best]!)) best = c;
  }
  return placeIn(judged, row, best, { count, temper });
}

/** Puts a text into a theme, with the probability of that theme among all. */
function placeIn(judged: Judgement, row: number, theme: number, { count, temper }: Scale): Place {
  const from = row * count;
  let total = 0;
  for (let c = 0; c < count; c++)
    total += Math.exp((judged.odds[from + c]! - judged.odds[from + theme]!) / temper);
  return { theme, closeness: judged.cosines[from + theme]!, probability: 1 / total, reason: null };
}

/** The best theme of a text, or a reason against all of them. */
function decide(judged: Judgement, row: number, scale: Scale, known: boolean): Place {
  if (!known) return NOWHERE;
  const { count } = scale;
  const from = row * count;
  let best = 0;
  let second = -1;
  for (let c = 1; c < count; c++) {
    if (judged.odds[from + c]! > judged.odds[from + best]!) {
      second = best;
      best = c;
    } else if (second < 0 || judged.odds[from + c]! > judged.odds[from + second]!) second = c;
  }
  const place = placeIn(judged, row, best, scale);
  if (place.closeness < LEAST_CLOSENESS) return nearest(judged, row, scale);
  const margin =
    second < 0 ? Number.POSITIVE_INFINITY : judged.odds[from + best]! - judged.odds[from + second]!;
  return { ...place, reason: margin < LEAST_MARGIN ? "between-themes" : null };
}

/** For a text whose words speak for a theme that points elsewhere: the theme that it points to, if any. */
function nearest(judged: Judgement, row: number, scale: Scale): Place {
  const from = row * scale.count;
  let best = 0;
  for (let c = 1; c < scale.count; c++)
    if (judged.cosines[from + c]! > judged.cosines[from + best]!) best = c;
  const place = placeIn(judged, row, best, scale);
  return place.closeness < LEAST_CLOSENESS ? { ...place, reason: "far-from-all" } : place;
}

/** Renumbers in place by falling size (ties by the smaller old number), dropping empty groups; returns the old number of each left. */
function numberBySize(groups: Int32Array, count: number): number[] {
  const sizes = new Int32Array(count);
  for (const group of groups) if (group >= 0) sizes[group]!++;
  const order = Array.from(sizes, (_, c) => c)
    .filter((c) => sizes[c]! > 0)
    .sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const renamed = new Int32Array(count).fill(-1);
  for (const [number, old] of order.entries()) renamed[old] = number;
  for (let i = 0; i < groups.length; i++) if (groups[i]! >= 0) groups[i] = renamed[groups[i]!]!;
  return order;
}

function centralTexts(groups: Int32Array, closeness: Float32Array, count: number): number[][] {
  const members: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < groups.length; i++) if (groups[i]! >= 0) members[groups[i]!]!.push(i);
  return members.map((rows) =>
    rows.sort((a, b) => closeness[b]! - closeness[a]! || a - b).slice(0, KEPT_FOR_EACH),
  );
}
