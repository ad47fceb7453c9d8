// The attempt that counts of each journey: subqueries with `actor`, `times` (microseconds of the steps reached) and `value`.
import type { Funnel } from "@heed/core";
import type { BoundValues } from "./bound-values.ts";

const NO_TIMES = "emptyArrayInt64()";
/** An instant that no event has. */
const NONE = "-9223372036854775808";

/**
 * Ordered and strict. For each step the fold keeps the attempt that reached it last: it began latest of all that are
 * alive, so whatever another attempt can still reach, it can too. The first attempt to reach the deepest step is the answer.
 * All instants stand in one flat tuple of numbers: arrays in it would take twice the time.
 */
export function compileInOrder(funnel: Funnel, journeys: string, values: BoundValues): string {
  const steps = funnel.steps.map((_, index) => index + 1);
  const count = steps.length;
  const windowUs = values.integer(funnel.windowMs * 1000);
  const hasValue = funnel.breakdown !== undefined;
  const isStrict = funnel.order === "strict";
  // Places in the tuple: the best attempt, those of each step, then the values of their first steps.
  const best = (step: number) => `a.${step}`;
  const reached = (step: number, part: number) => `a.${count + (step * (step - 1)) / 2 + part}`;
  const value = (step: number) => `a.${count + (count * (count + 1)) / 2 + 1 + step}`;
  const begun = (step: number) =>
    (funnel.exclusions ?? []).length === 0
      ? reached(step, 1)
      : `if(bitTest(e.4, ${step - 1}), ${NONE}, ${reached(step, 1)})`;
  const isTaken = (step: number) =>
    step === 1
      ? "bitTest(e.3, 0) AND e.5"
      : `bitTest(e.3, ${step - 1}) AND ${begun(step - 1)} != ${NONE} AND e.1 - ${begun(step - 1)} <= ${windowUs}`;
  /** A part of the attempt that takes a step now. */
  const taken = (step: number, part: number) =>
    part === step ? "e.1" : part === 1 ? begun(step - 1) : reached(step - 1, part);
  const takenValue = (step: number) => (step === 1 ? "e.6" : value(step - 1));

  const nextBest = (part: number) =>
    `multiIf(${steps
      .slice(part - 1)
      .map((step) => `${isTaken(step)} AND ${best(step)} = ${NONE}, ${taken(step, part)}`)
      .join(", ")}, ${best(part)})`;
  const nextReached = (step: number, part: number) => {
    const otherwise = part > 1 ? reached(step, part) : isStrict ? NONE : begun(step);
    return `if(${isTaken(step)}, ${taken(step, part)}, ${otherwise})`;
  };
  const nextValues = [
    `multiIf(${steps.map((step) => `${isTaken(step)} AND ${best(step)} = ${NONE}, ${takenValue(step)}`).join(", ")}, ${value(0)})`,
    ...steps.map((step) => `if(${isTaken(step)}, ${takenValue(step)}, ${value(step)})`),
  ];
  const numbers = [
    ...steps.map(nextBest),
    ...steps.flatMap((step) => steps.slice(0, step).map((part) => nextReached(step, part))),
  ];
  const next = hasValue ? [...numbers, ...nextValues] : numbers;
  const start = next.map((_, index) => (index < numbers.length ? `toInt64(${NONE})` : "''"));
  const fold = `arrayFold((a, e) -> tuple(${next.join(", ")}), journey, tuple(${start.join(", ")}))`;
  const times = steps.map((step) => `fold.${step}`).join(", ");
  const first = hasValue ? `fold.${numbers.length + 1}` : "''";
  return `(SELECT actor, arrayFilter(time -> time != ${NONE}, [${times}]) AS times, ${first} AS value
    FROM (SELECT actor, ${fold} AS fold FROM ${journeys}))`;
}

/** Any order: from every event that may begin an attempt, each later one fills the first open step that it matches. */
export function compileAnyOrder(funnel: Funnel, journeys: string, values: BoundValues): string {
  const windowUs = values.integer(funnel.windowMs * 1000);
  const open = "bitAnd(event.3, bitNot(acc.1))";
  const bit = `toUInt32(bitAnd(${open}, bitNot(${open}) + 1))`;
  const isOver = `(acc.3 OR (notEmpty(acc.2) AND (event.4 != 0 OR event.1 - acc.2[1] > ${windowUs})))`;
  const attempts = `arrayMap(begin -> (arrayFold((acc, event) -> (
      if(${isOver}, acc.1, bitOr(acc.1, ${bit})),
      if(${isOver} OR ${bit} = 0, acc.2, arrayPushBack(acc.2, event.1)),
      toUInt8(${isOver})), arraySlice(journey, begin), (toUInt32(0), ${NO_TIMES}, toUInt8(0))).2, journey[begin].6),
    arrayFilter(place -> journey[place].5 AND journey[place].3 != 0, arrayEnumerate(journey)))`;
  const longest = `arrayMax(arrayMap(one -> toInt64(length(one.1)), ${attempts}))`;
  const attempt = `arrayFirst(one -> toInt64(length(one.1)) = ${longest}, ${attempts})`;
  return `(SELECT actor, attempt.1 AS times, attempt.2 AS value
    FROM (SELECT actor, ${attempt} AS attempt FROM ${journeys}))`;
}
