// Shares, rates with exposure, and many tests at once.
import {
  benjaminiHochberg,
  binomialTest,
  compareOverdispersedRates,
  comparePoissonRates,
  drawBinomial,
  drawNegativeBinomial,
  drawNormal,
  drawPoisson,
  holm,
  normalSurvival,
  poissonRateInterval,
  type SeededRandom,
  wilsonInterval,
} from "@heed/stats";
import { type Method, verdictOf } from "./method.ts";

/** p-values of ten independent tests, `real` of them with a true effect. */
function tenTests(random: SeededRandom, effect: number): number[] {
  return Array.from({ length: 10 }, (_, i) => {
    const z = drawNormal(random) + (i < 3 ? effect : 0);
    return 2 * normalSurvival(Math.abs(z));
  });
}

export const rateMethods: readonly Method[] = [
  {
    name: "Wilson interval",
    setting: "80 trials at 30 %, effect +15 points; found when 30 % is left out",
    kind: "fixed",
    effect: 0.15,
    run: (random, effect) => {
      const successes = drawBinomial(random, 80, 0.3 + effect);
      const interval = wilsonInterval({ successes, trials: 80 });
      if (!interval.ok) return undefined;
      const { low, high } = interval;
      const truth = 0.3 + effect;
      return { rejected: low > 0.3 || high < 0.3, covered: low <= truth && truth <= high };
    },
  },
  {
    name: "Exact binomial test",
    setting: "60 trials against 1/2, effect +20 points",
    kind: "fixed",
    effect: 0.2,
    run: (random, effect) => {
      const successes = drawBinomial(random, 60, 0.5 + effect);
      return verdictOf(binomialTest({ successes, trials: 60 }), 0.5 + effect);
    },
  },
  {
    name: "Poisson rate interval",
    setting: "12 events expected in an exposure of 4",
    kind: "fixed",
    effect: 0,
    run: (random) => {
      const events = drawPoisson(random, 12);
      return verdictOf(poissonRateInterval({ events, exposure: 4 }), 3);
    },
  },
  {
    name: "Poisson rates compared, exact",
    setting: "3 events per unit, exposures 8 and 12, effect: 1.8 times the rate",
    kind: "fixed",
    effect: 0.8,
    run: (random, effect) => {
      const control = { events: drawPoisson(random, 24), exposure: 8 };
      const treatment = { events: drawPoisson(random, 36 * (1 + effect)), exposure: 12 };
      const test = comparePoissonRates({ control, treatment });
      return verdictOf(test, 1 + effect);
    },
  },
  {
    name: "Negative-binomial rates compared",
    setting: "12 and 18 weeks, mean 15, dispersion 0.2, effect: 1.7 times the rate",
    kind: "fixed",
    effect: 0.7,
    run: (random, effect) => {
      const arm = (weeks: number, factor: number) => {
        const exposures = Array.from({ length: weeks }, (_, i) => 1 + (i % 3) / 4);
        const counts = exposures.map((e) => drawNegativeBinomial(random, 15 * e * factor, 0.2));
        return { counts, exposures };
      };
      const test = compareOverdispersedRates({
        control: arm(12, 1),
        treatment: arm(18, 1 + effect),
      });
      return verdictOf(test, 1 + effect);
    },
  },
  {
    name: "Holm, any false finding among 10 tests",
    setting: "independent z-tests; power: all of 3 real ones of size 3.5 found",
    kind: "fixed",
    effect: 3.5,
    run: (random, effect) => {
      const result = holm(tenTests(random, effect));
      if (!result.ok) return undefined;
      const found = result.adjusted.map((p) => p <= 0.05);
      return { rejected: effect === 0 ? found.some(Boolean) : found.slice(0, 3).every(Boolean) };
    },
  },
  {
    name: "Benjamini-Hochberg, any finding with nothing real",
    setting: "10 independent z-tests; power: all of 3 real ones of size 3.5 found",
    kind: "fixed",
    effect: 3.5,
    run: (random, effect) => {
      const result = benjaminiHochberg(tenTests(random, effect));
      if (!result.ok) return undefined;
      const found = result.adjusted.map((p) => p <= 0.05);
      return { rejected: effect === 0 ? found.some(Boolean) : found.slice(0, 3).every(Boolean) };
    },
  },
];
