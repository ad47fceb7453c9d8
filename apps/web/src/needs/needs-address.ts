// What the address of the needs page may say: how they are laid out, what narrows them, and what is held against what.
import { type Filters, readFilters } from "../filters/feedback-filters.ts";

export const NEEDS_VIEWS = ["rank", "lanes", "compare"] as const;
export type NeedsView = (typeof NEEDS_VIEWS)[number];
export const COMPARED = ["period", "language", "source", "version", "rival"] as const;
export type Compared = (typeof COMPARED)[number];

export interface NeedsAddress extends Filters {
  readonly view?: NeedsView;
  readonly compare?: Compared;
  /** The two sides: values of the dimension; of `period`, the day at which the second begins stands in `b`. */
  readonly a?: string;
  readonly b?: string;
}

export function readNeedsAddress(search: Record<string, unknown>): NeedsAddress {
  const view = NEEDS_VIEWS.find((name) => name === search.view);
  const compare = COMPARED.find((name) => name === search.compare);
  const side = (name: "a" | "b") =>
    typeof search[name] === "string" || typeof search[name] === "number"
      ? { [name]: String(search[name]).slice(0, 200) }
      : {};
  return {
    ...readFilters(search),
    ...(view === undefined || view === "rank" ? {} : { view }),
    ...(compare === undefined ? {} : { compare }),
    ...side("a"),
    ...side("b"),
  };
}
