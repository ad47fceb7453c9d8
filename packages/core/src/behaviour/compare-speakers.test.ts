// A planted effect is found with its size, none is found where there is none, and what cannot be compared is refused.
import { createSeededRandom } from "@heed/stats";
import { expect, test } from "vitest";
import type { DailyActivity } from "../ports/event-store.ts";
import { compareSpeakers, type SpeakerQuestion } from "./compare-speakers.ts";

/** People who use a product daily with their own chance, speak by it, and leave by a hazard that speaking may raise. */
function world(
  seed: number,
  { leaves, speakers = 150, others = 600 }: { leaves: number; speakers?: number; others?: number },
): SpeakerQuestion {
  const random = createSeededRandom(seed);
  const activity: DailyActivity[] = [];
  const spokeOn = new Map<string, number>();
  for (let index = 0; index < speakers + others; index += 1) {
    const isSpeaker = index < speakers;
    const person = `p${String(index).padStart(4, "0")}`;
    const daily = 0.15 + 0.35 * random.next() + (isSpeaker ? 0.15 : 0);
    const first = random.integer(60);
    const spoke = first + 20 + random.integer(80);
    if (isSpeaker) spokeOn.set(person, spoke);
    for (let day = first; day < 200; day += 1) {
      const hazard = isSpeaker ? (day <= spoke ? 0 : leaves) : 0.004;
      if (random.next() < hazard) break;
      if (day !== first && random.next() > daily) continue;
      const conversions = random.next() < 0.03 ? 1 : 0;
      activity.push({
        person,
        day,
        events: 1 + random.integer(4),
        conversions,
        revenue: conversions * 10,
      });
    }
  }
  return {
    spokeOn,
    activity,
    horizonDays: 28,
    lastDay: 199,
    hasConversion: true,
    hasRevenue: true,
  };
}

test("[BE3] people who leave after they complain are found to, within the interval of what was planted", () => {
  const compared = compareSpeakers(world(1, { leaves: 0.05 }));
  if (!compared.ok) throw new Error(compared.message);
  const [retention, conversion, revenue] = compared.outcomes;
  expect(retention).toMatchObject({ outcome: "retention", verdict: "worse" });
  // Staying until the second half of 28 days, and being seen in it: about 0.4 less likely.
  expect(retention!.low).toBeLessThan(-0.3);
  expect(retention!.high).toBeGreaterThan(-0.6);
  expect([conversion!.verdict, revenue!.verdict]).not.toContain("better");
  expect(compared.atRisk!.value).toBeCloseTo(-revenue!.difference * compared.mentioned, 9);
  for (const { after } of compared.balance) expect(Math.abs(after!)).toBeLessThan(0.25);
  // Speakers used the product more before: matching takes that off.
  const days = compared.balance.find(({ covariate }) => covariate === "days")!;
  expect(Math.abs(days.before!)).toBeGreaterThan(0.4);
});

test("[BE4] where nothing was planted, hardly any of 60 worlds shows a difference", () => {
  const verdicts = Array.from({ length: 60 }, (_, seed) => {
    const compared = compareSpeakers(
      world(100 + seed, { leaves: 0.004, speakers: 80, others: 300 }),
    );
    return compared.ok && compared.outcomes.some(({ verdict }) => verdict !== "unclear");
  });
  expect(verdicts.filter(Boolean).length).toBeLessThanOrEqual(8);
});

test("[BE1] too few people, and people who cannot be followed, are said instead of compared", () => {
  const few = compareSpeakers(world(1, { leaves: 0.05, speakers: 5 }));
  expect(few).toMatchObject({ ok: false, reason: "too-few-observations" });
  const { spokeOn, ...rest } = world(2, { leaves: 0.05 });
  const late = compareSpeakers({ ...rest, spokeOn, lastDay: 120 });
  if (!late.ok) throw new Error(late.message);
  expect(late.left.late).toBeGreaterThan(0);
  const nobody = compareSpeakers({ ...rest, spokeOn: new Map() });
  expect(nobody.ok).toBe(false);
});

test("the same question is answered the same", () => {
  const asked = world(3, { leaves: 0.03 });
  expect(compareSpeakers(asked)).toEqual(compareSpeakers(asked));
});
