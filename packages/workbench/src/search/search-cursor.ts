// The mark at which the next page of a search goes on: bound to its search, and refused when changed.
import { InvalidInput, type SearchPlace } from "@heed/core";
import type { KeyedHash } from "../workspace/keyed-hash.ts";

/** What the following pages must share with the first, so that their order is the same when data grows meanwhile. */
export interface SearchMark {
  readonly place: SearchPlace;
  readonly match: "all" | "any";
  /** Which of the wanted parts count, and their weights. */
  readonly kept: readonly number[];
  readonly weights: readonly number[];
  readonly total: number;
}

/** The mark as text; `search` is whatever makes this search this search. */
export function writeCursor(mark: SearchMark, search: string, hash: KeyedHash): string {
  const payload = Buffer.from(JSON.stringify(mark)).toString("base64url");
  return `${payload}.${hash("search-cursor", search, payload)}`;
}

/** The mark in a cursor; refuses one that was changed, or that another search or another workspace gave. */
export function readCursor(cursor: string, search: string, hash: KeyedHash): SearchMark {
  const [payload = "", seal = "", ...rest] = cursor.split(".");
  if (rest.length > 0 || seal !== hash("search-cursor", search, payload)) {
    throw new InvalidInput(
      "cursor-of-another-search",
      "The cursor does not belong to this search: it was changed, or words, filters or workspace differ.",
      { hint: "Search again without a cursor, then follow the one that comes back." },
    );
  }
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as SearchMark;
}
