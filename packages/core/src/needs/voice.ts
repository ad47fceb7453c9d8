// One mention with all that the rules about needs ask of it, and how heavily each kind of claim weighs.
import type { MentionId } from "../mentions/mention.ts";
import type { Kind } from "../readings/reading.ts";
import type { ThemeId } from "../themes/theme.ts";

/** What an account is worth, under a key that people of one account share. */
export interface AccountValue {
  /** Keyed hash of the account, or the person where no account is known. */
  readonly key: string;
  /** Worth per month in the export's own currency, or the weight of its plan; 0 or more. */
  readonly value: number;
}

/** One mention with what ranking needs to know of it. */
export interface Voice {
  readonly mentionId: MentionId;
  readonly themeId: ThemeId | null;
  /** Who speaks: the author, or the item itself where no author is known (see `countPeople`). */
  readonly person: string;
  /** True where no author is known, so that one person may stand here twice. */
  readonly anonymous: boolean;
  readonly language: string;
  readonly kind: Kind;
  readonly sentimentScore: number;
  /** UTC instant (ISO 8601), null when undated. */
  readonly writtenAt: string | null;
  /** Monday of the week it was written, null when undated. */
  readonly weekDate: string | null;
  /** The item's value in each dimension that is known of it (`version`, `platform`, `plan`, ...). */
  readonly segments: Readonly<Record<string, string>>;
  readonly account: AccountValue | null;
  /** Name of the rival's product that the item is about; null for our own. */
  readonly rival: string | null;
}

/** How much a claim of each kind weighs as a need when it is voiced with full anger; praise and `other` are no needs. */
export const SEVERITY_BY_KIND: Readonly<Record<Kind, number>> = {
  bug: 1,
  complaint: 0.8,
  request: 0.6,
  question: 0.4,
  praise: 0,
  other: 0,
};

/** Severity of one mention in [0, 1]: its kind's weight, halved when calm and whole when most negative. */
export function mentionSeverity(kind: Kind, sentimentScore: number): number {
  return SEVERITY_BY_KIND[kind] * (0.5 + 0.5 * Math.min(1, Math.max(0, -sentimentScore)));
}

/** True for a voice that makes a need: a problem, a wish, a displeasure or a question about our own product. */
export function voicesNeed(voice: Pick<Voice, "kind" | "rival">): boolean {
  return voice.rival === null && SEVERITY_BY_KIND[voice.kind] > 0;
}
