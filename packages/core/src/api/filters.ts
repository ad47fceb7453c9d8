// The uniform filters: the same words narrow mentions, items, search, facets, trends, needs and exports.
import { z } from "zod";
import {
  Day,
  ImportIdText,
  KindName,
  MatterIdText,
  SentimentName,
  ThemeIdText,
  UnclearName,
} from "./values.ts";

const name = z.string().min(1).max(200);
const several = <Part extends z.ZodType>(part: Part) => z.array(part).min(1).max(50).optional();

/** Each field narrows; values of one field are alternatives. In a query string a list is a repeated field. */
export const feedbackFilters = {
  kind: several(KindName),
  sentiment: several(SentimentName),
  /** Leaf themes, or groups with all their leaves. */
  theme: several(ThemeIdText),
  /** BCP 47 primary languages. */
  language: several(name),
  source: several(name),
  channel: several(name),
  version: several(name),
  /** Whole stars, 1 to 5. */
  rating: several(z.int().min(1).max(5)),
  /** Written on this day or later, in the workspace's time zone. */
  from: Day.optional(),
  /** Written on this day or before. */
  to: Day.optional(),
  /** True: only mentions without a theme; false: only those with one. */
  unclear: z.boolean().optional(),
  unclearReason: several(UnclearName),
  /** `own` for our product, else names of rivals. Default: all. */
  rival: several(name),
  /** True: spam too. Default false. */
  spam: z.boolean().optional(),
  import: several(ImportIdText),
  /** Answers of models at work, as `column=label`; several of one column are alternatives. */
  lab: several(name),
  /** What a matter counts: its words, its kinds, our own product. */
  matter: MatterIdText.optional(),
  /** Words that must all stand in the text, whatever their case. */
  words: z.string().min(1).max(200).optional(),
};
export const FeedbackFilters = z.object(feedbackFilters);
export type FeedbackFilters = z.infer<typeof FeedbackFilters>;

/** Newest or oldest by the day they were written; `arrival` is the order they came in. */
export const FeedbackOrder = z.enum(["newest", "oldest", "arrival"]);
