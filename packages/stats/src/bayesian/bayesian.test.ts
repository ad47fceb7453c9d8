// Proves the posteriors: what they say without data, their symmetry and their exact integrals.
import { expect, test } from "vitest";
import { betaSurvival, logGamma } from "../index.ts";
import { meanStatistic } from "../statistics/statistic.ts";
import { bayesianEffect } from "./bayesian-effect.ts";
import { bayesianProportions } from "./bayesian-proportions.ts";

const control = meanStatistic([4, 6, 5, 7, 3]);
const treatment = meanStatistic([6, 8, 5, 7, 9]);

test("[BY1] without data the answer is a refusal that carries the prior's own view", () => {
  const empty = meanStatistic([]);
  expect(bayesianEffect({ control: empty, treatment })).toMatchObject({
    ok: false,
    reason: "no-data",
    priorOnly: { mean: 0, chanceToWin: 0.5 },
  });
  const hopeful = bayesianEffect({
    control: empty,
    treatment,
    prior: { mean: 0.1, variance: 0.01 },
  });
  expect(hopeful.ok).toBe(false);
  expect(!hopeful.ok && hopeful.priorOnly.chanceToWin).toBeCloseTo(0.8413447460685429, 12);
});

test("[BY2] a prior pulls the effect towards itself in proportion to precision", () => {
  const flat = bayesianEffect({ control, treatment });
  const prior = { mean: 0, variance: 1, scale: "absolute" } as const;
  const pulled = bayesianEffect({ control, treatment, prior });
  if (!flat.ok || !pulled.ok) throw new Error("refused");
  const share = 1 / (1 + flat.standardDeviation ** 2);
  expect(pulled.mean).toBeCloseTo(flat.mean * share, 12);
  expect(pulled.standardDeviation).toBeLessThan(flat.standardDeviation);
  const bad = bayesianEffect({ control, treatment, prior: { mean: 0, variance: 0 } });
  expect(bad).toMatchObject({ reason: "invalid-input" });
});

test("[BY3] where lower is better, chance and risk change sides", () => {
  const up = bayesianEffect({ control, treatment });
  const down = bayesianEffect({ control, treatment, lowerIsBetter: true });
  if (!up.ok || !down.ok) throw new Error("refused");
  expect(up.chanceToWin + down.chanceToWin).toBeCloseTo(1, 14);
  expect(down.risk).toEqual({ control: up.risk.treatment, treatment: up.risk.control });
  expect(up.risk.control - up.risk.treatment).toBeCloseTo(up.mean, 12);
});

/** `P(B > A)` by Evan Miller's finite sum, for whole parameters. */
function chanceInClosedForm(a: number, b: number, c: number, d: number): number {
  const logBeta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y);
  let sum = 0;
  for (let i = 0; i < c; i++) {
    sum += Math.exp(logBeta(a + i, b + d) - Math.log(d + i) - logBeta(1 + i, d) - logBeta(a, b));
  }
  return sum;
}

test("[BY4] the chance to win of two shares equals the closed form", () => {
  const result = bayesianProportions({
    control: { successes: 12, trials: 60 },
    treatment: { successes: 21, trials: 66 },
  });
  if (!result.ok) throw new Error(result.message);
  expect(result.chanceToWin).toBeCloseTo(chanceInClosedForm(13, 49, 22, 46), 10);
  const gain = result.risk.control - result.risk.treatment;
  expect(gain).toBeCloseTo(result.difference.mean, 10);
  expect(betaSurvival(result.control.low, 13, 49)).toBeCloseTo(0.975, 10);
});

test("[BY5] nobody and everybody converting still gives a posterior inside [-1, 1]", () => {
  const result = bayesianProportions({
    control: { successes: 0, trials: 9 },
    treatment: { successes: 9, trials: 9 },
    prior: { alpha: 0.5, beta: 0.5 },
  });
  if (!result.ok) throw new Error(result.message);
  expect(result.difference.high).toBeLessThan(1);
  expect(result.difference.low).toBeGreaterThan(0.5);
  const impossible = { successes: 3, trials: 2 };
  const refused = bayesianProportions({ control: impossible, treatment: impossible });
  expect(refused).toMatchObject({ reason: "invalid-input" });
});
