// Keeps theme ids when themes are found again: a new group takes the id of the old one it mostly is.
import type { ThemeId } from "./theme.ts";

const LEAST_OVERLAP = 0.3;

/**
 * For each newly found group the old theme it continues, or null for a theme not seen before.
 * `before` and `after` hold, for each mention known to both runs, its old theme and its new group. Pairs are taken in order
 * of overlap (Jaccard over those mentions, at least 0.3), each old theme and each new group at most once;
 * ties go to the older theme, then the smaller group.
 */
export function matchThemes(
  before: readonly (ThemeId | null)[],
  after: readonly (number | null)[],
  groupCount: number,
): (ThemeId | null)[] {
  if (before.length !== after.length) {
    throw new RangeError(
      `before and after must describe the same mentions: received ${before.length} and ${after.length}.`,
    );
  }
  const sizeBefore = new Map<ThemeId, number>();
  const sizeAfter = new Map<number, number>();
  const shared = new Map<string, { theme: ThemeId; group: number; count: number }>();
  for (const [index, theme] of before.entries()) {
    const group = after[index]!;
    if (theme !== null) sizeBefore.set(theme, (sizeBefore.get(theme) ?? 0) + 1);
    if (group !== null) sizeAfter.set(group, (sizeAfter.get(group) ?? 0) + 1);
    if (theme === null || group === null) continue;
    const pair = shared.get(`${theme} ${group}`) ?? { theme, group, count: 0 };
    pair.count += 1;
    shared.set(`${theme} ${group}`, pair);
  }
  const pairs = [...shared.values()]
    .map((pair) => ({
      ...pair,
      overlap: pair.count / (sizeBefore.get(pair.theme)! + sizeAfter.get(pair.group)! - pair.count),
    }))
    .filter((pair) => pair.overlap >= LEAST_OVERLAP)
    .sort(
      (a, b) => b.overlap - a.overlap || number(a.theme) - number(b.theme) || a.group - b.group,
    );
  const matched: (ThemeId | null)[] = Array.from({ length: groupCount }, () => null);
  const taken = new Set<ThemeId>();
  for (const { theme, group } of pairs) {
    if (matched[group] !== null || taken.has(theme)) continue;
    matched[group] = theme;
    taken.add(theme);
  }
  return matched;
}

function number(theme: ThemeId): number {
  return Number(theme.slice("theme_".length));
}
