// From which day each person is followed: whoever speaks from the day they first did, others from a day like those.
import { createSeededRandom } from "@heed/stats";
import type { SpeakerQuestion } from "./compare-speakers.ts";
import { DAYS_BEFORE, type Observed, type PersonDays } from "./observe-person.ts";

/** A day of somebody else may lie so far from one on which somebody spoke. */
const NEAR_DAYS = 3;
const TRIES = 12;

interface Moments {
  readonly treated: readonly Observed[];
  readonly controls: readonly Observed[];
  /** People who speak of it and did nothing in the days before. */
  readonly early: number;
  /** People who spoke so lately that the days after are not over. */
  readonly late: number;
}

/**
 * Whoever is followed did something in the 28 days before, so that something is known of them, and was there on the day itself:
 * by speaking, or by an event (BE1). The same question picks the same days.
 */
export function pickMoments(
  { spokeOn, horizonDays, lastDay }: SpeakerQuestion,
  people: ReadonlyMap<string, PersonDays>,
): Moments {
  let early = 0;
  let late = 0;
  const treated: Observed[] = [];
  for (const [person, day] of [...spokeOn].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const days = people.get(person);
    if (days === undefined) continue;
    if (day + horizonDays > lastDay) late += 1;
    else if (!isKnown(days, day)) early += 1;
    else treated.push({ person, day, days });
  }
  const moments = treated.map(({ day }) => day);
  const random = createSeededRandom(1);
  const controls: Observed[] = [];
  for (const [person, days] of people) {
    if (spokeOn.has(person) || moments.length === 0) continue;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const around = moments[random.integer(moments.length)]!;
      const there = days.filter(
        ({ day }) => Math.abs(day - around) <= NEAR_DAYS && day + horizonDays <= lastDay,
      );
      const day = there.length === 0 ? undefined : there[random.integer(there.length)]!.day;
      if (day === undefined || !isKnown(days, day)) continue;
      controls.push({ person, day, days });
      break;
    }
  }
  return { treated, controls, early, late };
}

function isKnown(days: PersonDays, at: number): boolean {
  return days.some(({ day }) => day < at && day >= at - DAYS_BEFORE);
}
