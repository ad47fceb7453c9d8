// What is said about one theme on one side, as it is gathered before a statement is chosen.
import type { MentionId, ThemeId } from "@heed/core";
import type { ClaimSort } from "./clause.ts";

export type Language = "en" | "zh";
export type Side = "need" | "praise";

/** A voice as it is kept until all were heard. */
export interface HeardClaim {
  readonly mentionId: MentionId;
  readonly language: Language;
  readonly sort: ClaimSort;
  readonly words: string;
  /** Where the words begin in the item's stored text. */
  readonly start: number;
  /** Items in an order that is theirs for ever; an item's claims stand together. */
  readonly order: number;
}

/** What is said about one theme on one side: what it lacks, or what is good about it. */
export interface ThemeSide {
  readonly themeId: ThemeId;
  readonly side: Side;
  size: number;
  heard: HeardClaim[];
  readonly sorts: Map<ClaimSort, number>;
}
