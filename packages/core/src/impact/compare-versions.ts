// Compares people on versions before a release with people on it, in the weeks in which both speak.
import { compareOverdispersedRates } from "@heed/stats";
import type { VersionComparison } from "./impact.ts";

/** People of one side of the release by week; the lists are of one length, and the weeks are those of the other side. */
export interface VersionCounts {
  readonly people: readonly number[];
  readonly exposure: readonly number[];
}

const LEAST_OVERLAP = 3;
const LEAST_PEOPLE = 8;

/** Old versions against new ones over the weeks in which both have an exposure; at least 3 such weeks and 8 people. */
export function compareVersionRates(
  old: VersionCounts,
  fresh: VersionCounts,
  confidenceLevel: number,
): VersionComparison {
  const weeks = old.exposure.flatMap((exposure, at) =>
    exposure > 0 && (fresh.exposure[at] ?? 0) > 0 ? [at] : [],
  );
  if (weeks.length < LEAST_OVERLAP) return { ok: false, reason: "no-overlap" };
  const pick = ({ people, exposure }: VersionCounts) => ({
    counts: weeks.map((at) => people[at]!),
    exposures: weeks.map((at) => exposure[at]!),
  });
  const [control, treatment] = [pick(old), pick(fresh)];
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
  const [before, after] = [total(control.counts), total(treatment.counts)];
  if (before + after < LEAST_PEOPLE) return { ok: false, reason: "too-few-people" };
  // As in a series: a side without a voice is tested as if one person had spoken.
  if (before === 0) control.counts[Math.floor(weeks.length / 2)] = 1;
  if (after === 0) treatment.counts[Math.floor(weeks.length / 2)] = 1;
  const compared = compareOverdispersedRates({ control, treatment, confidenceLevel });
  if (!compared.ok) return { ok: false, reason: "too-few-people" };
  const { rateRatio, low, high, pValue } = compared;
  return {
    ok: true,
    weeks: weeks.length,
    people: before + after,
    ratio: before === 0 ? null : after === 0 ? 0 : rateRatio,
    low: after === 0 ? 0 : low,
    high: before === 0 || !Number.isFinite(high) ? null : high,
    pValue,
  };
}
