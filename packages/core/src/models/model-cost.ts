// What a call costs, in whole units so that sums are exact, and how much a call can cost at most.
import type { ModelPrice } from "./model-settings.ts";

/** Tokens of one answer as the provider counted them, or seconds of speech. */
export interface ModelUsage {
  readonly inputTokens: number;
  /** Part of `inputTokens` that the provider had cached. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Seconds of speech that were transcribed. */
  readonly seconds: number;
  /** True when the provider did not say and Heed counted instead. */
  readonly isEstimate: boolean;
}

export const NO_USAGE: ModelUsage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  seconds: 0,
  isEstimate: false,
};

/** Units of money in one of the currency: amounts are whole numbers of 10^-12, so that sums are exact. */
export const PICO = 1_000_000_000_000n;

/** Cost of a usage in 10^-12 of the price's currency; prices count to six decimals for a million tokens. */
export function costOf(usage: ModelUsage, price: ModelPrice): bigint {
  const fresh = usage.inputTokens - usage.cachedInputTokens;
  const cached = price.cachedInputPerMillion ?? price.inputPerMillion;
  return (
    BigInt(fresh) * perToken(price.inputPerMillion) +
    BigInt(usage.cachedInputTokens) * perToken(cached) +
    BigInt(usage.outputTokens) * perToken(price.outputPerMillion) +
    // A minute's price to six decimals is 10^6 x minutes; a millisecond is the smallest part that is charged for.
    (BigInt(Math.round(usage.seconds * 1000)) * perToken(price.perMinute ?? 0) * 1_000_000n) /
      60_000n
  );
}

/** One over a million of a price with six decimals is a whole number of 10^-12. */
function perToken(perMillion: number): bigint {
  return BigInt(Math.round(perMillion * 1_000_000));
}

/** An amount of 10^-12 as a decimal number, without losing a digit: "0.000271". */
export function formatPico(amount: bigint): string {
  const sign = amount < 0n ? "-" : "";
  const size = amount < 0n ? -amount : amount;
  const decimals = String(size % PICO)
    .padStart(12, "0")
    .replace(/0+$/, "");
  return `${sign}${size / PICO}${decimals === "" ? "" : `.${decimals}`}`;
}

/** A budget's amount in the units in which it is spent: tokens as they are, money in 10^-12. */
export function budgetUnits(unit: string, most: number): bigint {
  return unit === "tokens" ? BigInt(Math.floor(most)) : BigInt(Math.round(most * 1e6)) * 1_000_000n;
}

/** Tokens a provider adds around messages, at most. */
const FRAME_TOKENS = 1_024;
/** Tokens that one image may cost at most with the providers known. */
const IMAGE_TOKENS = 6_000;

/** Words of a request with what else costs tokens. */
export interface RequestSize {
  readonly texts: readonly string[];
  readonly images: number;
  /** Bytes of sound or pictures. Default 0. */
  readonly bytes?: number;
}

/**
 * Most input tokens a request can cost: tokenisers of today's models work on bytes, and a token is one byte at least.
 */
export function mostInputTokens({ texts, images }: RequestSize): number {
  return FRAME_TOKENS + images * IMAGE_TOKENS + texts.reduce((sum, text) => sum + utf8(text), 0);
}

/**
 * Likely tokens of a text: four characters of alphabetic scripts or one and a half Chinese, Japanese or Korean ones make
 * a token with the tokenisers of today's models, give or take a third.
 */
export function likelyTokens(text: string): number {
  let wide = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0x2e80) wide += 1;
  return Math.ceil(wide / 1.5 + (text.length - wide) / 4);
}

/** Bytes of a text in UTF-8. */
function utf8(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // The two halves of a surrogate pair make four bytes together.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
