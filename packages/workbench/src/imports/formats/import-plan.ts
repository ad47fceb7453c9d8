// All that is decided about a file before its rows are read; plain data, so that other threads can carry it out.
import type { ColumnMapping } from "@heed/core";
import type { DateOrder } from "../door/read-date.ts";
import type { ReaderNote } from "../readers/reader.ts";

/** How the records of an export become messages. */
export const SHAPES = [
  "row",
  "questions",
  "zendesk-ticket",
  "intercom-conversation",
  "slack-message",
  "github-issue",
  "app-store-entry",
  "play-api-review",
] as const;
export type Shape = (typeof SHAPES)[number];

/** How likely a column is to hold a role, and why. */
export interface ColumnEvidence {
  readonly column: string;
  readonly role: "text" | "id" | "date" | "rating" | "author" | "email" | "version" | "channel";
  /** In [0, 1]. */
  readonly score: number;
  readonly reason: { readonly en: string; readonly zh: string };
}

export interface ImportPlan {
  /** Id of the known export, or `columns`. */
  readonly format: string;
  /** In [0, 1]: how sure it is that the file is this export; of `columns`, how sure the choice of the words is. */
  readonly confidence: number;
  readonly shape: Shape;
  readonly mapping: ColumnMapping;
  /** True for sources known to send HTML. */
  readonly isHtml: boolean;
  readonly dateOrder: DateOrder | null;
  /** Name of the source that the export itself gives, null where the file's name must do. */
  readonly source: string | null;
  readonly notes: readonly ReaderNote[];
  /** All columns with what they may hold, the best first. */
  readonly evidence: readonly ColumnEvidence[];
}
