// Proves that matching removes a confounder, says whom it left out, and never depends on chance.
import { expect, test } from "vitest";
import { createSeededRandom, drawNormal } from "../index.ts";
import { covariateBalance } from "./balance.ts";
import { exactMatching } from "./exact-matching.ts";
import { matchedEffect } from "./matched-effect.ts";
import { propensityMatching } from "./propensity-matching.ts";

test("[MA1] balance is measured in the spread before matching", () => {
  const before = { treated: [4, 6], control: [1, 3] };
  expect(covariateBalance(before).standardizedDifference).toBeCloseTo(3 / Math.SQRT2, 12);
  const after = covariateBalance({ treated: [4], control: [3] }, before);
  expect(after.standardizedDifference).toBeCloseTo(1 / Math.SQRT2, 12);
  const flat = covariateBalance({ treated: [2, 2], control: [1, 1] });
  expect(flat.standardizedDifference).toBeUndefined();
});

test("[MA2] exact matching weights strata by their treated and counts whom it left out", () => {
  const unit = (stratum: string, isTreated: boolean, outcome: number) => ({
    stratum,
    isTreated,
    outcome,
  });
  const result = exactMatching([
    ...[10, 12, 14].map((y) => unit("a", true, y)),
    ...[8, 10].map((y) => unit("a", false, y)),
    ...[1, 3].map((y) => unit("b", true, y)),
    ...[5, 7].map((y) => unit("b", false, y)),
    unit("c", true, 99),
  ]);
  if (!result.ok) throw new Error(result.message);
  expect(result.effect.estimate).toBeCloseTo((3 * 3 + 2 * -4) / 5, 12);
  expect(result).toMatchObject({
    matchedTreated: 5,
    unmatchedTreated: 1,
    unmatchedControl: 0,
    strata: 2,
  });
  const apart = exactMatching([unit("a", true, 1), unit("b", false, 2)]);
  expect(apart).toMatchObject({ ok: false, reason: "no-overlap" });
});

function confounded(seed: number) {
  const random = createSeededRandom(seed);
  const x = Array.from({ length: 600 }, () => drawNormal(random));
  const isTreated = x.map((value) => random.next() < 1 / (1 + Math.exp(1 - value)));
  const outcomes = x.map((value, i) => 2 * value + (isTreated[i] ? 1 : 0) + drawNormal(random));
  return { x, isTreated, outcomes };
}

test("[MA3] propensity matching balances what drives both sides and recovers the effect", () => {
  const { x, isTreated, outcomes } = confounded(1);
  const matched = propensityMatching({ isTreated, covariates: [x] });
  if (!matched.ok) throw new Error(matched.message);
  expect(Math.abs(matched.before[0].standardizedDifference ?? 0)).toBeGreaterThan(0.5);
  expect(matched.worstAfter).toBeLessThan(0.1);
  const gap = (values: readonly number[]) =>
    matched.pairs.map(({ treated, control }) => values[treated] - values[control]);
  const effect = matchedEffect(gap(outcomes), [gap(x)]);
  if (!effect.ok) throw new Error(effect.message);
  expect(effect.low).toBeLessThan(1);
  expect(effect.high).toBeGreaterThan(1);
  expect(effect.low).toBeGreaterThan(0.5);
});

test("[MA4] no unit is used twice, pairs stay in reach, and the same input gives the same pairs", () => {
  const { x, isTreated } = confounded(2);
  const matched = propensityMatching({ isTreated, covariates: [x], caliper: 0.1 });
  if (!matched.ok) throw new Error(matched.message);
  const used = matched.pairs.flatMap(({ treated, control }) => [treated, control]);
  expect(new Set(used).size).toBe(used.length);
  for (const { treated, control } of matched.pairs) {
    expect(isTreated[treated] && !isTreated[control]).toBe(true);
    expect(Math.abs(matched.logOdds[treated] - matched.logOdds[control])).toBeLessThan(0.2);
  }
  expect(matched.pairs.length + matched.unmatchedTreated.length).toBe(
    isTreated.filter(Boolean).length,
  );
  expect(propensityMatching({ isTreated, covariates: [x], caliper: 0.1 })).toEqual(matched);
});

test("[MA5] groups that the covariates separate cannot be matched", () => {
  const x = Array.from({ length: 40 }, (_, i) => i);
  const apart = propensityMatching({ isTreated: x.map((value) => value > 19), covariates: [x] });
  expect(apart).toMatchObject({ ok: false, reason: "no-overlap" });
  const few = propensityMatching({ isTreated: [true, false], covariates: [[1, 2]] });
  expect(few).toMatchObject({ reason: "too-few-observations" });
});

test("[MA6] without covariates a matched effect is the mean difference with its t interval", () => {
  const result = matchedEffect([1, 2, 3, 4, 5]);
  if (!result.ok) throw new Error(result.message);
  expect(result.estimate).toBeCloseTo(3, 12);
  expect(result.low).toBeLessThan(3 - 2.776 * Math.sqrt(0.5));
  expect(matchedEffect([2, 2, 2, 2])).toMatchObject({ reason: "zero-variance" });
});
