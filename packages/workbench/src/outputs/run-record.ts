// What a run was: its counts, its time and memory, its seed and its models.
import type { ImportCounts, ModelName } from "@heed/core";
import type { Stage } from "../progress.ts";

export interface RunRecord {
  /** Names of the files that this run brought in; none when it analysed what the workspace held. */
  readonly files: readonly string[];
  readonly seed: number;
  readonly models: Readonly<Record<string, ModelName>>;
  readonly counts: ImportCounts & {
    readonly items: number;
    readonly mentions: number;
    readonly duplicates: number;
    readonly themes: number;
    readonly needs: number;
    /** Mentions without a theme. */
    readonly unclear: number;
    readonly languages: Readonly<Record<string, number>>;
  };
  readonly timings: {
    /** Milliseconds in each stage. */
    readonly stagesMs: Readonly<Partial<Record<Stage, number>>>;
    readonly totalMs: number;
    /** Largest resident memory of the process, in MiB. */
    readonly peakMemoryMib: number;
  };
}
