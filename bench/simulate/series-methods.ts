// Series over weeks and days: trends, steps, change points and placebos.
import {
  changePoint,
  drawNegativeBinomial,
  drawNormal,
  placeboInTime,
  placeboTest,
  type SeededRandom,
  segmentedRateRegression,
  segmentedRegression,
  weeklyTrend,
  weeklyTrends,
} from "@heed/stats";
import { type Method, verdictOf } from "./method.ts";

/** Errors of standard deviation 1 that remember `rho` of the step before. */
function autoregressive(random: SeededRandom, n: number, rho: number): number[] {
  const errors = [drawNormal(random)];
  const fresh = Math.sqrt(1 - rho * rho);
  for (let i = 1; i < n; i++) errors.push(rho * errors[i - 1] + fresh * drawNormal(random));
  return errors;
}

/** Weekly counts around 20 with autocorrelated swings, times a growing or stepping factor. */
function weeklyCounts(random: SeededRandom, n: number, factor: (i: number) => number): number[] {
  const swings = autoregressive(random, n, 0.3);
  return swings.map((swing, i) => {
    return drawNegativeBinomial(random, 20 * Math.exp(0.15 * swing) * factor(i), 0.02);
  });
}

export const seriesMethods: readonly Method[] = [
  {
    name: "Weekly trend",
    setting: "26 weeks, autocorrelation 0.3, overdispersed, effect +3 % a week",
    kind: "fixed",
    effect: 0.03,
    run: (random, effect) => {
      const counts = weeklyCounts(random, 26, (i) => (1 + effect) ** i);
      return verdictOf(weeklyTrend({ counts }), 1 + effect);
    },
  },
  {
    name: "Weekly trends, any finding among 5 themes",
    setting: "20 weeks each, false-discovery rate 5 %; power: both growing by 15 % a week found",
    kind: "fixed",
    effect: 0.15,
    run: (random, effect) => {
      const themes = Array.from({ length: 5 }, (_, theme) => ({
        counts: weeklyCounts(random, 20, (i) => (1 + (theme < 2 ? effect : 0)) ** i),
      }));
      const found = weeklyTrends(themes).map((trend) => trend.ok && trend.isFound);
      return { rejected: effect === 0 ? found.some(Boolean) : found.slice(0, 2).every(Boolean) };
    },
  },
  {
    name: "Segmented regression, level change",
    setting: "84 days, weekdays, trend, autocorrelation 0.4, step of 2 deviations",
    kind: "fixed",
    effect: 2,
    run: (random, effect) => {
      const values = autoregressive(random, 84, 0.4).map(
        (error, i) =>
          10 + 0.02 * i + [1, 0.5, 0, 0, 0.5, 2, 3][i % 7] + error + (i < 56 ? 0 : effect),
      );
      const fit = segmentedRegression(values, { changeAt: 56, season: { period: 7 } });
      return fit.ok ? verdictOf({ ok: true, ...fit.levelChange }, effect) : undefined;
    },
  },
  {
    name: "Segmented rate regression, level change",
    setting: "52 weeks of counts, autocorrelation 0.3, effect: the rate falls to 60 %",
    kind: "fixed",
    effect: -0.51,
    run: (random, effect) => {
      const counts = weeklyCounts(random, 52, (i) => (i < 30 ? 1 : Math.exp(effect)));
      const fit = segmentedRateRegression({ counts }, { changeAt: 30 });
      return fit.ok ? verdictOf({ ok: true, ...fit.levelChange }, effect) : undefined;
    },
  },
  {
    name: "Change point, permutation",
    setting: "40 steps of counts, dispersion 0.1, effect: 1.5 times from step 25",
    kind: "fixed",
    effect: 0.5,
    run: (random, effect) => {
      const values = Array.from({ length: 40 }, (_, i) =>
        drawNegativeBinomial(random, 12 * (i < 25 ? 1 : 1 + effect), 0.1),
      );
      const change = changePoint({ values, resamples: 199, seed: random.integer(1e9) });
      return change.ok ? { rejected: change.pValue <= 0.05 } : undefined;
    },
  },
  {
    name: "Placebo test among other themes",
    setting: "one effect ranked among 39 placebos, effect of 3 deviations",
    kind: "fixed",
    effect: 3,
    run: (random, effect) => {
      const placebos = Array.from({ length: 39 }, () => drawNormal(random));
      const test = placeboTest(effect + drawNormal(random), placebos);
      return test.ok ? { rejected: test.pValue <= 0.05 } : undefined;
    },
  },
  {
    name: "Placebo test in time",
    setting: "60 steps, change at 45, autocorrelation 0.3, step of 3 deviations",
    kind: "fixed",
    effect: 3,
    run: (random, effect) => {
      const values = autoregressive(random, 60, 0.3).map((e, i) => e + (i < 45 ? 0 : effect));
      const test = placeboInTime(
        (length, options) => segmentedRegression(values.slice(0, length), options),
        60,
        { changeAt: 45, standardErrors: "newey-west" },
      );
      return test.ok ? { rejected: test.pValue <= 0.05 } : undefined;
    },
  },
];
