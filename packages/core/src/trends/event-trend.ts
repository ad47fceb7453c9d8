// A trend of events as it is asked for and answered (SPEC-events.md, TR).
import { type Cohort, checkCohort } from "../cohorts/cohort.ts";
import { InvalidInput } from "../errors.ts";
import { checkMatch, type EventMatch } from "../events/event-match.ts";
import {
  addDays,
  checkRange,
  daysOf,
  type Period,
  periodStart,
  periodsOf,
} from "../events/periods.ts";
import type { ZonedRange } from "../events/product-event.ts";
import { parseFormula } from "./formula.ts";

export type EventMeasure =
  | { readonly kind: "count" }
  | { readonly kind: "people" }
  | { readonly kind: "sum"; readonly property: string }
  | { readonly kind: "average"; readonly property: string }
  /** `level` between 0 and 1. */
  | { readonly kind: "percentile"; readonly property: string; readonly level: number };

export interface TrendSeries {
  readonly match: EventMatch;
  readonly measure: EventMeasure;
}

export interface EventTrend {
  /** Series A, B, C, ... */
  readonly series: readonly TrendSeries[];
  readonly period: Period;
  readonly range: ZonedRange;
  /** Combines the series by their letters (TR5); its result is the only line then. */
  readonly formula?: string;
  readonly breakdown?: string;
  /** Only people of this cohort (CO3); everybody when absent. */
  readonly among?: Cohort;
  /** Largest number of groups that are listed. Default 25. */
  readonly mostGroups?: number;
  /** Also measures the previous period (TR7). Default false. */
  readonly withPrevious?: boolean;
}

export interface TrendLine {
  /** Letter of the series, or the formula. */
  readonly series: string;
  /** Value of the breakdown; null when it is missing or nothing is broken down. */
  readonly value: string | null;
  readonly values: readonly (number | null)[];
  readonly total: number | null;
}

export interface TrendResult {
  /** First calendar days of the periods. */
  readonly startDates: readonly string[];
  readonly lines: readonly TrendLine[];
  readonly leftOut: number;
  /** The same of the days just before, when asked for. */
  readonly previous: Pick<TrendResult, "startDates" | "lines"> | null;
}

/** A point of a series: the people who did its events in a period, or in the whole range. */
export interface TrendPoint {
  /** 0 for series A. */
  readonly series: number;
  /** First calendar day of the period; the whole range when absent. */
  readonly startDate?: string;
  /** Only of this group of the breakdown; null for events without a value. */
  readonly value?: string | null;
}

const MOST_SERIES = 10;
const MOST_POINTS = 4_000;

/** Refuses a trend that cannot be asked for. */
export function checkTrend({ series, period, range, formula, among }: EventTrend): void {
  checkRange(range);
  if (among !== undefined) checkCohort(among);
  if (series.length < 1 || series.length > MOST_SERIES)
    throw new InvalidInput(
      "trend-series",
      `A trend has 1 to ${MOST_SERIES} series: received ${series.length}.`,
      { zh: { message: `趋势应有 1 到 ${MOST_SERIES} 个序列，收到 ${series.length} 个。` } },
    );
  for (const { match, measure } of series) {
    checkMatch(match);
    if (measure.kind === "percentile" && !(measure.level >= 0 && measure.level <= 1))
      throw new InvalidInput(
        "trend-percentile",
        `A percentile lies between 0 and 100 %: received ${measure.level * 100}.`,
        { zh: { message: `百分位应在 0 到 100 之间，收到 ${measure.level * 100}。` } },
      );
  }
  if (formula !== undefined) parseFormula(formula, series.length);
  const points = periodsOf(range, period).length;
  if (points > MOST_POINTS)
    throw new InvalidInput(
      "trend-periods",
      `The range holds ${points} periods of a ${period}, expected at most ${MOST_POINTS}.`,
      { zh: { message: `日期范围含有 ${points} 个周期，最多 ${MOST_POINTS} 个。` } },
    );
}

/** The days just before a range, as many as it has (TR7). */
export function previousRange(range: ZonedRange): ZonedRange {
  const lastDate = addDays(range.firstDate, -1);
  return { ...range, firstDate: addDays(range.firstDate, -daysOf(range)), lastDate };
}

/** What one series measured in one group: by period number, and over the whole range. */
export interface MeasuredGroup {
  readonly value: string | null;
  /** Number of events over the whole range, by series. */
  readonly events: readonly number[];
  /** Measured figures by series: period number to figure. */
  readonly points: readonly ReadonlyMap<number, number | null>[];
  readonly totals: readonly (number | null)[];
}

/** Lines of the groups in the order given (TR2, TR5). */
export function layOutLines(
  trend: EventTrend,
  groups: readonly MeasuredGroup[],
): Pick<TrendResult, "startDates" | "lines"> {
  const periods = periodsOf(trend.range, trend.period);
  const startDates = periods.map((number) => periodStart(number, trend.period));
  const lines = groups.flatMap(({ value, points, totals }) => {
    const nothing = trend.series.map(({ measure }) =>
      measure.kind === "average" || measure.kind === "percentile" ? null : 0,
    );
    const values = points.map((series, index) =>
      periods.map((number) => series.get(number) ?? nothing[index]!),
    );
    const whole = totals.map((total, index) => total ?? nothing[index]!);
    if (trend.formula === undefined)
      return values.map((line, index) => ({
        series: String.fromCharCode(65 + index),
        value,
        values: line,
        total: whole[index]!,
      }));
    const evaluate = parseFormula(trend.formula, trend.series.length);
    const combined = periods.map((_, at) => evaluate(values.map((line) => line[at]!)));
    return [{ series: trend.formula, value, values: combined, total: evaluate(whole) }];
  });
  return { startDates, lines };
}

/** TR6: by number of events of all series together, then by value. */
export function compareMeasured(a: MeasuredGroup, b: MeasuredGroup): number {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return sum(b.events) - sum(a.events) || ((a.value ?? "") < (b.value ?? "") ? -1 : 1);
}
