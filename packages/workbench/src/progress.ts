// How long work tells the outside how far it is.

export const STAGES = [
  "see",
  "read",
  "split",
  "understand",
  "encode",
  "themes",
  "rank",
  "write",
] as const;
/** The stages of work on files, in order: pictures are seen first, where there are any. */
export type Stage = (typeof STAGES)[number];

/** Called as a stage moves on; `total` is null while it cannot be known. */
export type Progress = (stage: Stage, done: number, total: number | null) => void;
