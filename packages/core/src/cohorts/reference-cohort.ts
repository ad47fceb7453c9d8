// The plain reading of a cohort over all journeys: slow, obvious, and what the engine's answer is compared with.
import { matchesEvent } from "../events/event-match.ts";
import { type EventLog, journeysOf } from "../events/journeys.ts";
import { dateIn } from "../events/periods.ts";
import type { ProductEvent } from "../events/product-event.ts";
import { type Cohort, type CohortCondition, checkCohort, cohortBounds } from "./cohort.ts";

/** The people of a cohort, in the order of their ids (CO1, CO2). */
export function referenceCohortPeople(log: EventLog, cohort: Cohort): string[] {
  return [...journeysAmong(log, cohort).keys()];
}

/** The journeys of a cohort's people, or of everybody. */
export function journeysAmong(
  log: EventLog,
  cohort: Cohort | undefined,
): Map<string, readonly ProductEvent[]> {
  const journeys = new Map<string, readonly ProductEvent[]>(journeysOf(log));
  if (cohort === undefined) return journeys;
  checkCohort(cohort);
  const { conditions, joined } = cohort;
  return new Map(
    [...journeys].filter(([, journey]) =>
      joined === "all"
        ? conditions.every((condition) => meets(journey, condition, cohort))
        : conditions.some((condition) => meets(journey, condition, cohort)),
    ),
  );
}

function meets(
  journey: readonly ProductEvent[],
  condition: CohortCondition,
  { timeZone }: Cohort,
): boolean {
  const { match, range } = condition;
  const dateOf = dateIn(timeZone);
  const isIn = ({ at }: ProductEvent) =>
    range === undefined || (dateOf(at) >= range.firstDate && dateOf(at) <= range.lastDate);
  const times = journey.filter((event) => matchesEvent(event, match) && isIn(event)).length;
  const { least, most } = cohortBounds(condition);
  return times >= least && times <= (most ?? Number.POSITIVE_INFINITY);
}
