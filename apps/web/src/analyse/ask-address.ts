// A question stands in the page's address, so that it can be shared, and gone back to.

export interface AskAddress {
  /** The question as the page itself wrote it. */
  readonly q?: Readonly<Record<string, unknown>>;
}

export function readAskAddress(search: Record<string, unknown>): AskAddress {
  const { q } = search;
  return typeof q === "object" && q !== null && !Array.isArray(q)
    ? { q: q as Record<string, unknown> }
    : {};
}
