// The plain reading of a funnel over all journeys: slow, obvious, and what the engine's answer is compared with.
import { journeysAmong } from "../cohorts/reference-cohort.ts";
import type { EventLog } from "../events/journeys.ts";
import { propertyOf } from "../events/product-event.ts";
import {
  checkFunnel,
  checkFunnelBar,
  type Funnel,
  type FunnelBar,
  type FunnelGroup,
  type FunnelResult,
  MOST_GROUPS,
} from "./funnel.ts";
import { bestAttempt } from "./reference-attempt.ts";

interface Outcome {
  readonly person: string;
  readonly value: string | null;
  /** Instants of the steps reached, in microseconds. */
  readonly times: readonly number[];
}

export function referenceFunnel(log: EventLog, funnel: Funnel): FunnelResult {
  checkFunnel(funnel);
  const groups = Map.groupBy(outcomes(log, funnel), ({ value }) => value);
  const all = Array.from(groups, ([value, members]) => groupOf(funnel, value, members));
  if (funnel.breakdown === undefined && all.length === 0) all.push(groupOf(funnel, null, []));
  all.sort(compareGroups);
  const listed = all.slice(0, funnel.mostGroups ?? MOST_GROUPS);
  return { groups: listed, leftOut: all.length - listed.length };
}

/** The people of a bar, in the order of their ids (RO1). */
export function referenceFunnelPeople(log: EventLog, funnel: Funnel, bar: FunnelBar): string[] {
  checkFunnelBar(funnel, bar);
  return outcomes(log, funnel)
    .filter(({ value }) => bar.value === undefined || value === bar.value)
    .filter(({ times }) =>
      bar.which === "reached" ? times.length >= bar.step : times.length === bar.step - 1,
    )
    .map(({ person }) => person);
}

function outcomes(log: EventLog, funnel: Funnel): Outcome[] {
  return Array.from(journeysAmong(log, funnel.among), ([person, journey]) => {
    const attempt = bestAttempt(funnel, journey);
    const first = journey[attempt[0] ?? -1];
    const value =
      first === undefined || funnel.breakdown === undefined
        ? null
        : propertyOf(first, funnel.breakdown);
    return { person, value, times: attempt.map((place) => journey[place]!.at) };
  }).filter(({ times }) => times.length > 0);
}

function groupOf(funnel: Funnel, value: string | null, members: readonly Outcome[]): FunnelGroup {
  const depths = funnel.steps.map((_, index) => index + 1);
  return {
    value,
    people: depths.map((depth) => members.filter(({ times }) => times.length >= depth).length),
    medianMs: depths.map((depth) => {
      const waits = members
        .filter(({ times }) => depth > 1 && times.length >= depth)
        .map(({ times }) => times[depth - 1]! - times[depth - 2]!)
        .sort((a, b) => a - b);
      return waits.length === 0 ? null : waits[Math.floor(waits.length / 2)]! / 1000;
    }),
  };
}

function compareGroups(a: FunnelGroup, b: FunnelGroup): number {
  return b.people[0]! - a.people[0]! || ((a.value ?? "") < (b.value ?? "") ? -1 : 1);
}
