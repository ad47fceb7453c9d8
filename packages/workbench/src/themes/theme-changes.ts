// What a run changed: themes that it opened, no longer finds, or found to have grown.
import { type ModelName, type ThemeAssignment, type ThemeId, themeNumber } from "@heed/core";

export interface GrownTheme {
  readonly themeId: ThemeId;
  /** Mentions in the run before, and now. */
  readonly before: number;
  readonly now: number;
}

export interface ThemeChanges {
  readonly opened: readonly ThemeId[];
  readonly gone: readonly ThemeId[];
  /** Themes that were there before and hold more mentions now, the most grown first. */
  readonly grown: readonly GrownTheme[];
  /** Mentions that this run read for the first time. */
  readonly newMentions: number;
  /** Whose vectors the themes are found with now and were before, where that changed; null for the built-in embedder. */
  readonly encoder?: { readonly before: ModelName | null; readonly now: ModelName | null };
}

type Assigned = Pick<ThemeAssignment, "themeId"> | null;

/** Compares the current themes and the assignments of all mentions before and after a run, one by one. */
export function themeChanges(
  themesBefore: readonly ThemeId[],
  themesNow: readonly ThemeId[],
  assignedBefore: readonly Assigned[],
  assignedNow: readonly Assigned[],
): ThemeChanges {
  const before = countByTheme(assignedBefore);
  const now = countByTheme(assignedNow);
  const here = new Set(themesNow);
  const known = new Set(themesBefore);
  const grown = themesNow
    .filter((id) => known.has(id) && (now.get(id) ?? 0) > (before.get(id) ?? 0))
    .map((themeId) => ({ themeId, before: before.get(themeId) ?? 0, now: now.get(themeId) ?? 0 }))
    .sort(
      (a, b) =>
        b.now - b.before - (a.now - a.before) || themeNumber(a.themeId) - themeNumber(b.themeId),
    );
  return {
    opened: themesNow.filter((id) => !known.has(id)),
    gone: themesBefore.filter((id) => !here.has(id)),
    grown,
    newMentions: assignedBefore.filter((assigned) => assigned === null).length,
  };
}

function countByTheme(assigned: readonly Assigned[]): Map<ThemeId, number> {
  const counts = new Map<ThemeId, number>();
  for (const one of assigned) {
    if (one === null || one.themeId === null) continue;
    counts.set(one.themeId, (counts.get(one.themeId) ?? 0) + 1);
  }
  return counts;
}
