// What the address of the trends page may say.
import { type Filters, readFilters } from "../filters/feedback-filters.ts";

export const TREND_CUTS = [
  "none",
  "kind",
  "sentiment",
  "theme",
  "language",
  "source",
  "version",
  "rival",
] as const;
export type TrendCut = (typeof TREND_CUTS)[number];

export interface TrendAddress extends Filters {
  /** What to cut by. Default `kind`. */
  readonly by?: TrendCut;
  /** People, or their share of everyone heard that week. Default `people`. */
  readonly per?: "people" | "share";
}

export function readTrendAddress(search: Record<string, unknown>): TrendAddress {
  const by = TREND_CUTS.find((cut) => cut === search.by);
  return {
    ...readFilters(search),
    ...(by === undefined ? {} : { by }),
    ...(search.per === "share" ? { per: "share" as const } : {}),
  };
}
