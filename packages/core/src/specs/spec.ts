// A specification is a list of claims; each says visibly what it rests on, so that a program can check it again tomorrow.
import type { MentionId } from "../mentions/mention.ts";
import type { Need } from "../needs/need.ts";
import type { Kind, Sentiment } from "../readings/reading.ts";
import type { AcceptanceCriterion, BothWords, Story } from "../requirements/story.ts";
import type { ThemeId } from "../themes/theme.ts";

/** Parts of a specification, in their order. */
export const SPEC_SECTIONS = [
  "goal",
  "non-goals",
  "problem",
  "users",
  "stories",
  "acceptance",
  "metrics",
  "risks",
  "questions",
  "kill-criteria",
  "experiment",
] as const;
export type SpecSection = (typeof SPEC_SECTIONS)[number];

export const SPEC_TEMPLATES = ["full", "one-page", "experiment"] as const;
/** Which parts a specification has. */
export type SpecTemplate = (typeof SPEC_TEMPLATES)[number];
export const TEMPLATE_SECTIONS: Readonly<Record<SpecTemplate, readonly SpecSection[]>> = {
  full: SPEC_SECTIONS,
  "one-page": ["goal", "non-goals", "problem", "users", "stories", "metrics", "risks", "questions"],
  experiment: ["goal", "problem", "metrics", "risks", "kill-criteria", "experiment"],
};

/**
 * Exact words by reference: part of a mention, with what was read into it when it was taken. The words themselves are not
 * kept, so that what is erased is in no specification.
 */
export interface QuoteReference {
  readonly mentionId: MentionId;
  /** Offsets within the mention. */
  readonly start: number;
  readonly end: number;
  /** Keyed hash of the words. */
  readonly seal: string;
  readonly kind: Kind | null;
  readonly sentiment: Sentiment | null;
  readonly themeId: ThemeId | null;
}

/** A count with the value that it had when it was taken. */
export interface KeptCount {
  /** In its text form (`readCount`). */
  readonly query: string;
  readonly value: number;
}

export type ClaimBasis =
  | { readonly type: "quoted"; readonly quotes: readonly QuoteReference[] }
  | { readonly type: "counted"; readonly counts: readonly KeptCount[] }
  /** A sentence of a model that a named check found carried by its quotes. */
  | {
      readonly type: "supported";
      readonly check: string;
      readonly score: number;
      readonly quotes: readonly QuoteReference[];
    }
  | { readonly type: "assumption" };

export interface Claim {
  /** Stays over all versions: `claim_3`. */
  readonly id: string;
  readonly section: SpecSection;
  /** `{0}` stands for the first quote or count of the basis, `{1}` for the next. */
  readonly text: BothWords;
  readonly basis: ClaimBasis;
  readonly story?: Story;
  readonly criterion?: AcceptanceCriterion;
}

export type SpecId = `spec_${number}`;

/** One version of a specification. */
export interface Spec {
  readonly id: SpecId;
  /** 1 for the first. */
  readonly version: number;
  readonly title: BothWords;
  readonly needId: Need["id"] | null;
  readonly themeId: ThemeId | null;
  readonly template: SpecTemplate;
  /** UTC instant of this version. */
  readonly at: string;
  /** What was done: drafted, edited, refreshed, or a version taken up again. */
  readonly change: "drafted" | "edited" | "refreshed" | "restored";
  /** The model that wrote sentences of it, with its prompt; null where templates did. */
  readonly model: { readonly name: string; readonly version: string } | null;
  readonly claims: readonly Claim[];
}

/** Why a claim is to be looked at again. */
export const STALE_REASONS = [
  "quote-gone",
  "quote-changed",
  "reading-corrected",
  "theme-moved",
  "count-changed",
  "theme-gone",
  "check-fails",
] as const;
export type StaleReason = (typeof STALE_REASONS)[number];

/** The number in a claim's id. */
export function claimNumber(id: string): number {
  return Number(id.slice(id.indexOf("_") + 1));
}
