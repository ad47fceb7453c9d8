// A source that Heed fetches by itself: what it is, and when it is due again.

export const SOURCE_KINDS = ["app-store", "github"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** A source that is pulled on a schedule. */
export interface PulledSource {
  /** `<kind>/<name>`, e.g. `app-store/284882215/us` or `github/octocat/hello`. */
  readonly id: string;
  readonly kind: SourceKind;
  /** App id, or `OWNER/REPO`. */
  readonly subject: string;
  /** Two-letter country of an app store; absent for others. */
  readonly country?: string;
  readonly rival?: string;
  /** Hours between two pulls; at least 1. */
  readonly everyHours: number;
  /** UTC instant (ISO 8601) of the last pull that succeeded, null before the first. */
  readonly pulledAt: string | null;
  /** Import that the last successful pull made, null before the first. */
  readonly importId: string | null;
  /** What the last pull failed with, null when it did not. */
  readonly failure: string | null;
  /** The same in Chinese, where it has words of its own. */
  readonly failureZh?: string;
}

/** Whether a source is to be pulled at `now` (UTC instant, ISO 8601). */
export function isPullDue(source: PulledSource, now: string): boolean {
  if (source.pulledAt === null) return true;
  return Date.parse(now) - Date.parse(source.pulledAt) >= source.everyHours * 3_600_000;
}
