// What people decided about themes: an append-only log that every later run obeys.
import type { MentionId } from "../mentions/mention.ts";
import type { ThemeId, ThemeName } from "./theme.ts";

/** One decision. */
export type ThemeEdit =
  /** The theme is called so; a language left out keeps the name it had. */
  | { readonly type: "rename"; readonly themeId: ThemeId; readonly name: Partial<ThemeName> }
  /** All that is or will be found as one of `from` belongs to `into`. */
  | { readonly type: "merge"; readonly from: readonly ThemeId[]; readonly into: ThemeId }
  /** These mentions of `themeId` are a matter of their own, `newThemeId`. */
  | {
      readonly type: "split";
      readonly themeId: ThemeId;
      readonly newThemeId: ThemeId;
      readonly mentionIds: readonly MentionId[];
      readonly name: ThemeName;
      /** True when the person left the name to the finder, so that it is made of key words. */
      readonly isUnnamed?: true;
    }
  /** These mentions belong to `themeId`, or to none (null), whatever a run finds. */
  | {
      readonly type: "move";
      readonly mentionIds: readonly MentionId[];
      readonly themeId: ThemeId | null;
    }
  /** The theme stands under another broader theme, or at the top (null). */
  | { readonly type: "regroup"; readonly themeId: ThemeId; readonly parentId: ThemeId | null }
  | { readonly type: "hide" | "show"; readonly themeId: ThemeId }
  /** The decision with that number no longer holds. */
  | { readonly type: "undo"; readonly edit: number };

/** A decision as the log keeps it. */
export interface LoggedThemeEdit {
  /** 1 for the first decision in a workspace. */
  readonly number: number;
  /** UTC instant (ISO 8601). */
  readonly at: string;
  readonly edit: ThemeEdit;
}
