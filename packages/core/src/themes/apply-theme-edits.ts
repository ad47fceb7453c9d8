// Lays people's decisions over what a run found, so that no decision is lost and no run is bent out of shape by one.
import { NotFound } from "../errors.ts";
import type { MentionId } from "../mentions/mention.ts";
import type { Theme, ThemeId } from "./theme.ts";
import type { LoggedThemeEdit, ThemeEdit } from "./theme-edit.ts";
import { checkLevels } from "./theme-levels.ts";

/** The decisions in force, ready to be asked. */
export interface ThemeDecisions {
  /** The theme to which a mention belongs, given what a run found (null: none). */
  readonly themeOf: (mentionId: MentionId, found: ThemeId | null) => ThemeId | null;
  /** True when a person placed this very mention. */
  readonly isPlaced: (mentionId: MentionId) => boolean;
  /** The parts that people split off a theme, in the order in which they did. */
  readonly partsOf: (themeId: ThemeId) => readonly ThemeId[];
  /** Themes that a person named, merged, split, filled, regrouped or hid: they outlive a run that does not find them. */
  readonly kept: ReadonlySet<ThemeId>;
  /** The themes of a run after renames, merges, splits, regroupings and hiding. */
  readonly applyTo: (themes: readonly Theme[]) => Theme[];
}

/**
 * The decisions of a log. Later decisions win over earlier ones; an undone decision counts as never made
 * (undoing an undo brings it back). Merges follow one another: a into b, b into c puts a into c.
 */
export function themeDecisions(log: readonly LoggedThemeEdit[]): ThemeDecisions {
  const edits = editsInForce(log);
  const merged = new Map<ThemeId, ThemeId>();
  const placed = new Map<MentionId, ThemeId | null>();
  const kept = new Set<ThemeId>();
  const parts = new Map<ThemeId, readonly ThemeId[]>();
  const rejoined = rejoinedParts(log, edits);
  const whole = (id: ThemeId): ThemeId => {
    let at = id;
    for (let next = rejoined.get(at); next !== undefined; next = rejoined.get(at)) at = next;
    return at;
  };
  for (const edit of edits) {
    switch (edit.type) {
      case "merge":
        // What is merged into stands on its own from now on, so merges can never run in a circle.
        merged.delete(whole(edit.into));
        for (const from of edit.from) {
          if (whole(from) !== whole(edit.into)) merged.set(whole(from), whole(edit.into));
        }
        for (const id of [...edit.from, edit.into]) kept.add(id);
        break;
      case "split":
        for (const id of edit.mentionIds) placed.set(id, edit.newThemeId);
        for (const id of [edit.themeId, edit.newThemeId]) kept.add(id);
        parts.set(edit.themeId, [...(parts.get(edit.themeId) ?? []), edit.newThemeId]);
        break;
      case "move":
        for (const id of edit.mentionIds) placed.set(id, edit.themeId);
        if (edit.themeId !== null) kept.add(edit.themeId);
        break;
      case "regroup":
        kept.add(edit.themeId);
        if (edit.parentId !== null) kept.add(edit.parentId);
        break;
      case "rename":
      case "hide":
        kept.add(edit.themeId);
        break;
      default:
    }
  }
  const resolve = (id: ThemeId): ThemeId => {
    let at = whole(id);
    for (let next = merged.get(at); next !== undefined; next = merged.get(at)) at = next;
    return at;
  };
  return {
    themeOf: (mentionId, found) => {
      const theme = placed.has(mentionId) ? (placed.get(mentionId) ?? null) : found;
      return theme === null ? null : resolve(theme);
    },
    isPlaced: (mentionId) => placed.has(mentionId),
    partsOf: (themeId) => parts.get(themeId) ?? [],
    kept,
    applyTo: (themes) => withoutMerged(edits.reduce(applyEdit, [...themes]), resolve),
  };
}

/**
 * Refuses a decision that cannot be carried out over these themes: a theme that is not there, a merge into itself or in a
 * circle, an edit to undo that was never made.
 */
export function checkThemeEdit(
  edit: ThemeEdit,
  themes: readonly Theme[],
  log: readonly LoggedThemeEdit[],
): void {
  if (edit.type === "undo") {
    if (log.some(({ number }) => number === edit.edit)) return;
    throw new NotFound("edit-not-found", `There is no decision number ${edit.edit} about themes.`, {
      hint: "List the decisions with: heed themes log",
    });
  }
  const known = new Map(themes.map((theme) => [theme.id, theme]));
  for (const id of namedThemes(edit)) {
    if (known.has(id)) continue;
    throw new NotFound("theme-not-found", `There is no theme ${id}.`, {
      hint: "List the themes with: heed themes list",
    });
  }
  checkLevels(edit, themes);
}

/** Parts whose split was undone: what a run found as such a part belongs to the whole again. */
function rejoinedParts(
  log: readonly LoggedThemeEdit[],
  inForce: readonly ThemeEdit[],
): Map<ThemeId, ThemeId> {
  const rejoined = new Map<ThemeId, ThemeId>();
  for (const { edit } of log) {
    if (edit.type === "split" && !inForce.includes(edit))
      rejoined.set(edit.newThemeId, edit.themeId);
  }
  return rejoined;
}

function editsInForce(log: readonly LoggedThemeEdit[]): Exclude<ThemeEdit, { type: "undo" }>[] {
  const undone = new Set<number>();
  // From the newest back, so that an undo which is itself undone has no effect.
  for (const { number, edit } of log.toReversed()) {
    if (edit.type === "undo" && !undone.has(number)) undone.add(edit.edit);
  }
  return log.flatMap(({ number, edit }) =>
    edit.type === "undo" || undone.has(number) ? [] : [edit],
  );
}

function applyEdit(themes: Theme[], edit: Exclude<ThemeEdit, { type: "undo" }>): Theme[] {
  switch (edit.type) {
    case "rename":
      return update(themes, edit.themeId, (theme) => ({
        ...theme,
        name: { ...theme.name, ...edit.name },
        namedBy: {
          ...theme.namedBy,
          ...(edit.name.en === undefined ? {} : { en: "person" as const }),
          ...(edit.name.zh === undefined ? {} : { zh: "person" as const }),
        },
      }));
    case "hide":
    case "show":
      return update(themes, edit.themeId, (theme) => ({ ...theme, hidden: edit.type === "hide" }));
    case "regroup":
      return update(themes, edit.themeId, (theme) => ({ ...theme, parentId: edit.parentId }));
    case "split":
      return withSplit(themes, edit);
    case "merge":
    case "move":
      return themes;
  }
}

function withoutMerged(themes: Theme[], resolve: (id: ThemeId) => ThemeId): Theme[] {
  return themes
    .filter((theme) => resolve(theme.id) === theme.id)
    .map((theme) =>
      theme.parentId === null ? theme : { ...theme, parentId: resolve(theme.parentId) },
    );
}

function withSplit(themes: Theme[], edit: Extract<ThemeEdit, { type: "split" }>): Theme[] {
  const at = themes.findIndex((theme) => theme.id === edit.themeId);
  if (at < 0) return themes;
  const named = {
    name: edit.name,
    ...(edit.isUnnamed === true ? {} : { namedBy: { en: "person", zh: "person" } as const }),
  };
  const part: Theme = {
    id: edit.newThemeId,
    parentId: themes[at]!.parentId,
    ...named,
    keyphrases: { en: [], zh: [] },
    representatives: edit.mentionIds.slice(0, 5),
  };
  // A run that knows the part finds it itself; the name stays the person's.
  if (themes.some((theme) => theme.id === edit.newThemeId)) {
    return update(themes, edit.newThemeId, (theme) => ({ ...theme, ...named }));
  }
  return themes.toSpliced(at + 1, 0, part);
}

function update(themes: Theme[], id: ThemeId, change: (theme: Theme) => Theme): Theme[] {
  return themes.map((theme) => (theme.id === id ? change(theme) : theme));
}

function namedThemes(edit: Exclude<ThemeEdit, { type: "undo" }>): ThemeId[] {
  switch (edit.type) {
    case "merge":
      return [...edit.from, edit.into];
    case "move":
      return edit.themeId === null ? [] : [edit.themeId];
    case "regroup":
      return edit.parentId === null ? [edit.themeId] : [edit.themeId, edit.parentId];
    default:
      return [edit.themeId];
  }
}
