// The plain reading of a trend over all events: slow, obvious, and what the engine's answer is compared with.

import { journeysAmong } from "../cohorts/reference-cohort.ts";
import { matchesEvent, numberOf } from "../events/event-match.ts";
import type { EventLog } from "../events/journeys.ts";
import { dateIn, periodNumber } from "../events/periods.ts";
import { type ProductEvent, propertyOf } from "../events/product-event.ts";
import {
  checkTrend,
  compareMeasured,
  type EventMeasure,
  type EventTrend,
  layOutLines,
  type MeasuredGroup,
  previousRange,
  type TrendPoint,
  type TrendResult,
} from "./event-trend.ts";

interface Deed {
  readonly person: string;
  readonly event: ProductEvent;
  readonly period: number;
  readonly value: string | null;
}

export function referenceTrend(log: EventLog, trend: EventTrend): TrendResult {
  checkTrend(trend);
  const groups = measureGroups(log, trend).sort(compareMeasured);
  const listed = groups.slice(0, trend.mostGroups ?? 25);
  const before = { ...trend, range: previousRange(trend.range) };
  const earlier = trend.withPrevious === true ? measureGroups(log, before) : null;
  return {
    ...layOutLines(trend, listed),
    leftOut: groups.length - listed.length,
    previous:
      earlier === null
        ? null
        : layOutLines(
            before,
            listed.map(
              ({ value }) =>
                earlier.find((group) => group.value === value) ?? measure(before, value, []),
            ),
          ),
  };
}

/** The people of a point, in the order of their ids (RO1). */
export function referenceTrendPeople(
  log: EventLog,
  trend: EventTrend,
  point: TrendPoint,
): string[] {
  const period = point.startDate === undefined ? null : periodNumber(point.startDate, trend.period);
  const people = deedsOf(log, trend, point.series)
    .filter((deed) => period === null || deed.period === period)
    .filter(({ value }) => point.value === undefined || value === point.value)
    .map(({ person }) => person);
  return [...new Set(people)];
}

function measureGroups(log: EventLog, trend: EventTrend): MeasuredGroup[] {
  const deeds = trend.series.map((_, index) => deedsOf(log, trend, index));
  const values = new Set(deeds.flat().map(({ value }) => value));
  if (trend.breakdown === undefined) values.add(null);
  return Array.from(values, (value) =>
    measure(
      trend,
      value,
      deeds.map((series) => series.filter((deed) => deed.value === value)),
    ),
  );
}

function measure(
  trend: EventTrend,
  value: string | null,
  deeds: readonly (readonly Deed[])[],
): MeasuredGroup {
  const series = trend.series.map(({ measure: how }, index) => ({
    how,
    deeds: deeds[index] ?? [],
  }));
  return {
    value,
    events: series.map((one) => one.deeds.length),
    points: series.map(
      (one) =>
        new Map(
          Array.from(
            Map.groupBy(one.deeds, ({ period }) => period),
            ([period, members]) => [period, figureOf(one.how, members)],
          ),
        ),
    ),
    totals: series.map((one) => figureOf(one.how, one.deeds)),
  };
}

function figureOf(how: EventMeasure, deeds: readonly Deed[]): number | null {
  if (how.kind === "count") return deeds.length;
  if (how.kind === "people") return new Set(deeds.map(({ person }) => person)).size;
  const numbers = deeds
    .map(({ event }) => numberOf(propertyOf(event, how.property)))
    .filter((number) => number !== null)
    .sort((a, b) => a - b);
  const sum = numbers.reduce((total, number) => total + number, 0);
  if (how.kind === "sum") return sum;
  if (numbers.length === 0) return null;
  if (how.kind === "average") return sum / numbers.length;
  return numbers[Math.min(Math.floor(how.level * numbers.length), numbers.length - 1)]!;
}

function deedsOf(log: EventLog, trend: EventTrend, series: number): Deed[] {
  const { range, period, breakdown } = trend;
  const dateOf = dateIn(range.timeZone);
  return Array.from(journeysAmong(log, trend.among)).flatMap(([person, journey]) =>
    journey
      .filter((event) => matchesEvent(event, trend.series[series]!.match))
      .filter(({ at }) => dateOf(at) >= range.firstDate && dateOf(at) <= range.lastDate)
      .map((event) => ({
        person,
        event,
        period: periodNumber(dateOf(event.at), period),
        value: breakdown === undefined ? null : propertyOf(event, breakdown),
      })),
  );
}
