// Reads a metric by itself: when it changed beyond its own trend and chance, and which groups the change comes from (SPEC-events.md, RM).
import { benjaminiHochberg, meanStatistic, type Outcome, tTest } from "@heed/stats";
import { stepChanges } from "./step-changes.ts";

/** One metric over consecutive periods, with the same metric for each value of some properties. */
export interface MetricSeries {
  /** First calendar days of the periods, in order; whole periods only. */
  readonly startDates: readonly string[];
  readonly values: readonly number[];
  /** Periods that stay together when shuffled. Default 2; of days, 7. */
  readonly neighbours?: number;
  readonly groups: readonly {
    readonly property: string;
    /** Null where the property is missing. */
    readonly value: string | null;
    readonly values: readonly number[];
  }[];
}

export interface ExplainingGroup {
  readonly property: string;
  readonly value: string | null;
  /** Mean of the nearest periods on each side. */
  readonly before: number;
  readonly after: number;
  /** Its part of the whole change; beyond 1 where others went the other way. */
  readonly part: number;
  /** Of "its share of the whole is the same before and after", adjusted. */
  readonly pValue: number;
}

export interface MetricChange {
  readonly startDate: string;
  readonly before: number;
  readonly after: number;
  /** Adjusted over all changes that were looked at. */
  readonly pValue: number;
  /** The largest part first; empty where it changed for everybody alike. */
  readonly explainedBy: readonly ExplainingGroup[];
}

const FEWEST_PERIODS = 12;
const FALSE_DISCOVERIES = 0.05;
/** A step is one whose p-value is at most this: parts of a series are searched again and again. */
const LEVEL = 0.01;
/** Periods on each side of a change that tell its size: further away the trend would be in it. */
const NEAR = 4;
const MINIMUM_SEGMENT = 4;
/** Weeks and months that stay together when shuffled, since neighbours resemble each other; of days, a whole week. */
const BLOCK = 2;
/** A group counts as explaining when its part of the change is at least so large. */
const LEAST_PART = 0.1;
const MOST_GROUPS = 5;

/**
 * Changes of level around the metric's own smooth trend (RM1), false discoveries held to 5 % (RM2), each with the groups whose
 * share of the metric moved with it, false discoveries among all groups of all changes held to 5 % again (RM3).
 * Refuses with `too-few-observations` and `zero-variance`.
 */
export function readMetric(
  series: MetricSeries,
): Outcome<{ readonly changes: readonly MetricChange[] }> {
  const { values, startDates } = series;
  if (values.length < FEWEST_PERIODS)
    return {
      ok: false,
      reason: "too-few-observations",
      message: `Reading a metric needs ${FEWEST_PERIODS} whole periods: received ${values.length}.`,
    };
  if (values.every((value) => value === values[0]))
    return { ok: false, reason: "zero-variance", message: "The metric never moves." };
  // Square roots of counts vary alike at every level (M. Bartlett, Biometrics 3, 1947).
  const even = values.every((value) => value >= 0) ? values.map(Math.sqrt) : values;
  const found = stepChanges(even, {
    minimumSegment: MINIMUM_SEGMENT,
    blockLength: series.neighbours ?? BLOCK,
    level: LEVEL,
    resamples: 1_999,
  });
  const adjusted = benjaminiHochberg(found.map(({ pValue }) => pValue));
  const kept = found
    .map(({ at: changeAt }, index) => ({
      changeAt,
      pValue: adjusted.ok ? adjusted.adjusted[index]! : 1,
    }))
    .filter(({ pValue }) => pValue <= FALSE_DISCOVERIES);
  const edges = [0, ...kept.map(({ changeAt }) => changeAt), values.length];
  const sides = kept.map(({ changeAt, pValue }, index) => ({
    ...{ changeAt, pValue },
    from: edges[index]!,
    to: edges[index + 2]!,
  }));
  const explained = explain(series, sides);
  return {
    ok: true,
    changes: sides.map(({ changeAt, pValue, from, to }, index) => ({
      startDate: startDates[changeAt]!,
      before: mean(values.slice(Math.max(from, changeAt - NEAR), changeAt)),
      after: mean(values.slice(changeAt, Math.min(to, changeAt + NEAR))),
      pValue,
      explainedBy: explained[index]!,
    })),
  };
}

interface Sides {
  readonly from: number;
  readonly changeAt: number;
  readonly to: number;
}

function explain(series: MetricSeries, sides: readonly Sides[]): ExplainingGroup[][] {
  const looked = sides.flatMap((side, change) =>
    series.groups.flatMap((group) => {
      const test = testShare(series.values, group.values, side);
      return test === null ? [] : [{ change, group, ...test }];
    }),
  );
  const adjusted = benjaminiHochberg(looked.map(({ pValue }) => pValue));
  return sides.map((_, change) =>
    looked
      .map((one, index) => ({ ...one, pValue: adjusted.ok ? adjusted.adjusted[index]! : 1 }))
      .filter((one) => one.change === change && one.pValue <= FALSE_DISCOVERIES)
      .filter(({ part }) => part >= LEAST_PART)
      .sort((a, b) => b.part - a.part || (a.group.property < b.group.property ? -1 : 1))
      .slice(0, MOST_GROUPS)
      .map(({ group: { property, value }, before, after, part, pValue }) => ({
        ...{ property, value, before, after, part, pValue },
      })),
  );
}

/** Whether a group's share of the whole moved: Welch's test over periods. Null where nothing can be told. */
function testShare(
  whole: readonly number[],
  own: readonly number[],
  { from, changeAt, to }: Sides,
) {
  const share = (start: number, end: number) =>
    own.slice(start, end).flatMap((value, index) => {
      const all = whole[start + index]!;
      return all > 0 ? [value / all] : [];
    });
  const test = tTest({
    control: meanStatistic(share(from, changeAt)),
    treatment: meanStatistic(share(changeAt, to)),
  });
  if (!test.ok) return null;
  const near = (values: readonly number[]) =>
    [
      mean(values.slice(Math.max(from, changeAt - NEAR), changeAt)),
      mean(values.slice(changeAt, Math.min(to, changeAt + NEAR))),
    ] as const;
  const [before, after] = near(own);
  const [wholeBefore, wholeAfter] = near(whole);
  const gap = wholeAfter - wholeBefore;
  return gap === 0 ? null : { before, after, part: (after - before) / gap, pValue: test.pValue };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
