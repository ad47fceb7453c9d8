// A person's words with where they stand, kept apart from the page's own.
import type { GatheredQuote } from "../needs/gather-quotes.ts";
import { type Html, html, words } from "./html.ts";

const LONGEST_QUOTE = 420;

/** A quote with its item, day, stars, version, channel and source. */
export function quoteBlock(quote: GatheredQuote): Html {
  const { itemId, writtenAt, rating, appVersion, channel, source } = quote;
  const stars = rating === null ? null : `${rating}★`;
  const place = [itemId, writtenAt?.slice(0, 10), stars, appVersion, channel, source];
  return html`<blockquote lang="${quote.language === "und" ? "" : quote.language}">${words(cut(quote.text))}<cite>${words(place.filter(Boolean).join(" · "))}</cite></blockquote>`;
}

function cut(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  const kept = text.slice(0, LONGEST_QUOTE);
  // Half of a character would be no character.
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
