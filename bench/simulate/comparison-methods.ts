// Fixed-size comparisons of two arms: t-tests, shares, ratios, CUPED, ranks and Bayes.
import {
  type AdjustedStatistic,
  adjustedStatistic,
  bayesianEffect,
  bayesianProportions,
  drawBinomial,
  drawExponential,
  drawNormal,
  drawPoisson,
  mannWhitney,
  meanStatistic,
  proportionStatistic,
  ratioStatistic,
  type SeededRandom,
  sampleRatioMismatch,
  tTest,
  twoProportionTest,
  winsorize,
  winsorLimits,
} from "@heed/stats";
import { type Method, verdictOf } from "./method.ts";

const many = (n: number, draw: () => number) => Array.from({ length: n }, draw);

/** Spending with a heavy tail: most spend little, the log is normal. */
const spend = (random: SeededRandom, factor = 1) => factor * Math.exp(0.8 * drawNormal(random));

export const comparisonMethods: readonly Method[] = [
  {
    name: "Welch t-test",
    setting: "normal, 60 and 140 units, standard deviations 2 and 1, effect 0.6",
    kind: "fixed",
    effect: 0.6,
    run: (random, effect) => {
      const control = meanStatistic(many(60, () => 5 + 2 * drawNormal(random)));
      const treatment = meanStatistic(many(140, () => 5 + effect + drawNormal(random)));
      return verdictOf(tTest({ control, treatment }), effect);
    },
  },
  {
    name: "Pooled t-test",
    setting: "normal, 20 and 30 units, effect 0.8",
    kind: "fixed",
    effect: 0.8,
    run: (random, effect) => {
      const control = meanStatistic(many(20, () => drawNormal(random)));
      const treatment = meanStatistic(many(30, () => effect + drawNormal(random)));
      return verdictOf(tTest({ control, treatment, variances: "pooled" }), effect);
    },
  },
  {
    name: "Welch t-test, relative (delta method)",
    setting: "log-normal spending, 1,500 a side, effect +8 %",
    kind: "fixed",
    effect: 0.08,
    run: (random, effect) => {
      const control = meanStatistic(many(1500, () => spend(random)));
      const treatment = meanStatistic(many(1500, () => spend(random, 1 + effect)));
      return verdictOf(tTest({ control, treatment, difference: "relative" }), effect);
    },
  },
  {
    name: "Winsorised t-test (pooled 99 % cap)",
    setting: "log-normal spending, 400 a side, effect +15 %, no interval judged",
    kind: "fixed",
    effect: 0.15,
    run: (random, effect) => {
      const control = many(400, () => spend(random));
      const treatment = many(400, () => spend(random, 1 + effect));
      const limits = winsorLimits([control, treatment], { upper: 0.99 });
      if (!limits.ok) return undefined;
      const [a, b] = [control, treatment].map((values) => meanStatistic(winsorize(values, limits)));
      const test = tTest({ control: a, treatment: b });
      return test.ok ? { rejected: test.pValue <= 0.05 } : undefined;
    },
  },
  {
    name: "Two proportions, pooled z and score interval",
    setting: "10 %, 600 a side, effect +5 points",
    kind: "fixed",
    effect: 0.05,
    run: (random, effect) => {
      const control = proportionStatistic(drawBinomial(random, 600, 0.1), 600);
      const treatment = proportionStatistic(drawBinomial(random, 600, 0.1 + effect), 600);
      return verdictOf(twoProportionTest({ control, treatment }), effect);
    },
  },
  {
    name: "Ratio metric (delta method)",
    setting: "clicks per view by person, 500 a side, effect +0.04",
    kind: "fixed",
    effect: 0.04,
    run: (random, effect) => {
      const arm = (rate: number) => {
        const views = many(500, () => 1 + drawPoisson(random, 6 * drawExponential(random)));
        const clicks = views.map((count) => drawBinomial(random, count, rate));
        return ratioStatistic(clicks, views);
      };
      return verdictOf(tTest({ control: arm(0.3), treatment: arm(0.3 + effect) }), effect);
    },
  },
  {
    name: "CUPED",
    setting: "correlation 0.7 with the earlier value, 400 a side, effect 0.15",
    kind: "fixed",
    effect: 0.15,
    run: (random, effect) => {
      const arm = (shift: number): AdjustedStatistic => {
        const pre = many(400, () => drawNormal(random));
        const post = pre.map((x) => shift + 0.7 * x + Math.sqrt(0.51) * drawNormal(random));
        return adjustedStatistic(post, pre);
      };
      return verdictOf(tTest({ control: arm(0), treatment: arm(effect) }), effect);
    },
  },
  {
    name: "Mann-Whitney",
    setting: "exponential, 40 and 60 units; effect: treatment is 1.8 times as long",
    kind: "fixed",
    effect: 0.8,
    run: (random, effect) => {
      const control = many(40, () => drawExponential(random));
      const treatment = many(60, () => (1 + effect) * drawExponential(random));
      return verdictOf(mannWhitney({ control, treatment }), (1 + effect) / (2 + effect));
    },
  },
  {
    name: "Bayesian effect, flat prior",
    setting: "normal, 300 a side, effect 0.25; found when the interval leaves out 0",
    kind: "fixed",
    effect: 0.25,
    run: (random, effect) => {
      const control = meanStatistic(many(300, () => 3 + drawNormal(random)));
      const treatment = meanStatistic(many(300, () => 3 + effect + drawNormal(random)));
      const belief = bayesianEffect({ control, treatment });
      return belief.ok
        ? {
            rejected: belief.low > 0 || belief.high < 0,
            covered: belief.low <= effect && effect <= belief.high,
          }
        : undefined;
    },
  },
  {
    name: "Bayesian proportions, uniform prior",
    setting: "20 %, 300 a side, effect +8 points; found when the interval leaves out 0",
    kind: "fixed",
    effect: 0.08,
    run: (random, effect) => {
      const arm = (share: number) => ({ successes: drawBinomial(random, 300, share), trials: 300 });
      const belief = bayesianProportions({ control: arm(0.2), treatment: arm(0.2 + effect) });
      if (!belief.ok) return undefined;
      const { low, high } = belief.difference;
      return { rejected: low > 0 || high < 0, covered: low <= effect && effect <= high };
    },
  },
  {
    name: "Sample-ratio mismatch (at 5 %)",
    setting: "even split of 4,000; effect: a split of 53 to 47",
    kind: "fixed",
    effect: 0.03,
    run: (random, effect) => {
      const first = drawBinomial(random, 4000, 0.5 + effect);
      const split = sampleRatioMismatch({ observed: [first, 4000 - first], weights: [1, 1] });
      return split.ok ? { rejected: split.pValue <= 0.05 } : undefined;
    },
  },
];
