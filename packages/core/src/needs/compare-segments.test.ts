// Segments are found in the data and compared with their others, with few false alarms.
import { expect, test } from "vitest";
import { buildTheme, buildVoices, type VoicePlan } from "../testing/build-voices.ts";
import { createChance } from "../testing/weekly-chance.ts";
import { rankNeeds } from "./rank-needs.ts";
import { segmentTable } from "./segment-table.ts";

const heard = (count: number, voicing: number, segments: Record<string, string>): VoicePlan[] =>
  Array.from({ length: count }, (_, index) => ({
    theme: 1,
    person: `${JSON.stringify(segments)}-${index}`,
    kind: index < voicing ? "bug" : "praise",
    segments,
  }));
const segmentsOf = (plans: readonly VoicePlan[]) =>
  rankNeeds([buildTheme(1)], buildVoices(plans))[0]!.segments;

test("[ND11] dimensions are the properties with few values; numbers, names and single values are none", () => {
  const voices = buildVoices(
    Array.from({ length: 50 }, (_, index) => ({
      theme: 1,
      person: `p${index}`,
      segments: {
        plan: index % 2 === 0 ? "free" : "team",
        nickname: `n${index}`,
        seats: String(index % 20),
        product: "ours",
        version: `1.${index % 40}`,
      },
    })),
  );
  const { dimensions } = segmentTable(voices);
  expect(dimensions.map(({ name, values }) => [name, values.length])).toEqual([
    ["plan", 2],
    ["version", 30],
  ]);
});

test("[ND12] a segment that says it more is flagged with its share, its others and their ratio", () => {
  const [first] = segmentsOf([
    ...heard(40, 20, { plan: "team" }),
    ...heard(200, 10, { plan: "free" }),
  ]);
  expect(first).toMatchObject({
    dimension: "plan",
    value: "team",
    people: 20,
    heard: 40,
    others: { people: 10, heard: 200 },
    says: "more",
  });
  expect(first?.ratio?.value).toBeCloseTo(10, 12);
  expect(first?.ratio?.low).toBeGreaterThan(4);
});

test("[ND12] a person under two values counts once under each, so that frequent writers tilt nothing", () => {
  const both = ["1.0", "2.0"].map(
    (version): VoicePlan => ({ theme: 1, person: "ann", segments: { version } }),
  );
  const segments = segmentsOf([
    ...both,
    { theme: 1, person: "bo", segments: { version: "1.0" } },
    ...heard(4, 4, { version: "3.0" }),
  ]);
  const of = (value: string) => segments.find((segment) => segment.value === value);
  expect(of("1.0")).toMatchObject({ people: 2, heard: 2, others: { people: 5, heard: 5 } });
  expect(of("2.0")).toMatchObject({ people: 1, heard: 1, others: { people: 6, heard: 6 } });
});

test("[ND12] too few people compare to nothing", () => {
  const segments = segmentsOf([
    ...heard(4, 4, { plan: "team" }),
    ...heard(50, 3, { plan: "free" }),
  ]);
  for (const { says, adjustedPValue } of segments)
    expect([says, adjustedPValue]).toEqual(["same", null]);
});

test("[ND12] segments that do not differ are hardly ever flagged", () => {
  const chance = createChance(23);
  let flagged = 0;
  for (let run = 0; run < 40; run += 1) {
    const plans = Array.from(
      { length: 400 },
      (_, index): VoicePlan => ({
        theme: chance() < 0.3 ? 1 : 2,
        person: `p${index}`,
        segments: {
          plan: ["free", "plus", "team"][Math.floor(chance() * 3)]!,
          platform: ["ios", "android"][Math.floor(chance() * 2)]!,
          country: `c${Math.floor(chance() * 12)}`,
        },
      }),
    );
    const needs = rankNeeds([buildTheme(1), buildTheme(2)], buildVoices(plans));
    if (needs.some(({ segments }) => segments.some(({ says }) => says !== "same"))) flagged += 1;
  }
  expect(flagged).toBeLessThanOrEqual(6);
});
