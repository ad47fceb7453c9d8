// What an analysis leaves behind besides needs and themes, so that reports and digests need not analyse again.
import type {
  EarlierRun,
  HypothesisReading,
  ModelName,
  PraisedTheme,
  RecordStore,
  RivalComparison,
} from "@heed/core";
import type { Release } from "../report/releases.ts";

/** What was counted in the whole workspace. */
export interface SummaryCounts {
  readonly items: number;
  readonly mentions: number;
  /** People who said anything about our own product. */
  readonly people: number;
  readonly themes: number;
  readonly needs: number;
  /** Mentions without a theme. */
  readonly unclear: number;
  readonly duplicates: number;
  readonly spam: number;
  readonly rejected: number;
  readonly redacted: number;
  /** Items in each language, the most frequent first. */
  readonly languages: Readonly<Record<string, number>>;
}

export interface AnalysisSummary {
  /** Sources, in order of name. */
  readonly sources: readonly string[];
  /** Days of the first and last dated item, null when nothing is dated. */
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly counts: SummaryCounts;
  readonly models: Readonly<Record<string, ModelName>>;
  /** Mentions of each theme, a group's being those of its leaves. */
  readonly themeSizes: Readonly<Record<string, number>>;
  readonly praise: readonly PraisedTheme[];
  readonly rivals: readonly RivalComparison[];
  /** Versions by the day they were first heard of, for a trend without a list of releases. */
  readonly versions: readonly Release[];
  readonly hypotheses: readonly HypothesisReading[];
  /** The run before this one. */
  readonly earlier: EarlierRun | null;
}

const KEY = "analysis-summary";

export async function saveSummary(records: RecordStore, summary: AnalysisSummary): Promise<void> {
  await records.saveSetting(KEY, JSON.stringify(summary));
}

/** The summary of the last analysis, or null when there was none. */
export async function loadSummary(records: RecordStore): Promise<AnalysisSummary | null> {
  const stored = await records.setting(KEY);
  return stored === null ? null : (JSON.parse(stored) as AnalysisSummary);
}
