// Turns the API's uniform filters into what the store is asked.
import { type BrowseFilter, foldText, type Theme, type ThemeId } from "@heed/core";
import type { FeedbackFilters } from "@heed/core/api";

/** The filter; a group of themes stands for its leaves, hidden ones too. */
export function browseFilter(filters: FeedbackFilters, themes: readonly Theme[]): BrowseFilter {
  const asked: { [Field in keyof BrowseFilter]: BrowseFilter[Field] | undefined } = {
    kinds: filters.kind,
    sentiments: filters.sentiment,
    themeIds: filters.theme === undefined ? undefined : leavesOf(filters.theme, themes),
    languages: filters.language,
    sources: filters.source,
    channels: filters.channel,
    versions: filters.version,
    ratings: filters.rating,
    fromDate: filters.from,
    toDate: filters.to,
    unclear: filters.unclear,
    unclearReasons: filters.unclearReason,
    rivals: filters.rival?.map((name) => (name === "own" ? "" : name)),
    spam: filters.spam,
    importIds: filters.import,
    words: filters.words === undefined ? undefined : wordsIn(filters.words),
  };
  return Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined),
  ) as BrowseFilter;
}

/** The words asked for, folded; quotes are no part of them. */
export function wordsIn(text: string): string[] {
  return foldText(text.normalize("NFC"))
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, 20);
}

function leavesOf(ids: readonly ThemeId[], themes: readonly Theme[]): ThemeId[] {
  const wanted = new Set<ThemeId>(ids);
  for (const theme of themes) {
    if (theme.parentId !== null && wanted.has(theme.parentId)) wanted.add(theme.id);
  }
  return [...wanted];
}

/** Whether anything is asked that narrows what is counted. */
export function isNarrowed(filters: FeedbackFilters): boolean {
  return Object.values(filters).some((value) => value !== undefined);
}
