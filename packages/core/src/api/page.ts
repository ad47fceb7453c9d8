// How long lists are read: page by page, each naming the next by an opaque cursor.
import { z } from "zod";

export const MOST_ROWS = 200;

/** Query fields of every list that has pages. */
export const pageQuery = {
  /** The `next` of the page before, with the same filters; absent for the first page. */
  cursor: z.string().max(600).optional(),
  /** Rows on a page. Default 50. */
  limit: z.int().min(1).max(MOST_ROWS).optional(),
};

/** A page of rows. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    /** Cursor of the next page, null on the last. */
    next: z.string().nullable(),
    /** Rows over all pages. */
    total: z.int().nullable(),
  });
}
