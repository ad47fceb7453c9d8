// Small records of many kinds under their own ids: what people decided, corrected or handed out.

/** One sort of kept record. */
export const KEPT_KINDS = [
  "need-plan",
  "label",
  "api-key",
  "release",
  "receipt",
  "upload",
  "share",
  "invitation",
  "model-answer",
  "spec",
  "spec-version",
  "cohort",
  "alert",
  "notebook",
  "lab-model",
  "promotion",
  "priority",
  "gold-label",
  "gold-evaluation",
  "reader-promotion",
  "tree",
  "intent",
  "intent-recogniser",
  "experiment",
  "experiment-look",
  "flag",
  "matter",
] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];

export interface KeptRecord {
  readonly id: string;
  /** Place in the order in which records were first kept or last replaced. */
  readonly position: number;
  /** JSON. */
  readonly record: unknown;
}

export interface KeptRecords {
  get(kind: KeptKind, id: string): Promise<unknown>;
  /** Keeps a record, or replaces the one with its id, which then stands last. */
  put(kind: KeptKind, id: string, record: object): Promise<void>;
  /**
   * Makes a record of the one that is there (undefined for none) and keeps it, in one step: no other change falls between. Null keeps
   * nothing and is returned.
   */
  change<Next extends object>(
    kind: KeptKind,
    id: string,
    change: (before: unknown) => Next | null,
  ): Promise<Next | null>;
  /** True when there was one. */
  delete(kind: KeptKind, id: string): Promise<boolean>;
  /** The latest first; `before` is the position at which the page before ended. */
  list(
    kind: KeptKind,
    paging?: { readonly before?: number; readonly limit?: number },
  ): Promise<KeptRecord[]>;
  count(kind: KeptKind): Promise<number>;
}
