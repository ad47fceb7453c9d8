// The plain shape: one record is one message, its columns are its parts.
import type { FileRecord } from "../../readers/reader.ts";
import type { ImportPlan } from "../import-plan.ts";
import type { Message } from "../message.ts";

/** Columns that are addresses of pages and pictures, or of use to programs only. */
const NOT_KEPT =
  /(?:^|[._\s])(?:url|avatar|image|icon|href|node_id|gravatar_id|userimage)$|_url$|^@array$/i;
/** A record of hundreds of fields is a program's; the first ones tell enough. */
const MOST_PROPERTIES = 40;

/** Reads messages out of records by column; `partsOf` takes those parts of a record that a nested shape does not. */
export interface RowReader {
  partsOf(record: FileRecord): Message;
}

/** Where the parts of a message stand among the columns, -1 for nowhere. */
interface Places {
  readonly words: readonly number[];
  readonly id: number;
  readonly date: number;
  readonly rating: number;
  readonly author: number;
  readonly email: number;
  readonly version: number;
  readonly channel: number;
  /** Columns that are kept as properties. */
  readonly kept: readonly number[];
}

/** Prepares the reading of rows; the columns of a growing file are looked up again whenever there are more. */
export function prepareRows(plan: ImportPlan, columns: readonly string[]): RowReader {
  let known = -1;
  let places = findPlaces(plan, columns);
  return {
    partsOf: ({ cells }) => {
      if (known !== columns.length) {
        known = columns.length;
        places = findPlaces(plan, columns);
      }
      const cell = (index: number) => (index < 0 ? "" : (cells[index] ?? ""));
      const properties: Record<string, string> = {};
      for (const index of places.kept) {
        const value = cells[index];
        if (value !== undefined && value !== "") properties[columns[index]!] = value;
      }
      return {
        words: places.words.map(cell),
        id: cell(places.id),
        date: cell(places.date),
        rating: cell(places.rating),
        author: cell(places.author),
        email: cell(places.email),
        version: cell(places.version),
        channel: cell(places.channel),
        properties,
      };
    },
  };
}

function findPlaces({ mapping }: ImportPlan, columns: readonly string[]): Places {
  const { text, ...roles } = mapping;
  const indexOf = (column: string | undefined) =>
    column === undefined ? -1 : columns.indexOf(column);
  const words = text.map(indexOf);
  const parts = {
    id: indexOf(roles.id),
    date: indexOf(roles.date),
    rating: indexOf(roles.rating),
    author: indexOf(roles.author),
    email: indexOf(roles.email),
    version: indexOf(roles.version),
    channel: indexOf(roles.channel),
  };
  const mapped = new Set([...words, ...Object.values(parts)]);
  const kept = columns
    .map((_column, index) => index)
    .filter((index) => !mapped.has(index) && !NOT_KEPT.test(columns[index]!))
    .slice(0, MOST_PROPERTIES);
  return { words, ...parts, kept };
}
