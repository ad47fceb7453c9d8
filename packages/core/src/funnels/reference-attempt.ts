// The plain reading of a funnel for one journey: every attempt is tried, and the one that the rules name is kept.
import { matchesEvent } from "../events/event-match.ts";
import { instantsOf } from "../events/periods.ts";
import type { ProductEvent } from "../events/product-event.ts";
import type { Funnel } from "./funnel.ts";

/** Places in the journey of the steps of the attempt that counts, in the order in which they were filled. */
export type Attempt = readonly number[];

/** The attempt of FU7, empty when not even the first step was reached. */
export function bestAttempt(funnel: Funnel, journey: readonly ProductEvent[]): Attempt {
  return funnel.order === "any-order"
    ? bestInAnyOrder(funnel, journey)
    : bestInOrder(funnel, journey);
}

function bestInOrder(funnel: Funnel, journey: readonly ProductEvent[]): Attempt {
  let best: Attempt = [];
  const extend = (attempt: Attempt): void => {
    if (isBetter(attempt, best)) best = attempt;
    const step = attempt.length;
    if (step === funnel.steps.length) return;
    for (let place = (attempt.at(-1) ?? -1) + 1; place < journey.length; place += 1) {
      if (mayFollow(funnel, journey, attempt, place)) extend([...attempt, place]);
    }
  };
  extend([]);
  return best;
}

/** FU7: deeper first, then completed earlier, then, going back from the last step, each step later. */
function isBetter(attempt: Attempt, best: Attempt): boolean {
  if (attempt.length !== best.length) return attempt.length > best.length;
  if (attempt.length === 0) return false;
  const last = attempt.length - 1;
  if (attempt[last] !== best[last]) return attempt[last]! < best[last]!;
  for (let step = last - 1; step >= 0; step -= 1) {
    if (attempt[step] !== best[step]) return attempt[step]! > best[step]!;
  }
  return false;
}

function mayFollow(
  funnel: Funnel,
  journey: readonly ProductEvent[],
  attempt: Attempt,
  place: number,
): boolean {
  const event = journey[place]!;
  const step = attempt.length;
  if (!matchesEvent(event, funnel.steps[step]!)) return false;
  if (step === 0) return mayBegin(funnel, event);
  const before = attempt[step - 1]!;
  if (event.at - journey[attempt[0]!]!.at > funnel.windowMs * 1000) return false;
  if (funnel.order === "strict") return place === before + 1;
  return !(funnel.exclusions ?? []).some(
    ({ match, fromStep = 1, toStep = funnel.steps.length }) =>
      step >= fromStep &&
      step < toStep &&
      journey.slice(before + 1, place + 1).some((between) => matchesEvent(between, match)),
  );
}

function mayBegin(funnel: Funnel, { at }: ProductEvent): boolean {
  const { from, before } = instantsOf(funnel.range);
  return at >= from && at < before;
}

function bestInAnyOrder(funnel: Funnel, journey: readonly ProductEvent[]): Attempt {
  let best: Attempt = [];
  for (let start = 0; start < journey.length; start += 1) {
    if (!mayBegin(funnel, journey[start]!)) continue;
    const attempt = fillFrom(funnel, journey, start);
    if (attempt.length > best.length) best = attempt;
  }
  return best;
}

/** FU4 in any order: from a start on, each event fills the first open step that it matches. */
function fillFrom(funnel: Funnel, journey: readonly ProductEvent[], start: number): Attempt {
  const open = new Set(funnel.steps.keys());
  const places: number[] = [];
  for (let place = start; place < journey.length; place += 1) {
    const event = journey[place]!;
    if (event.at - journey[start]!.at > funnel.windowMs * 1000) break;
    const isExcluded = (funnel.exclusions ?? []).some(({ match }) => matchesEvent(event, match));
    if (place > start && isExcluded) break;
    const step = [...open].find((candidate) => matchesEvent(event, funnel.steps[candidate]!));
    if (step === undefined && place === start) break;
    if (step === undefined) continue;
    open.delete(step);
    places.push(place);
  }
  return places;
}
