// Retention as ClickHouse SQL: each person's start and return periods, laid against each other (SPEC-events.md, RE).
import { instantsOf, type PeoplePage, type Retention } from "@heed/core";
import type { BoundValues } from "./bound-values.ts";
import {
  compileAny,
  compileInstant,
  compileMatch,
  compilePeriod,
  compileProperty,
} from "./compile-match.ts";
import { type EventView, visibleEvents } from "./visible-events.ts";

/** Rows of `value` of the breakdown (empty without one), `cohort` (period number), periods `later`, and `people`. */
export function compileRetention(
  view: EventView,
  retention: Retention,
  values: BoundValues,
): string {
  const later = retention.isRolling
    ? "range(toInt32(1), greatest(toInt32(1), arrayMax(backs) - cohort + 1))"
    : "arrayFilter(gap -> gap > 0, arrayMap(back -> back - cohort, backs))";
  return `SELECT value, cohort, later, count() AS people FROM (
      SELECT cohort, value, arrayJoin(arrayConcat([toInt32(0)], if(empty(backs), CAST([], 'Array(Int32)'), CAST(${later}, 'Array(Int32)')))) AS later
      FROM (SELECT arrayJoin(starts) AS start, start.1 AS cohort, start.2 AS value, backs
            FROM ${compilePeriods(view, retention, values)}))
    GROUP BY value, cohort, later`;
}

/** The people of a cell in the order of their ids. */
export function compileRetentionPeople(
  view: EventView,
  retention: Retention,
  cell: { readonly cohort: number; readonly after: number; readonly value?: string | null },
  page: Required<PeoplePage>,
  values: BoundValues,
): string {
  const at = values.integer(cell.cohort + cell.after);
  const isBack = retention.isRolling
    ? `arrayExists(back -> back >= ${at}, backs)`
    : `has(backs, ${at})`;
  const group = cell.value === undefined ? "" : ` AND start.2 = ${values.text(cell.value ?? "")}`;
  return `SELECT actor FROM ${compilePeriods(view, retention, values)}
    WHERE arrayExists(start -> start.1 = ${values.integer(cell.cohort)}${group}, starts)
      AND ${cell.after === 0 ? "1" : isBack} AND actor > ${values.text(page.after)}
    ORDER BY actor LIMIT ${values.integer(page.limit)}`;
}

/** A subquery with `actor`, their `starts` (period, value of the breakdown), and the periods of their `backs`. */
function compilePeriods(view: EventView, retention: Retention, values: BoundValues): string {
  const { start, back, cohorts, period, range, breakdown } = retention;
  const { from, before } = instantsOf(range);
  const isFirst = cohorts === "first-time";
  const columns = [
    `${compilePeriod(period, range.timeZone, values)} AS number`,
    `${compileMatch(start, values)} AS is_start`,
    `${compileMatch(back, values)} AS is_back`,
    `toUInt8(at >= ${compileInstant(from, values)}) AS is_within`,
    ...(breakdown === undefined
      ? []
      : [`${compileProperty(breakdown, values)} AS value`, "at AS instant", "seq"]),
  ];
  // The first start ever may lie before the range.
  const since = isFirst ? "" : ` AND at >= ${compileInstant(from, values)}`;
  const condition = `at < ${compileInstant(before, values)}${since} AND ${compileAny([start, back], values)}`;
  const events = visibleEvents(view, columns, condition, values);
  const backs = "groupUniqArrayIf(number, is_back AND is_within)";
  if (breakdown !== undefined && !isFirst)
    return `(SELECT actor, groupArrayIf((number, value), starts_here) AS starts, groupArrayIf(number, backs_here) AS backs
      FROM (SELECT actor, number, argMinIf(value, (instant, seq), is_start AND is_within) AS value,
              countIf(is_start AND is_within) > 0 AS starts_here, countIf(is_back AND is_within) > 0 AS backs_here
            FROM ${events} GROUP BY actor, number)
      GROUP BY actor HAVING notEmpty(starts))`;
  const value = breakdown === undefined ? "''" : "argMinIf(value, (instant, seq), is_start)";
  const starts = isFirst
    ? `if(countIf(is_start) > 0 AND minIf(is_within, is_start), [(minIf(number, is_start), ${value})], CAST([], 'Array(Tuple(Int32, String))'))`
    : "arrayMap(one -> (one, ''), groupUniqArrayIf(number, is_start AND is_within))";
  return `(SELECT actor, ${starts} AS starts, ${backs} AS backs
    FROM ${events} GROUP BY actor HAVING notEmpty(starts))`;
}
