// Builds the columns of a segmented regression: level, trend, season and what changed.

/** The repeating part of a series. */
export type Season = {
  /** Steps until it repeats: 7 for days of the week, 52 for weeks of the year. */
  readonly period: number;
  /**
   * Pairs of sine and cosine waves; left out, every step of the period has its own level, which
   * takes `period - 1` columns.
   */
  readonly harmonics?: number;
};

/** What the columns of a design are. */
export type SegmentDesign = {
  readonly columns: readonly Float64Array[];
  /** Positions among the columns. */
  readonly trendAt: number;
  readonly levelChangeAt: number;
  readonly slopeChangeAt: number | undefined;
};

/**
 * Columns for `n` steps with a change before step `changeAt` (from 0): intercept, trend, season,
 * step, and with `slopeChange` a ramp that starts at the change.
 *
 * Source: A. Wagner et al., "Segmented regression analysis of interrupted time series studies",
 * Journal of Clinical Pharmacy and Therapeutics 27 (2002).
 */
export function segmentDesign(
  n: number,
  changeAt: number,
  season: Season | undefined,
  slopeChange: boolean,
): SegmentDesign {
  const columnOf = (value: (i: number) => number) =>
    Float64Array.from({ length: n }, (_, i) => value(i));
  const columns = [
    columnOf(() => 1),
    columnOf((i) => (i - (n - 1) / 2) / n),
    ...seasonColumns(season, columnOf),
  ];
  const levelChangeAt = columns.push(columnOf((i) => (i >= changeAt ? 1 : 0))) - 1;
  const slopeChangeAt = slopeChange
    ? columns.push(columnOf((i) => Math.max(0, i - changeAt) / n)) - 1
    : undefined;
  return { columns, trendAt: 1, levelChangeAt, slopeChangeAt };
}

function seasonColumns(
  season: Season | undefined,
  columnOf: (value: (i: number) => number) => Float64Array,
): Float64Array[] {
  if (!season || season.period < 2) return [];
  const { period, harmonics } = season;
  if (harmonics === undefined) {
    return Array.from({ length: period - 1 }, (_, k) =>
      columnOf((i) => (i % period === k ? 1 : i % period === period - 1 ? -1 : 0)),
    );
  }
  const columns: Float64Array[] = [];
  for (let h = 1; h <= harmonics && 2 * h <= period; h++) {
    const angle = (2 * Math.PI * h) / period;
    columns.push(columnOf((i) => Math.cos(angle * i)));
    if (2 * h < period) columns.push(columnOf((i) => Math.sin(angle * i)));
  }
  return columns;
}
