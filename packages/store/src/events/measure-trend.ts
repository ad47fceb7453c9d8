// Puts a trend together from one query for its groups and one for each series.
import {
  type EventTrend,
  layOutLines,
  type MeasuredGroup,
  previousRange,
  type TrendResult,
} from "@heed/core";
import type { BoundValues } from "./bound-values.ts";
import { compileSeries, compileTrendGroups } from "./compile-trend.ts";
import type { EventView } from "./visible-events.ts";

export type Ask = <Row>(compile: (values: BoundValues) => string) => Promise<Row[]>;

interface SeriesRow {
  readonly value: string;
  readonly number: number;
  readonly is_total: number;
  readonly figure: number | null;
  readonly events: string;
}

/** A trend's answer; `ask` runs a query. */
export async function measureTrend(
  view: EventView,
  trend: EventTrend,
  ask: Ask,
): Promise<TrendResult> {
  const { groups, leftOut } = await findGroups(view, trend, ask);
  const before = { ...trend, range: previousRange(trend.range) };
  return {
    ...layOutLines(trend, await measureGroups(view, trend, groups, ask)),
    leftOut,
    previous:
      trend.withPrevious === true
        ? layOutLines(before, await measureGroups(view, before, groups, ask))
        : null,
  };
}

async function findGroups(
  view: EventView,
  trend: EventTrend,
  ask: Ask,
): Promise<{ groups: string[]; leftOut: number }> {
  if (trend.breakdown === undefined) return { groups: [""], leftOut: 0 };
  const rows = await ask<{ value: string; groups: string }>((values) =>
    compileTrendGroups(view, trend, values),
  );
  return {
    groups: rows.map(({ value }) => value),
    leftOut: Number(rows[0]?.groups ?? 0) - rows.length,
  };
}

async function measureGroups(
  view: EventView,
  trend: EventTrend,
  groups: readonly string[],
  ask: Ask,
): Promise<MeasuredGroup[]> {
  const series: SeriesRow[][] = [];
  for (const index of trend.series.keys())
    series.push(
      await ask<SeriesRow>((values) => compileSeries(view, trend, index, groups, values)),
    );
  return groups.map((value) => {
    const own = series.map((rows) => rows.filter((row) => row.value === value));
    const totals = own.map((rows) => rows.find(({ is_total }) => Number(is_total) === 1));
    return {
      value: value === "" ? null : value,
      events: totals.map((row) => Number(row?.events ?? 0)),
      points: own.map(
        (rows) =>
          new Map(
            rows
              .filter(({ is_total }) => Number(is_total) === 0)
              .map(({ number, figure }) => [Number(number), figure]),
          ),
      ),
      totals: totals.map((row) => row?.figure ?? null),
    };
  });
}
