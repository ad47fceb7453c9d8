// Trends of events as ClickHouse SQL (SPEC-events.md, TR).
import {
  type EventMeasure,
  type EventTrend,
  instantsOf,
  MOST_GROUPS,
  type PeoplePage,
  periodNumber,
  type TrendPoint,
} from "@heed/core";
import type { BoundValues } from "./bound-values.ts";
import {
  compileAny,
  compileInstant,
  compileMatch,
  compileNumber,
  compilePeriod,
  compileProperty,
} from "./compile-match.ts";
import { type EventView, visibleEvents } from "./visible-events.ts";

/** Rows of `value` and the number of `groups`, the largest first. */
export function compileTrendGroups(
  view: EventView,
  trend: EventTrend,
  values: BoundValues,
): string {
  const matches = trend.series.map(({ match }) => match);
  const times = matches.map((match) => compileMatch(match, values)).join(" + ");
  const columns = [`${times} AS times`, `${compileValue(trend, values)} AS value`];
  const condition = `${compileRange(trend, values)} AND ${compileAny(matches, values)}`;
  return `SELECT value, count() OVER () AS groups FROM (
      SELECT value, sum(times) AS events FROM ${visibleEvents(view, columns, condition, values)} GROUP BY value)
    ORDER BY events DESC, value LIMIT ${values.integer(trend.mostGroups ?? MOST_GROUPS)}`;
}

/** Rows of one series: `value`, `number` of the period, `figure`, `events`; `is_total` where all periods are one. */
export function compileSeries(
  view: EventView,
  trend: EventTrend,
  series: number,
  groups: readonly string[],
  values: BoundValues,
): string {
  const { match, measure } = trend.series[series]!;
  const columns = [
    `${compilePeriod(trend.period, trend.range.timeZone, values)} AS number`,
    `${compileValue(trend, values)} AS value`,
    `${"property" in measure ? compileNumber(compileProperty(measure.property, values)) : "NULL"} AS amount`,
  ];
  const among =
    trend.breakdown === undefined
      ? ""
      : ` AND has(${values.texts(groups)}, ${compileProperty(trend.breakdown, values)})`;
  const condition = `${compileRange(trend, values)} AND ${compileMatch(match, values)}${among}`;
  return `SELECT value, number, grouping(number) AS is_total, ${compileFigure(measure)} AS figure, count() AS events
    FROM ${visibleEvents(view, columns, condition, values)}
    GROUP BY GROUPING SETS ((value, number), (value))`;
}

/** The people of a point in the order of their ids. */
export function compileTrendPeople(
  view: EventView,
  trend: EventTrend,
  point: TrendPoint,
  page: Required<PeoplePage>,
  values: BoundValues,
): string {
  const conditions = [
    compileRange(trend, values),
    compileMatch(trend.series[point.series]!.match, values),
  ];
  if (point.startDate !== undefined) {
    const number = values.integer(periodNumber(point.startDate, trend.period));
    conditions.push(`${compilePeriod(trend.period, trend.range.timeZone, values)} = ${number}`);
  }
  if (point.value !== undefined && trend.breakdown !== undefined)
    conditions.push(
      `${compileProperty(trend.breakdown, values)} = ${values.text(point.value ?? "")}`,
    );
  return `SELECT DISTINCT actor FROM ${visibleEvents(view, ["seq"], conditions.join(" AND "), values)}
    WHERE actor > ${values.text(page.after)} ORDER BY actor LIMIT ${values.integer(page.limit)}`;
}

function compileValue({ breakdown }: EventTrend, values: BoundValues): string {
  return breakdown === undefined ? "''" : compileProperty(breakdown, values);
}

function compileRange({ range }: EventTrend, values: BoundValues): string {
  const { from, before } = instantsOf(range);
  return `at >= ${compileInstant(from, values)} AND at < ${compileInstant(before, values)}`;
}

function compileFigure(measure: EventMeasure): string {
  switch (measure.kind) {
    case "count":
      return "toFloat64(count())";
    case "people":
      return "toFloat64(uniqExact(actor))";
    case "sum":
      return "ifNull(sum(amount), 0)";
    case "average":
      return "avg(amount)";
    case "percentile":
      return `quantileExact(${Number(measure.level)})(amount)`;
  }
}
