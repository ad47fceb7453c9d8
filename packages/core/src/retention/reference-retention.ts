// The plain reading of retention over all journeys: slow, obvious, and what the engine's answer is compared with.
import { matchesEvent } from "../events/event-match.ts";
import { type EventLog, journeysOf } from "../events/journeys.ts";
import { dateIn, periodNumber, periodsOf } from "../events/periods.ts";
import type { ProductEvent } from "../events/product-event.ts";
import {
  cellPeriod,
  checkRetention,
  layOutCohorts,
  type Retention,
  type RetentionCell,
  type RetentionResult,
} from "./retention.ts";

export function referenceRetention(log: EventLog, retention: Retention): RetentionResult {
  checkRetention(retention);
  return layOutCohorts(
    retention,
    (cohort, after) => peopleBack(log, retention, cohort, after).length,
  );
}

/** The people of a cell, in the order of their ids (RO1). */
export function referenceRetentionPeople(
  log: EventLog,
  retention: Retention,
  cell: RetentionCell,
): string[] {
  return peopleBack(log, retention, cellPeriod(retention, cell), cell.after);
}

function peopleBack(log: EventLog, retention: Retention, cohort: number, after: number): string[] {
  const periods = new Set(periodsOf(retention.range, retention.period));
  const dateOf = dateIn(retention.range.timeZone);
  const isInRange = (event: ProductEvent) =>
    dateOf(event.at) >= retention.range.firstDate && dateOf(event.at) <= retention.range.lastDate;
  const periodOf = (event: ProductEvent) => periodNumber(dateOf(event.at), retention.period);
  return Array.from(journeysOf(log)).flatMap(([person, journey]) => {
    const starts = journey.filter((event) => matchesEvent(event, retention.start));
    const entering = retention.cohorts === "first-time" ? starts.slice(0, 1) : starts;
    if (!entering.some((event) => isInRange(event) && periodOf(event) === cohort)) return [];
    if (after === 0) return [person];
    const isBack = journey.some(
      (event) =>
        matchesEvent(event, retention.back) &&
        isInRange(event) &&
        periods.has(periodOf(event)) &&
        (retention.isRolling
          ? periodOf(event) >= cohort + after
          : periodOf(event) === cohort + after),
    );
    return isBack ? [person] : [];
  });
}
