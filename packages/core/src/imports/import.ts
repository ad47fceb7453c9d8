// One run of bringing a file in: what was read, what was kept, what was refused and why.

/** Which column of an export holds what; absent roles are not in the export. */
export interface ColumnMapping {
  /** Columns of words, a title before the body it heads. */
  readonly text: readonly string[];
  readonly id?: string;
  readonly date?: string;
  readonly rating?: string;
  readonly author?: string;
  readonly version?: string;
  readonly channel?: string;
  /** Address of the message's author, when the export has it beside a name: a second way to find the person. */
  readonly email?: string;
}

/** A row that was not stored, with its place and reason; its cells are redacted like stored text. */
export interface RejectedRow {
  /** 1-based data row. */
  readonly row: number;
  /** 1-based line in the file (row of a sheet, row group record of a Parquet file) on which the row begins. */
  readonly line: number;
  readonly reason: string;
  readonly message: string;
  readonly excerpt: string;
}

export interface ImportCounts {
  readonly rows: number;
  /** New items. */
  readonly added: number;
  /** Items whose text or rating changed: a new revision. */
  readonly revised: number;
  /** Messages that were here already, unchanged. */
  readonly unchanged: number;
  readonly rejected: number;
  /** Values removed by redaction. */
  readonly redacted: number;
  /** New items that repeat the words of an earlier one. */
  readonly duplicates?: number;
  /** New items that say nearly the same as an earlier one. */
  readonly similar?: number;
  /** New items marked as spam. */
  readonly spam?: number;
}

/** An import is `pending` until all its facts are stored; only committed imports are visible. */
export type ImportStatus = "pending" | "committed" | "undone";

/** Whether an import brought events of people's behaviour, not feedback. */
export function bringsEvents({ format }: Pick<Import, "format">): boolean {
  return format === "events" || format?.startsWith("events-") === true;
}

export interface Import {
  readonly id: string;
  readonly source: string;
  readonly file: string;
  readonly mapping: ColumnMapping;
  readonly status: ImportStatus;
  readonly counts: ImportCounts;
  /** The export it was recognised as (`google-play-console`, `slack-export`, ...), or `columns`. */
  readonly format?: string;
  /** Name of the rival product that the feedback is about; absent for our own. */
  readonly rival?: string;
  /** Keyed hash of the file's bytes: tells the same file under another name. */
  readonly fileKey?: string;
  /** UTC instant (ISO 8601) at which the import began, as told by the caller's clock. */
  readonly startedAt?: string;
}
