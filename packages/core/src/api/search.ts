// Search: words and meaning together, under the same filters as everything else.
import { z } from "zod";
import { ENCODER_GAPS } from "../search/encoder-gap.ts";
import { feedbackFilters } from "./filters.ts";
import { MentionRow } from "./mentions.ts";
import { pageQuery } from "./page.ts";

const {
  words: _words,
  channel: _channel,
  spam: _spam,
  import: _import,
  matter: _matter,
  ...searchFilters
} = feedbackFilters;
export const SearchQuery = z.object({
  /** What is looked for, in any language. */
  q: z.string().min(1).max(500),
  ...searchFilters,
  ...pageQuery,
});
/** Why meaning takes no part in a search, and the encoder that it is about; null for the built-in embedder. */
export const EncoderGapView = z.object({
  code: z.enum(ENCODER_GAPS),
  model: z.string().nullable(),
});
export const SearchHit = z
  .object({
    ...MentionRow.shape,
    /** In [0, 1], the best first. */
    score: z.number(),
  })
  .meta({ id: "SearchHit" });
export type SearchHit = z.infer<typeof SearchHit>;
export type SearchResult = z.infer<typeof SearchResult>;
export const SearchResult = z
  .object({
    rows: z.array(SearchHit),
    next: z.string().nullable(),
    /** Mentions found over all pages. */
    total: z.int(),
    /** `any` when no mention holds all the words. */
    match: z.enum(["all", "any"]),
    /** `meaning` when vectors took part, `words` when only the words did. */
    by: z.enum(["words", "meaning"]),
    /** Why meaning takes no part; null where it does. */
    gap: EncoderGapView.nullable(),
  })
  .meta({ id: "SearchResult" });
