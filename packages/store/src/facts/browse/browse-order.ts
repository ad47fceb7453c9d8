// The orders of lists in SQL: what rows are sorted by, and what comes after a place.
import type { BrowsePaging } from "@heed/core";

/** Undated rows stand at the end of both orders of time. */
export function orderOf(order: BrowsePaging["order"]) {
  const oldest = "if(is_dated = 1, written_at, toDateTime64('2200-01-01', 3, 'UTC'))";
  const at =
    order === "newest" ? "written_at" : order === "oldest" ? oldest : "toDateTime64(0, 3, 'UTC')";
  const direction = order === "newest" ? "DESC" : "ASC";
  const sign = order === "newest" ? "<" : ">";
  const time = "toDateTime64({a_at: String}, 3, 'UTC')";
  return {
    columns: { at, direction },
    below: (item: string, start?: string) =>
      `${at} ${sign} ${time} OR (${at} = ${time} AND item ${sign} {${item}: UInt64})${
        start === undefined
          ? ""
          : ` OR (${at} = ${time} AND item = {${item}: UInt64} AND start > {${start}: Int64})`
      }`,
  };
}
