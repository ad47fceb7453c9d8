// Keeps the app state: what people decided and what runs produced, small, transactional and durable.
import type { Import, ImportCounts, RejectedRow } from "../imports/import.ts";
import type { PulledSource } from "../imports/pulled-source.ts";
import type { Job } from "../jobs/job.ts";
import type { Need } from "../needs/need.ts";
import type { Theme } from "../themes/theme.ts";
import type { LoggedThemeEdit, ThemeEdit } from "../themes/theme-edit.ts";

import type { KeptRecords } from "./kept-records.ts";
import type { LabRecords } from "./lab-records.ts";

export interface ThemeRecords {
  readonly found: readonly Theme[];
  readonly current: readonly Theme[];
}

export interface RecordStore {
  /** Small records of many kinds. */
  readonly kept: KeptRecords;
  /** Data sets of the lab, and what people said of their examples. */
  readonly lab: LabRecords;
  /** Value of a setting of this workspace, or null. */
  setting(key: string): Promise<string | null>;
  saveSetting(key: string, value: string): Promise<void>;
  /** Takes `count` consecutive numbers of a named sequence and returns the first (1 at the start). */
  takeNumbers(sequence: string, count: number): Promise<number>;

  addImport(entry: Import): Promise<void>;
  /** Marks a pending import as committed with its final counts. */
  commitImport(importId: string, counts: ImportCounts): Promise<void>;
  markImportUndone(importId: string): Promise<void>;
  imports(): Promise<Import[]>;
  addRejectedRows(importId: string, rows: readonly RejectedRow[]): Promise<void>;
  rejectedRows(importId: string): Promise<RejectedRow[]>;
  /** Forgets the rejected rows of an import that will be read again. */
  deleteRejectedRows(importId: string): Promise<void>;
  /** Rewrites every text of the app state with `mask` where it changes it, and leaves no trace in the engine's files. */
  rewriteTexts(mask: (text: string) => string): Promise<number>;

  /** Adds a pulled source, or replaces the one with its id. */
  saveSource(source: PulledSource): Promise<void>;
  /** Pulled sources in the order of their ids. */
  sources(): Promise<PulledSource[]>;
  deleteSource(id: string): Promise<void>;

  /** Replaces all themes in one transaction: `found` by a run, and `current` with people's decisions laid over them. */
  replaceThemes(themes: ThemeRecords): Promise<void>;
  /** The current themes. */
  themes(): Promise<Theme[]>;
  /** The themes as the last run found them. */
  foundThemes(): Promise<Theme[]>;
  /** Adds a decision about themes to the log, under the next number. */
  addThemeEdit(at: string, edit: ThemeEdit): Promise<LoggedThemeEdit>;
  themeEdits(): Promise<LoggedThemeEdit[]>;
  /** Replaces all needs in one transaction. */
  replaceNeeds(needs: readonly Need[]): Promise<void>;
  needs(): Promise<Need[]>;
  /** Writes a job down as it is now. */
  saveJob(job: Job): Promise<void>;
  /** The latest jobs, newest first. */
  jobs(limit: number): Promise<Job[]>;
  /** Writes a whole and consistent copy to a file that is not there yet, while others read and write. */
  saveCopy(path: string): Promise<void>;
  close(): Promise<void>;
}
