// Narrows any filter to what a matter counts, so that its rows are those behind its figures.
import { type BrowseFilter, type Matter, matterFilter, standingWords } from "@heed/core";

/** What passes the filter and is counted by the matter. */
export function withinMatter(filter: BrowseFilter, matter: Matter): BrowseFilter {
  const { kinds, ...own } = matterFilter(standingWords(matter));
  return {
    ...filter,
    ...own,
    kinds:
      filter.kinds === undefined ? kinds! : kinds!.filter((kind) => filter.kinds!.includes(kind)),
    // Nobody else's product is counted, whichever was asked for.
    rivals: (filter.rivals ?? [""]).filter((name) => name === ""),
  };
}
