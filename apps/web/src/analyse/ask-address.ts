// A question stands in the page's address, so that it can be shared, and gone back to.

export interface AskAddress {
  /** The question as the page itself wrote it. */
  readonly q?: Readonly<Record<string, unknown>>;
}

/** Which theme's people are followed. */
export function readThemeAddress(search: Record<string, unknown>): {
  readonly theme?: `theme_${number}`;
} {
  const theme = String(search.theme);
  return /^theme_\d{1,15}$/.test(theme) ? { theme: theme as `theme_${number}` } : {};
}

export function readAskAddress(search: Record<string, unknown>): AskAddress {
  const { q } = search;
  return typeof q === "object" && q !== null && !Array.isArray(q)
    ? { q: q as Record<string, unknown> }
    : {};
}
