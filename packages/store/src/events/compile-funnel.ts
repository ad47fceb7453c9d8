// Funnels as ClickHouse SQL: each person's journey is folded once into the attempt that the rules name (SPEC-events.md, FU).
import { type Funnel, type FunnelBar, instantsOf, MOST_GROUPS, type PeoplePage } from "@heed/core";
import type { BoundValues } from "./bound-values.ts";
import { compileAnyOrder, compileInOrder } from "./compile-attempt.ts";
import {
  compileAny,
  compileInstant,
  compileMatch,
  compileProperty,
  MICROSECONDS,
} from "./compile-match.ts";
import { compilePlain, isPlain } from "./compile-plain-attempt.ts";
import { type EventView, visibleEvents } from "./visible-events.ts";

/** One row a group: `value`, `people`, `medians` (microseconds), and the number of `groups`. */
export function compileFunnel(view: EventView, funnel: Funnel, values: BoundValues): string {
  const depths = funnel.steps.map((_, index) => index + 1);
  const people = depths.map((depth) => `countIf(length(times) >= ${depth})`);
  const medians = depths
    .slice(1)
    .map(
      (depth) =>
        `quantileExactIf(0.5)(times[${depth}] - times[${depth - 1}], length(times) >= ${depth})`,
    );
  return `SELECT *, count() OVER () AS groups FROM (
      SELECT value, [${people.join(", ")}] AS people, CAST([${medians.join(", ")}], 'Array(Int64)') AS medians
      FROM ${compileOutcomes(view, funnel, values)} GROUP BY value)
    ORDER BY people[1] DESC, value LIMIT ${values.integer(funnel.mostGroups ?? MOST_GROUPS)}`;
}

/** The people of a bar in the order of their ids. */
export function compileFunnelPeople(
  view: EventView,
  funnel: Funnel,
  bar: FunnelBar,
  page: Required<PeoplePage>,
  values: BoundValues,
): string {
  const depth = values.integer(bar.step);
  const reached =
    bar.which === "reached" ? `length(times) >= ${depth}` : `length(times) = ${depth} - 1`;
  const group = bar.value === undefined ? "1" : `value = ${values.text(bar.value ?? "")}`;
  return `SELECT actor FROM ${compileOutcomes(view, funnel, values)}
    WHERE ${reached} AND ${group} AND actor > ${values.text(page.after)}
    ORDER BY actor LIMIT ${values.integer(page.limit)}`;
}

/** A subquery with `actor`, `times` (microseconds of the steps reached) and `value` of everybody who reached the first step. */
function compileOutcomes(view: EventView, funnel: Funnel, values: BoundValues): string {
  if (isPlain(funnel))
    return `(SELECT * FROM ${compilePlain(view, funnel, values)} WHERE notEmpty(times))`;
  const journeys = compileJourneys(view, funnel, values);
  const compile = funnel.order === "any-order" ? compileAnyOrder : compileInOrder;
  return `(SELECT * FROM ${compile(funnel, journeys, values)} WHERE notEmpty(times))`;
}

/**
 * Journeys of everybody: tuples of instant, place in the order received, bits of the steps matched, bits of the steps
 * after which the event ends attempts, whether an attempt may begin, and the breakdown's value.
 */
function compileJourneys(view: EventView, funnel: Funnel, values: BoundValues): string {
  const { steps, exclusions = [], order, range, windowMs, breakdown } = funnel;
  const { from, before } = instantsOf(range);
  const bit = (number: number) => `toUInt32(${2 ** number})`;
  const matched = steps.map((step, index) => `${compileMatch(step, values)} * ${bit(index)}`);
  const ended = exclusions.map(({ match, fromStep = 1, toStep = steps.length }) => {
    const bits = steps.reduce(
      (sum, _, index) => sum + (index + 1 >= fromStep && index + 1 < toStep ? 2 ** index : 0),
      0,
    );
    return `if(${compileMatch(match, values)}, toUInt32(${bits}), toUInt32(0))`;
  });
  const last = compileInstant(before + windowMs * 1000, values);
  const inTime = `at >= ${compileInstant(from, values)} AND at <= ${last}`;
  // A strict funnel sees every event; the others only what can matter.
  const asked =
    order === "strict"
      ? ""
      : ` AND ${compileAny([...steps, ...exclusions.map(({ match }) => match)], values)}`;
  const columns = [
    `${MICROSECONDS} AS instant`,
    "seq",
    `toUInt32(${matched.join(" + ")}) AS matched`,
    `toUInt32(${ended.length === 0 ? "0" : nestBits(ended)}) AS ended`,
    `toUInt8(at < ${compileInstant(before, values)}) AS may_begin`,
    `${breakdown === undefined ? "''" : compileProperty(breakdown, values)} AS value`,
  ];
  return `(SELECT actor, arraySort(event -> (event.1, event.2),
      groupArray((instant, seq, matched, ended, may_begin, value))) AS journey
    FROM ${visibleEvents(view, columns, inTime + asked, values)} GROUP BY actor)`;
}

function nestBits(parts: readonly string[]): string {
  return parts.reduce((all, part) => `bitOr(${all}, ${part})`);
}
