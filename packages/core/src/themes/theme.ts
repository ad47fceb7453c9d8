// A theme is a group of mentions that a product manager would call one matter, under an id that stays.
import type { MentionId } from "../mentions/mention.ts";

/** `theme_<n>`, given once and never reused. */
export type ThemeId = `theme_${number}`;

export function themeNumber(id: ThemeId): number {
  return Number(id.slice("theme_".length));
}

export interface ThemeName {
  readonly en: string;
  readonly zh: string;
}

/** Who can give a theme a name that stands before its statement. */
export type NameGiver = "person" | "model";

export interface Theme {
  readonly id: ThemeId;
  /** The broader theme it belongs to; null at the top level. */
  readonly parentId: ThemeId | null;
  readonly name: ThemeName;
  /** Who gave the name in a language; absent where it is made of key words. */
  readonly namedBy?: { readonly en?: NameGiver; readonly zh?: NameGiver };
  readonly keyphrases: { readonly en: readonly string[]; readonly zh: readonly string[] };
  /** Diverse quotes that stand for the theme, the most central first. */
  readonly representatives: readonly MentionId[];
  /** True when a person hid it: it is counted, and left out of needs and reports. */
  readonly hidden?: boolean;
}

/** Why a mention stands in the unclear list instead of a theme. */
export const UNCLEAR_REASONS = [
  "too-short",
  "no-words",
  "between-themes",
  "far-from-all",
  "too-rare",
  // A person took it out of every theme.
  "set-aside",
] as const;
export type UnclearReason = (typeof UNCLEAR_REASONS)[number];

interface AssignmentBase {
  readonly mentionId: MentionId;
  /** Confidence in [0, 1]. */
  readonly score: number;
  /** What the run itself found, before people's decisions: the next run recognises its groups by this. */
  readonly foundThemeId: ThemeId | null;
}

/** Every mention has either a leaf theme or a reason. */
export type ThemeAssignment = AssignmentBase &
  (
    | { readonly themeId: ThemeId; readonly unclear: null }
    | { readonly themeId: null; readonly unclear: UnclearReason }
  );
