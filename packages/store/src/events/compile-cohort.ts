// Cohorts as ClickHouse SQL: each person's events counted by condition (SPEC-events.md, CO).
import { type Cohort, cohortBounds, instantsOf, type PeoplePage } from "@heed/core";
import type { BoundValues } from "./bound-values.ts";
import { compileInstant, compileMatch } from "./compile-match.ts";
import { type EventView, visibleEvents } from "./visible-events.ts";

/** A subquery with the `actor` of each person of the cohort. */
export function compileCohort(view: EventView, cohort: Cohort, values: BoundValues): string {
  const { conditions, joined, timeZone } = cohort;
  const columns = conditions.map(({ match, range }, index) => {
    const { from, before } = range === undefined ? ALWAYS : instantsOf({ ...range, timeZone });
    const within =
      range === undefined
        ? ""
        : ` AND at >= ${compileInstant(from, values)} AND at < ${compileInstant(before, values)}`;
    return `toUInt8(${compileMatch(match, values)}${within}) AS met_${index + 1}`;
  });
  const held = conditions.map((condition, index) => {
    const { least, most } = cohortBounds(condition);
    const times = `sum(met_${index + 1})`;
    const atMost = most === null ? "" : ` AND ${times} <= ${values.integer(most)}`;
    return `(${times} >= ${values.integer(least)}${atMost})`;
  });
  const all = visibleEvents({ ...view, among: null }, columns, "1", values);
  return `(SELECT actor FROM ${all} GROUP BY actor HAVING ${held.join(joined === "all" ? " AND " : " OR ")})`;
}

const ALWAYS = { from: 0, before: 0 };

/** A page of a cohort's people in the order of their ids. */
export function compileCohortPeople(
  view: EventView,
  cohort: Cohort,
  page: Required<PeoplePage>,
  values: BoundValues,
): string {
  return `SELECT actor FROM ${compileCohort(view, cohort, values)}
    WHERE actor > ${values.text(page.after)} ORDER BY actor LIMIT ${values.integer(page.limit)}`;
}
