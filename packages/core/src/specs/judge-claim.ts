// Whether a claim still stands: its quotes are there as they were, its counts come out the same, its check holds.
import type { Kind, Sentiment } from "../readings/reading.ts";
import type { ThemeId } from "../themes/theme.ts";
import type { Claim, KeptCount, QuoteReference, StaleReason } from "./spec.ts";

/** A quote as it stands today; null when its mention is gone. */
export type QuoteToday = {
  readonly words: string;
  readonly seal: string;
  readonly kind: Kind | null;
  readonly sentiment: Sentiment | null;
  readonly themeId: ThemeId | null;
} | null;

export interface Today {
  readonly quote: (quote: QuoteReference) => QuoteToday;
  /** A count's value now; null when what it names is gone. */
  readonly count: (query: string) => number | null;
  /** Score of a named check over a sentence and its quotes; null where the check is not known here. */
  readonly support: (claim: Claim) => { readonly holds: boolean } | null;
}

export interface StaleMark {
  readonly reason: StaleReason;
  /** Which quote or count of the basis, from 0. */
  readonly index: number;
  /** Of a count that changed: its value now. */
  readonly now?: number;
}

export interface JudgedClaim {
  readonly status: "verified" | "stale" | "assumption";
  readonly marks: readonly StaleMark[];
}

/** Judges one claim against today's data (SPEC-specs.md, SP4 to SP8). */
export function judgeClaim(claim: Claim, today: Today): JudgedClaim {
  const { basis } = claim;
  if (basis.type === "assumption") return { status: "assumption", marks: [] };
  const marks =
    basis.type === "counted"
      ? basis.counts.flatMap((count, index) => countMark(count, index, today))
      : basis.quotes.flatMap((quote, index) => quoteMark(quote, index, today));
  if (basis.type === "supported" && marks.length === 0 && today.support(claim)?.holds !== true)
    marks.push({ reason: "check-fails", index: 0 });
  return { status: marks.length === 0 ? "verified" : "stale", marks };
}

function countMark({ query, value }: KeptCount, index: number, today: Today): StaleMark[] {
  const now = today.count(query);
  if (now === null) return [{ reason: "theme-gone", index }];
  // Shares are kept in full and compared as they are shown, to a tenth of a per cent.
  const isShare = query.startsWith("share");
  const same = isShare ? Math.abs(now - value) < 0.0005 : now === value;
  return same ? [] : [{ reason: "count-changed", index, now }];
}

function quoteMark(quote: QuoteReference, index: number, today: Today): StaleMark[] {
  const now = today.quote(quote);
  if (now === null) return [{ reason: "quote-gone", index }];
  if (now.seal !== quote.seal) return [{ reason: "quote-changed", index }];
  if (now.themeId !== quote.themeId) return [{ reason: "theme-moved", index }];
  const isRead = now.kind === quote.kind && now.sentiment === quote.sentiment;
  return isRead ? [] : [{ reason: "reading-corrected", index }];
}
