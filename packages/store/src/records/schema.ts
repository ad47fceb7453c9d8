// The tables of app state, as Kysely sees them.
import type { Generated } from "kysely";

export interface RecordTables {
  setting: { key: string; value: string };
  sequence: { name: string; next: number };
  import: {
    position: Generated<number>;
    id: string;
    source: string;
    file: string;
    status: string;
    mapping: string;
    counts: string;
    /** What else is known of the import, as JSON. */
    details: string;
  };
  source: { id: string; record: string };
  rejected_row: {
    import_id: string;
    row: number;
    line: number;
    reason: string;
    message: string;
    excerpt: string;
  };
  theme: { id: string; position: number; record: string };
  found_theme: { id: string; position: number; record: string };
  theme_edit: { number: Generated<number>; at: string; edit: string };
  job: { id: string; position: number; status: string; record: string };
  kept: { position: Generated<number>; kind: string; id: string; record: string };
  need: { id: string; position: number; record: string };
  dataset: { position: Generated<number>; id: string; record: string };
  example: { dataset: string; number: number; record: string };
  example_label: {
    position: Generated<number>;
    dataset: string;
    example: number;
    labeler: string;
    label: string | null;
    at: string;
  };
}
