// Two levels of themes: leaves that hold mentions, and groups that hold leaves; no decision may mix them up.
import { Conflict } from "../errors.ts";
import type { Theme, ThemeId } from "./theme.ts";
import type { ThemeEdit } from "./theme-edit.ts";

/** Themes under which others stand. */
export function groupIds(themes: readonly Theme[]): ReadonlySet<ThemeId> {
  return new Set(themes.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])));
}

/** Themes that hold mentions themselves: all but the groups, also those that a person put at the top. */
export function leafThemes(themes: readonly Theme[]): Theme[] {
  const groups = groupIds(themes);
  return themes.filter(({ id }) => !groups.has(id));
}

/** Refuses a decision that would put mentions into a group, a group under a group, or a theme into itself. */
export function checkLevels(edit: ThemeEdit, themes: readonly Theme[]): void {
  const groups = groupIds(themes);
  switch (edit.type) {
    case "merge":
      if (edit.from.includes(edit.into)) {
        refuse(
          "merge-into-itself",
          `A theme cannot be merged into itself: received ${edit.into}.`,
          "Name a different theme to merge into.",
        );
      }
      for (const id of edit.from) {
        if (groups.has(id) === groups.has(edit.into)) continue;
        refuse(
          "levels-differ",
          `${id} and ${edit.into} are of different levels: one holds mentions, the other holds themes.`,
          "Merge themes of one level, or put a theme under another with: heed themes regroup",
        );
      }
      break;
    case "split":
      if (groups.has(edit.themeId)) refuseGroup(edit.themeId, "be split");
      break;
    case "move":
      if (edit.themeId !== null && groups.has(edit.themeId)) {
        refuseGroup(edit.themeId, "take mentions itself");
      }
      break;
    case "regroup":
      checkRegroup(edit, groups);
      break;
    default:
  }
}

function checkRegroup(
  { themeId, parentId }: Extract<ThemeEdit, { type: "regroup" }>,
  groups: ReadonlySet<ThemeId>,
): void {
  if (parentId === null) return;
  if (!groups.has(parentId)) {
    refuse(
      "not-a-group",
      `${parentId} is no broader theme, so nothing can stand under it.`,
      "Choose a theme of the upper level.",
    );
  }
  if (groups.has(themeId)) {
    refuse(
      "group-under-group",
      `${themeId} is a broader theme itself: there are two levels, not three.`,
      "Merge the two, or regroup the themes under it one by one.",
    );
  }
}

function refuseGroup(id: ThemeId, what: string): never {
  return refuse(
    "not-a-leaf",
    `${id} is a broader theme and cannot ${what}.`,
    "Choose one of the themes under it: heed themes show ID lists them.",
  );
}

function refuse(code: string, message: string, hint: string): never {
  throw new Conflict(code, message, { hint });
}
