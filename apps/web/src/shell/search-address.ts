// What the address of the search page may say.
import { type Filters, readFilters } from "../filters/feedback-filters.ts";

export interface SearchAddress extends Omit<Filters, "words"> {
  readonly q?: string;
}

export function readSearchAddress(search: Record<string, unknown>): SearchAddress {
  const { words: _words, ...filters } = readFilters(search);
  const { q } = search;
  const asked = typeof q === "string" || typeof q === "number" ? String(q).slice(0, 500) : "";
  return { ...filters, ...(asked.trim() === "" ? {} : { q: asked }) };
}
