// The attempt that counts, as an expression over `journey` that gives its times and the value of its first step.
import type { Funnel } from "@heed/core";
import type { BoundValues } from "./bound-values.ts";

const NO_TIMES = "emptyArrayInt64()";

/**
 * Ordered and strict. For each step the fold keeps the attempt that reached it last: it began latest of all that are
 * alive, so whatever another attempt can still reach, it can too. The first attempt to reach the deepest step is the answer.
 */
export function compileInOrder(funnel: Funnel, values: BoundValues): string {
  const steps = funnel.steps.map((_, index) => index + 1);
  const windowUs = values.integer(funnel.windowMs * 1000);
  const isStrict = funnel.order === "strict";
  const none = `(${NO_TIMES}, '')`;
  // The accumulator: the best attempt, then the latest attempt of each step.
  const alive = (step: number) =>
    (funnel.exclusions ?? []).length === 0
      ? `acc.${step + 1}`
      : `if(bitTest(event.4, ${step - 1}), ${none}, acc.${step + 1})`;
  const next = steps.map((step) => {
    const otherwise = isStrict ? none : alive(step);
    if (step === 1)
      return `if(bitTest(event.3, 0) AND event.5, ([event.1], event.6), ${otherwise})`;
    const before = alive(step - 1);
    return `if(bitTest(event.3, ${step - 1}) AND notEmpty((${before}).1) AND event.1 - (${before}).1[1] <= ${windowUs},
      (arrayPushBack((${before}).1, event.1), (${before}).2), ${otherwise})`;
  });
  const best = steps
    .toReversed()
    .map(
      (step) => `notEmpty((${next[step - 1]}).1) AND length(acc.1.1) < ${step}, ${next[step - 1]}`,
    );
  const start = [none, ...steps.map(() => none)].join(", ");
  return `tupleElement(arrayFold((acc, event) -> (multiIf(${best.join(", ")}, acc.1), ${next.join(", ")}),
    journey, (${start})), 1)`;
}

/** Any order: from every event that may begin an attempt, each later one fills the first open step that it matches. */
export function compileAnyOrder(funnel: Funnel, values: BoundValues): string {
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
  return `arrayFirst(one -> toInt64(length(one.1)) = ${longest}, ${attempts})`;
}
