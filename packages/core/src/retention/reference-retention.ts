// The plain reading of retention over all journeys: slow, obvious, and what the engine's answer is compared with.
import { journeysAmong } from "../cohorts/reference-cohort.ts";
import { matchesEvent } from "../events/event-match.ts";
import type { EventLog } from "../events/journeys.ts";
import { dateIn, periodNumber, periodsOf } from "../events/periods.ts";
import { type ProductEvent, propertyOf } from "../events/product-event.ts";
import {
  cellPeriod,
  checkRetention,
  layOutRetention,
  type Retention,
  type RetentionCell,
  type RetentionCount,
  type RetentionResult,
} from "./retention.ts";

export function referenceRetention(log: EventLog, retention: Retention): RetentionResult {
  checkRetention(retention);
  const periods = periodsOf(retention.range, retention.period);
  const counts: RetentionCount[] = [];
  for (const [index, cohort] of periods.entries()) {
    for (const after of periods.slice(index).keys()) {
      const back = peopleBack(log, retention, cohort, after);
      for (const [value, people] of Map.groupBy(back, (one) => one.value))
        counts.push({ value: value ?? "", cohort, after, people: people.length });
    }
  }
  return layOutRetention(retention, counts);
}

/** The people of a cell, in the order of their ids (RO1). */
export function referenceRetentionPeople(
  log: EventLog,
  retention: Retention,
  cell: RetentionCell,
): string[] {
  return peopleBack(log, retention, cellPeriod(retention, cell), cell.after)
    .filter(({ value }) => cell.value === undefined || value === cell.value)
    .map(({ person }) => person);
}

/** Who of a cohort came back, each under the value of the event with which they entered it (RE4). */
function peopleBack(log: EventLog, retention: Retention, cohort: number, after: number) {
  const periods = new Set(periodsOf(retention.range, retention.period));
  const dateOf = dateIn(retention.range.timeZone);
  const isInRange = (event: ProductEvent) =>
    dateOf(event.at) >= retention.range.firstDate && dateOf(event.at) <= retention.range.lastDate;
  const periodOf = (event: ProductEvent) => periodNumber(dateOf(event.at), retention.period);
  return Array.from(journeysAmong(log, retention.among)).flatMap(([person, journey]) => {
    const starts = journey.filter((event) => matchesEvent(event, retention.start));
    const entering = retention.cohorts === "first-time" ? starts.slice(0, 1) : starts;
    const first = entering.find((event) => isInRange(event) && periodOf(event) === cohort);
    if (first === undefined) return [];
    const { breakdown } = retention;
    const value = breakdown === undefined ? null : propertyOf(first, breakdown);
    if (after === 0) return [{ person, value }];
    const isBack = journey.some(
      (event) =>
        matchesEvent(event, retention.back) &&
        isInRange(event) &&
        periods.has(periodOf(event)) &&
        (retention.isRolling
          ? periodOf(event) >= cohort + after
          : periodOf(event) === cohort + after),
    );
    return isBack ? [{ person, value }] : [];
  });
}
