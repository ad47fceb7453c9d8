// The one shape behind which every file format hides: records with their places, or the reasons why there are none.

/** One record of a file. */
export interface FileRecord {
  /** 1-based number among all records of the file. */
  readonly row: number;
  /** 1-based line, sheet row or record number at which it begins. */
  readonly line: number;
  /** Values in the order of `Reader.columns`; a missing one is the empty text. */
  readonly cells: readonly string[];
  /** The JSON value the cells were flattened from; absent in tables. */
  readonly value?: unknown;
  /** File inside an archive, or sheet; absent where there is only one. */
  readonly part?: string;
}

/** A place in a file where there should be a record and cannot be one. */
export interface RecordFault {
  readonly row: number;
  readonly line: number;
  /** Stable code, e.g. `broken-row`. */
  readonly fault: string;
  /** What is wrong and what was expected, one sentence. */
  readonly message: string;
  /** Beginning of what was found, as received. */
  readonly excerpt: string;
}

export type ReadRecord = FileRecord | RecordFault;

export const READER_FORMATS = [
  "table",
  "json",
  "json-lines",
  "sheet",
  "parquet",
  "text",
  "markdown",
  "subtitles",
  "transcript",
  "archive",
] as const;
export type ReaderFormat = (typeof READER_FORMATS)[number];

/** A file that has been opened for reading; its memory does not grow with the file. */
export interface Reader {
  readonly format: ReaderFormat;
  /** Names of the columns; grows while reading where records name their own fields. */
  readonly columns: readonly string[];
  /** What a person should know of the file as a whole, e.g. that its encoding was guessed. */
  readonly notes: readonly ReaderNote[];
  /** All records in file order, in runs of any length; can be called again, from the start. */
  read(): AsyncIterable<readonly ReadRecord[]>;
}

export interface ReaderNote {
  readonly code: string;
  readonly en: string;
  readonly zh: string;
}

export function isFault(record: ReadRecord): record is RecordFault {
  return "fault" in record;
}

/** Longest record that is read, in UTF-16 units: longer ones are no feedback, and would not fit into bounded memory. */
export const LONGEST_RECORD = 1024 * 1024;
/** Units of a fault's excerpt. */
export const EXCERPT_UNITS = 200;
