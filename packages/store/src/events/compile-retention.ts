// Retention as ClickHouse SQL: each person's start and return periods, laid against each other (SPEC-events.md, RE).
import { instantsOf, type PeoplePage, type Retention } from "@heed/core";
import type { BoundValues } from "./bound-values.ts";
import { compileAny, compileInstant, compileMatch, compilePeriod } from "./compile-match.ts";
import { type EventView, visibleEvents } from "./visible-events.ts";

/** Rows of `cohort` (period number), periods `later`, and `people`. */
export function compileRetention(
  view: EventView,
  retention: Retention,
  values: BoundValues,
): string {
  const later = retention.isRolling
    ? "range(toInt32(1), greatest(toInt32(1), arrayMax(backs) - cohort + 1))"
    : "arrayFilter(gap -> gap > 0, arrayMap(back -> back - cohort, backs))";
  return `SELECT cohort, later, count() AS people FROM (
      SELECT cohort, arrayJoin(arrayConcat([toInt32(0)], if(empty(backs), CAST([], 'Array(Int32)'), CAST(${later}, 'Array(Int32)')))) AS later
      FROM (SELECT arrayJoin(starts) AS cohort, backs FROM ${compilePeriods(view, retention, values)}))
    GROUP BY cohort, later`;
}

/** The people of a cell in the order of their ids. */
export function compileRetentionPeople(
  view: EventView,
  retention: Retention,
  cell: { readonly cohort: number; readonly after: number },
  page: Required<PeoplePage>,
  values: BoundValues,
): string {
  const at = values.integer(cell.cohort + cell.after);
  const isBack = retention.isRolling
    ? `arrayExists(back -> back >= ${at}, backs)`
    : `has(backs, ${at})`;
  return `SELECT actor FROM ${compilePeriods(view, retention, values)}
    WHERE has(starts, ${values.integer(cell.cohort)}) AND ${cell.after === 0 ? "1" : isBack}
      AND actor > ${values.text(page.after)}
    ORDER BY actor LIMIT ${values.integer(page.limit)}`;
}

/** A subquery with `actor`, the periods of their `starts`, and those of their `backs`. */
function compilePeriods(view: EventView, retention: Retention, values: BoundValues): string {
  const { start, back, cohorts, period, range } = retention;
  const { from, before } = instantsOf(range);
  const isFirst = cohorts === "first-time";
  const columns = [
    `${compilePeriod(period, range.timeZone, values)} AS number`,
    `${compileMatch(start, values)} AS is_start`,
    `${compileMatch(back, values)} AS is_back`,
    `toUInt8(at >= ${compileInstant(from, values)}) AS is_within`,
  ];
  // The first start ever may lie before the range.
  const since = isFirst ? "" : ` AND at >= ${compileInstant(from, values)}`;
  const condition = `at < ${compileInstant(before, values)}${since} AND ${compileAny([start, back], values)}`;
  const starts = isFirst
    ? "if(countIf(is_start) > 0 AND minIf(is_within, is_start), [minIf(number, is_start)], CAST([], 'Array(Int32)'))"
    : "groupUniqArrayIf(number, is_start AND is_within)";
  return `(SELECT actor, ${starts} AS starts, groupUniqArrayIf(number, is_back AND is_within) AS backs
    FROM ${visibleEvents(view, columns, condition, values)} GROUP BY actor HAVING notEmpty(starts))`;
}
