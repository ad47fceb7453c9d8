// The attempt that counts of a plain ordered funnel, worked out on whole columns of numbers instead of a fold over tuples.
import { type Funnel, instantsOf } from "@heed/core";
import type { BoundValues } from "./bound-values.ts";
import {
  compileAny,
  compileInstant,
  compileMatch,
  compileProperty,
  MICROSECONDS,
} from "./compile-match.ts";
import { type EventView, visibleEvents } from "./visible-events.ts";

/** Arrays stand in memory for each step of every journey of a block; a byte has a bit for each step. */
const MOST_STEPS = 8;
/** Bits of an event's number in the order received, and of the steps that it matches. */
const [ORDER_BITS, STEP_BITS] = [56, 8];

/** Whether this way answers a funnel: ordered, without exclusions, of at most 8 steps. */
export function isPlain({ order, exclusions = [], steps }: Funnel): boolean {
  return order === "ordered" && exclusions.length === 0 && steps.length <= MOST_STEPS;
}

/**
 * A subquery with `actor`, `times` and `value`, as the others give them. An event is one 128-bit number of its instant, its
 * place in the order received and the steps that it matches, so sorting numbers sorts the journey by FU's rules. For each
 * step `from_N` holds, before every event, the latest beginning of an attempt that has come to step N: an event of the next
 * step reaches it when its beginning is no longer ago than the window. The first event to reach the deepest step ends the
 * attempt of FU7; going back from it, each step is the latest event of that step before: exchanging an earlier one for it
 * keeps the order, and its beginning is no earlier.
 */
export function compilePlain(view: EventView, funnel: Funnel, values: BoundValues): string {
  const { steps, range, windowMs, breakdown } = funnel;
  const { from, before } = instantsOf(range);
  const count = steps.length;
  const windowUs = values.integer(windowMs * 1000);
  const isBefore = `at < ${compileInstant(before, values)}`;
  const matched = steps.map((step, index) => {
    const may = index === 0 ? ` AND ${isBefore}` : "";
    return `toUInt32(${compileMatch(step, values)}${may}) * ${2 ** index}`;
  });
  const key = `bitOr(bitShiftLeft(toUInt128(${MICROSECONDS}), ${ORDER_BITS + STEP_BITS}),
      bitOr(bitShiftLeft(toUInt128(seq), ${STEP_BITS}), toUInt128(${matched.join(" + ")})))`;
  const columns = [
    `${key} AS place`,
    ...(breakdown === undefined ? [] : [`${compileProperty(breakdown, values)} AS value`]),
  ];
  const last = compileInstant(before + windowMs * 1000, values);
  const condition = `at >= ${compileInstant(from, values)} AND at <= ${last} AND ${compileAny(steps, values)}`;
  const events = visibleEvents(view, columns, condition, values);
  // An event at instant 0 that fills every step stands first: before any other nothing has begun.
  const [guard, first] = ["arrayPushFront", `toUInt128(${2 ** count - 1})`];
  const sorted =
    breakdown === undefined
      ? `${guard}(arraySort(groupArray(place)), ${first}) AS places, [''] AS labels`
      : `${guard}(arraySort(groupArray(place) AS unsorted), ${first}) AS places,
         ${guard}(arraySort((label, place) -> place, groupArray(value), unsorted), '') AS labels`;
  const journeys = `(SELECT actor, labels,
      arrayMap(place -> toInt64(bitShiftRight(place, ${ORDER_BITS + STEP_BITS})), places) AS us,
      arrayMap(place -> toUInt8(place), places) AS bits
    FROM (SELECT actor, ${sorted} FROM ${events} GROUP BY actor))`;

  const taken = (step: number) => `bitTest(bit, ${step - 1})`;
  // Where an event may fill two steps, it begins nothing for itself: what was there before it counts.
  const names = steps.map(({ name }) => name);
  const isApart = !names.includes(null) && new Set(names).size === count;
  let begun = journeys;
  for (let step = 1; step < count; step += 1) {
    const start = `arrayFill((start, bit) -> ${taken(step)}, ${step === 1 ? "us" : `from_${step - 1}`}, bits)`;
    const earlier = isApart ? start : `arrayPopBack(arrayPushFront(${start}, toInt64(0)))`;
    begun = `(SELECT *, ${earlier} AS from_${step} FROM ${begun})`;
  }
  const reached = steps.map((_, index) =>
    index === 0
      ? `arrayFirstIndex((at, bit) -> ${taken(1)} AND at != 0, us, bits) AS first_1`
      : `arrayFirstIndex((at, bit, start) -> ${taken(index + 1)} AND start != 0 AND at - start <= ${windowUs}, us, bits, from_${index}) AS first_${index + 1}`,
  );
  const places = [`first_${count} AS step_${count}`];
  for (let step = count - 1; step >= 1; step -= 1)
    places.push(
      `if(first_${step + 1} > 0, arrayLastIndex((bit, number) -> ${taken(step)} AND number < step_${step + 1}, bits, numbers), first_${step}) AS step_${step}`,
    );
  const times = steps.map((_, index) => `step_${index + 1}`).join(", ");
  return `(SELECT actor, arrayMap(step -> us[step], arrayFilter(step -> step > 0, [${times}])) AS times,
      ${breakdown === undefined ? "''" : "labels[step_1]"} AS value
    FROM (SELECT actor, us, labels, arrayEnumerate(bits) AS numbers, ${places.join(", ")}
      FROM (SELECT *, ${reached.join(", ")} FROM ${begun})))`;
}
