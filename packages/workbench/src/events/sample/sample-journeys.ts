// What the people of the sample workspace did: invented journeys in which some of what they complain of shows, and some does not.
import { createSeededRandom, type SeededRandom } from "@heed/stats";

/** Somebody of the sample: who they are, and when they first complained of which story. */
export interface SamplePerson {
  readonly id: string;
  /** First day (`YYYY-MM-DD`) of each story they told; empty for those who said nothing. */
  readonly stories: ReadonlyMap<string, string>;
  readonly plan: string;
  readonly platform: string;
  readonly country: string;
}

export interface SampleEvent {
  readonly event: string;
  readonly person: string;
  readonly time: string;
  readonly plan: string;
  readonly platform: string;
  readonly country: string;
  readonly amount: string;
}

const DAY = 86_400_000;
const FIRST = Date.parse("2026-01-05T00:00:00Z");
/** The day after the last. */
const END = Date.parse("2026-09-26T00:00:00Z");
const LOSS_FROM = Date.parse("2026-06-16T00:00:00Z");
const LOSS_TO = Date.parse("2026-07-28T00:00:00Z");

/** The planted truths, which tests and the samples' README name. */
export const PLANTED = {
  /** Chance to leave for good, a day. */
  leaves: 0.006,
  /** The same in the four weeks after somebody complained of lost notes (`sync-loss`). */
  leavesAfterLoss: 0.08,
  /** Chance that somebody who saw the prices pays, and of those who complained of the price (`price`). */
  pays: 0.3,
  paysAfterPrice: 0.08,
  silentPeople: 900,
} as const;

/** Silent people beside those who left feedback, each with a plan, a platform and a country. */
export function silentPeople(): SamplePerson[] {
  const random = createSeededRandom(4_310);
  const pick = (list: readonly string[]) => list[random.integer(list.length)]!;
  return Array.from({ length: PLANTED.silentPeople }, (_, index) => ({
    id: `silent-${String(index + 1).padStart(4, "0")}`,
    stories: new Map(),
    plan: pick(["free", "free", "free", "plus", "team"]),
    platform: pick(["ios", "android", "web", "mac", "windows"]),
    country: pick(["US", "CN", "GB", "DE", "CN", "IN"]),
  }));
}

/** All events of one person, in their order. The same person and seed give the same events. */
export function* journeyOf(person: SamplePerson, seed: number): Generator<SampleEvent> {
  const random = createSeededRandom(seed);
  const told = [...person.stories.values()].map((day) => Date.parse(`${day}T00:00:00Z`));
  const latest = Math.min(...told, END - 21 * DAY) - 10 * DAY;
  const signedUp = FIRST + Math.floor(random.next() * Math.max(DAY, latest - FIRST));
  // People who speak up use the product more: comparing them with everybody else would flatter them.
  const activity = 0.1 + 0.35 * random.next() + (told.length > 0 ? 0.15 : 0);
  const write = (event: string, at: number, amount = ""): SampleEvent => ({
    ...{ event, person: person.id, amount, time: new Date(at).toISOString() },
    ...{ plan: person.plan, platform: person.platform, country: person.country },
  });
  const lossAt = dayOf(person, "sync-loss");
  const priceAt = dayOf(person, "price");
  let paidAt = 0;
  yield write("signed_up", signedUp);
  if (random.next() < 0.82) {
    yield write("onboarding_done", signedUp + minutes(random, 2, 12));
    if (random.next() < 0.9) yield write("note_created", signedUp + minutes(random, 13, 50));
  }
  for (let day = startOfDay(signedUp) + DAY; day < END; day += DAY) {
    const isAfterLoss = lossAt !== null && day > lossAt && day <= lossAt + 28 * DAY;
    // Whoever tells a story is there to tell it.
    const isSure = told.some((at) => at >= day);
    if (!isSure && random.next() < (isAfterLoss ? PLANTED.leavesAfterLoss : PLANTED.leaves)) return;
    if (told.includes(day) || random.next() < activity) yield* dayEvents(day);
  }

  function* dayEvents(day: number): Generator<SampleEvent> {
    let at = day + minutes(random, 7 * 60, 21 * 60);
    const later = (from: number, to: number) => {
      at += minutes(random, from, to);
      return at;
    };
    yield write("app_opened", at);
    if (random.next() < 0.7) yield write("note_created", later(1, 9));
    const loses = lossAt !== null && day > lossAt - 7 * DAY ? 0.5 : 0.08;
    if (day >= LOSS_FROM && day < LOSS_TO && random.next() < loses)
      yield write("sync_failed", later(1, 5));
    if (random.next() < 0.15) yield write("note_shared", later(1, 9));
    if (paidAt === 0 && random.next() < 0.04) {
      yield write("pricing_viewed", later(1, 9));
      const pays =
        priceAt !== null && day >= priceAt - 14 * DAY ? PLANTED.paysAfterPrice : PLANTED.pays;
      if (random.next() < pays) {
        paidAt = day;
        yield write("upgraded", later(1, 20), "");
        yield write("payment", at + 1_000, "9.99");
      }
    } else if (paidAt > 0 && day >= paidAt + 30 * DAY) {
      paidAt = day;
      yield write("payment", later(1, 20), "9.99");
    }
  }
}

function dayOf({ stories }: SamplePerson, story: string): number | null {
  const day = stories.get(story);
  return day === undefined ? null : Date.parse(`${day}T00:00:00Z`);
}

function startOfDay(at: number): number {
  return at - (at % DAY);
}

function minutes(random: SeededRandom, from: number, to: number): number {
  return Math.floor((from + (to - from) * random.next()) * 60_000);
}
