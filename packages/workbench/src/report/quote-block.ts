// A person's words with where they stand, kept apart from the page's own.
import type { GatheredQuote } from "../needs/gather-quotes.ts";
import { day } from "./format.ts";
import { type Html, html, words } from "./html.ts";
import { both } from "./words.ts";

const LONGEST_QUOTE = 420;
const LONGEST_LINE = 120;

/** A quote with its day, stars, version, channel and source; its item is told where the pointer rests. */
export function quoteBlock(quote: GatheredQuote): Html {
  const { itemId, writtenAt, rating, appVersion, channel, source } = quote;
  const stars = rating === null ? null : `${rating}★`;
  const written = writtenAt === null ? null : both(day(writtenAt.slice(0, 10)));
  const place = [stars, appVersion, channel, source].filter(Boolean).join(" · ");
  const facts = written === null ? words(place) : html`${written} · ${words(place)}`;
  return html`<blockquote lang="${languageOf(quote)}">${words(cut(quote.text, LONGEST_QUOTE))}<cite title="${itemId}">${facts}</cite></blockquote>`;
}

/** The beginning of a quote in one line, for a need that is closed. */
export function quoteLine(quote: GatheredQuote): Html {
  return html`<span class="said" lang="${languageOf(quote)}">“${words(cut(quote.text, LONGEST_LINE))}”</span>`;
}

function languageOf({ language }: GatheredQuote): string {
  return language === "und" ? "" : language;
}

function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest);
  // Half of a character would be no character.
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
