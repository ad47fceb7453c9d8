// Keeps theme ids from run to run: what a run finds continues the themes that were there, and new numbers are for new themes.
import {
  type FoundThemes,
  matchThemes,
  type Theme,
  type ThemeAssignment,
  type ThemeDecisions,
  type ThemeId,
  themeNumber,
} from "@heed/core";
import type { Workspace } from "../workspace/open-workspace.ts";

/** The theme of each mention in the run before (null: none), as a finder that goes on from there is to know it. */
export interface Lineage {
  readonly themes: readonly (ThemeId | null)[];
  /** The same, a part that people split off counting as the theme it came from. */
  readonly wholes: readonly (ThemeId | null)[];
  /** False for a mention that no run has seen. */
  readonly isKnown: readonly boolean[];
  /** Themes in `themes`, older ones first; their places are the leaves of `previous`. */
  readonly leaves: readonly ThemeId[];
  /** For each mention the place of its theme in `leaves`, or -1. */
  readonly previous: Int32Array;
}

/**
 * What the run before found. A mention that a person's split took into a part counts as found in the part, so that a finder
 * which goes on from there learns of it.
 */
export function readLineage(
  before: readonly (ThemeAssignment | null)[],
  decisions: ThemeDecisions,
): Lineage {
  const wholeOf = wholesOfParts(decisions);
  const themes = before.map((assignment) => {
    if (assignment === null) return null;
    const { themeId, foundThemeId } = assignment;
    return themeId !== null && wholeOf.has(themeId) ? themeId : foundThemeId;
  });
  const leaves = [...new Set(themes.filter((id) => id !== null))].sort(
    (a, b) => themeNumber(a) - themeNumber(b),
  );
  const places = new Map(leaves.map((id, place) => [id, place]));
  const whole = (id: ThemeId | null): ThemeId | null => {
    const over = id === null ? undefined : wholeOf.get(id);
    return over === undefined ? id : whole(over);
  };
  return {
    themes,
    wholes: themes.map(whole),
    isKnown: before.map((assignment) => assignment !== null),
    leaves,
    previous: Int32Array.from(themes, (id) => (id === null ? -1 : places.get(id)!)),
  };
}

/** Every part that people split off, with the theme it came from. */
export function wholesOfParts(decisions: ThemeDecisions): ReadonlyMap<ThemeId, ThemeId> {
  return new Map(
    [...decisions.kept].flatMap((whole) =>
      decisions.partsOf(whole).map((part) => [part, whole] as const),
    ),
  );
}

export interface ThemeIds {
  readonly leaves: readonly ThemeId[];
  readonly groups: readonly ThemeId[];
}

/**
 * Ids for what was found: a leaf has the id of the theme that the finder says it continues, or of the one whose mentions
 * it mostly holds; a group that of the leaves' old parents; the rest get new numbers.
 */
export async function keepThemeIds(
  workspace: Workspace,
  found: FoundThemes,
  lineage: Lineage,
  before: readonly Theme[],
): Promise<ThemeIds> {
  // Mentions that are new say nothing of what a group was before.
  const after = lineage.isKnown.map((known, index) =>
    known && found.assignment[index]! >= 0 ? found.assignment[index]! : null,
  );
  const goesOn = found.themes.some(({ previous }) => previous !== undefined);
  const leaves = goesOn
    ? found.themes.map(({ previous }) => (previous == null ? null : lineage.leaves[previous]!))
    : matchLeaves(lineage, after, found.themes.length);
  const parents = new Map(before.map(({ id, parentId }) => [id, parentId]));
  const groups = matchThemes(
    lineage.wholes.map((theme) => (theme === null ? null : (parents.get(theme) ?? null))),
    after.map((leaf) => (leaf === null ? null : found.themes[leaf]!.group)),
    found.groups.length,
  );
  return { groups: await numberNew(workspace, groups), leaves: await numberNew(workspace, leaves) };
}

/** A leaf continues a theme together with what people split off it, or else one of those parts. */
function matchLeaves(
  { themes, wholes }: Lineage,
  after: readonly (number | null)[],
  count: number,
): (ThemeId | null)[] {
  const matched = matchThemes(wholes, after, count);
  const ofParts = matchThemes(
    themes.map((theme, index) => (theme === wholes[index] ? null : theme)),
    after,
    count,
  );
  const taken = new Set(matched);
  return matched.map((theme, leaf) => {
    const part = ofParts[leaf]!;
    return theme === null && part !== null && !taken.has(part) ? part : theme;
  });
}

async function numberNew(
  workspace: Workspace,
  matched: readonly (ThemeId | null)[],
): Promise<ThemeId[]> {
  const missing = matched.filter((id) => id === null).length;
  let next = missing === 0 ? 0 : await workspace.records.takeNumbers("theme", missing);
  return matched.map((id): ThemeId => id ?? `theme_${next++}`);
}

/** Themes of the run before that people touched and this run does not find: they stay, with their mentions. */
export function outlivingThemes(
  before: readonly Theme[],
  ids: ThemeIds,
  decisions: ThemeDecisions,
): Theme[] {
  const here = new Set([...ids.groups, ...ids.leaves]);
  const staying = before.filter(({ id }) => decisions.kept.has(id) && !here.has(id));
  for (const { id } of staying) here.add(id);
  return staying.map((theme) =>
    theme.parentId === null || here.has(theme.parentId)
      ? theme
      : { ...theme, parentId: ids.groups[0] ?? null },
  );
}
