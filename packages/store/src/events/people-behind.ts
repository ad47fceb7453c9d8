// The people behind a figure as one subquery, whatever the figure is of: to list them, to count them, to hear them.
import {
  type Cohort,
  cellPeriod,
  checkCohort,
  checkFunnel,
  checkFunnelBar,
  checkRetention,
  checkTrend,
  InvalidInput,
  type PeoplePage,
  type PeoplePlace,
} from "@heed/core";
import type { BoundValues } from "./bound-values.ts";
import { compileCohort, compileCohortPeople } from "./compile-cohort.ts";
import { compileFunnelPeople } from "./compile-funnel.ts";
import { compileRetentionPeople } from "./compile-retention.ts";
import { compileTrendPeople } from "./compile-trend.ts";
import type { EventView } from "./visible-events.ts";

/** A page without an end. */
export const ALL_PEOPLE: Required<PeoplePage> = { after: "", limit: Number.MAX_SAFE_INTEGER };

/** Rows of `actor` in the order of their ids; refuses a place that its question does not have. */
export function compilePeople(
  view: EventView,
  place: PeoplePlace,
  page: Required<PeoplePage>,
  values: BoundValues,
): string {
  if ("funnel" in place) {
    checkFunnel(place.funnel);
    checkFunnelBar(place.funnel, place.bar);
    return compileFunnelPeople(amongOf(view, place.funnel), place.funnel, place.bar, page, values);
  }
  if ("retention" in place) {
    const { retention, cell } = place;
    checkRetention(retention);
    const at = { ...cell, cohort: cellPeriod(retention, cell) };
    return compileRetentionPeople(amongOf(view, retention), retention, at, page, values);
  }
  if ("trend" in place) {
    const { trend, point } = place;
    checkTrend(trend);
    if (trend.series[point.series] === undefined)
      throw new InvalidInput("trend-point", `The trend has no series ${point.series + 1}.`, {
        zh: { message: `趋势没有第 ${point.series + 1} 个序列。` },
      });
    return compileTrendPeople(amongOf(view, trend), trend, point, page, values);
  }
  checkCohort(place.cohort);
  return compileCohortPeople(view, place.cohort, page, values);
}

/** The view of a question: only of its cohort, where it names one. */
export function amongOf(view: EventView, { among }: { readonly among?: Cohort }): EventView {
  if (among === undefined) return { ...view, among: null };
  return { ...view, among: (values) => compileCohort(view, among, values) };
}
