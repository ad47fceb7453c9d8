// The sample holds what its README says was planted, and nothing where nothing was.
import { compareSpeakers, type SpeakerQuestion } from "@heed/core";
import { beforeAll, expect, test } from "vitest";
import { samplePeople } from "./import-sample-events.ts";
import { journeyOf, type SamplePerson, silentPeople } from "./sample-journeys.ts";

const DAY = 86_400_000;
let people: SamplePerson[];
let activity: SpeakerQuestion["activity"];

beforeAll(async () => {
  people = [...(await samplePeople()), ...silentPeople()];
  activity = people.flatMap((person, index) => {
    const days = Map.groupBy(journeyOf(person, index + 1), ({ time }) =>
      Math.floor(Date.parse(time) / DAY),
    );
    return Array.from(days, ([day, events]) => ({
      person: person.id,
      day,
      events: events.length,
      conversions: events.filter(({ event }) => event === "upgraded").length,
      revenue: events.reduce((sum, { amount }) => sum + Number(amount), 0),
    }));
  });
});

function compare(story: string) {
  const spokeOn = new Map(
    people.flatMap(({ id, stories }) => {
      const day = stories.get(story);
      return day === undefined ? [] : [[id, Date.parse(day) / DAY] as const];
    }),
  );
  const lastDay = Date.parse("2026-09-25") / DAY;
  const compared = compareSpeakers({
    spokeOn,
    activity,
    horizonDays: 28,
    lastDay,
    hasConversion: true,
    hasRevenue: true,
  });
  if (!compared.ok) throw new Error(compared.message);
  return compared;
}

test("people who lost notes leave within four weeks; those who ask for handwriting or dislike the icon do not", () => {
  const loss = compare("sync-loss");
  expect(loss.outcomes[0]).toMatchObject({ outcome: "retention", verdict: "worse" });
  expect(loss.outcomes[0]!.difference).toBeLessThan(-0.3);
  for (const story of ["handwriting", "icon-colour", "login-code"])
    expect(compare(story).outcomes[0]).toMatchObject({ outcome: "retention", verdict: "unclear" });
});

test("the same people do the same each time, and nobody does anything before signing up", () => {
  const person = people[10]!;
  const journey = [...journeyOf(person, 11)];
  expect([...journeyOf(person, 11)]).toEqual(journey);
  expect(journey[0]?.event).toBe("signed_up");
  for (const told of person.stories.values())
    expect(journey.some(({ time }) => time.slice(0, 10) === told)).toBe(true);
});
