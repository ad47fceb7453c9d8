// Holds the package against published answers: GrowthBook, a power grid, NIST, CDNOW and Udacity.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  bayesianEffect,
  confidenceSequence,
  fitBgNbd,
  linearRegression,
  minimumDetectableEffect,
  oneWayAnova,
  type PowerDesign,
  powerOf,
  proportionStatistic,
  type Statistic,
  sampleSizeFor,
  tTest,
  twoProportionTest,
} from "../src/index.ts";
import { dataFolder, isMissing } from "./data-folder.ts";

const read = (path: string) => readFileSync(join(dataFolder, path), "utf8");
const rows = (path: string) => read(path).trim().split(/\r?\n/).slice(1);

type Arm = {
  n: number;
  sum: number;
  sum_squares: number;
  proportion?: [number, number];
  post?: [number, number];
  pre: [number, number];
  post_pre_sum_of_products: number;
};

type Expected = {
  lift: number;
  ci: [number, number];
  stddev: number;
  p: number;
  chance_to_win: number;
  risk: [number, number];
};

type Case = {
  test: string;
  tuning?: number;
  difference: "relative" | "absolute";
  prior: string | { mean: number; variance: number };
  a: Arm;
  b: Arm;
  expected: Expected;
};

function statisticOf(arm: Arm): Statistic {
  if (arm.proportion) return proportionStatistic(arm.proportion[0], arm.proportion[1]);
  if (!arm.post) return { kind: "mean", n: arm.n, sum: arm.sum, sumSquares: arm.sum_squares };
  return {
    kind: "adjusted",
    n: arm.n,
    post: { sum: arm.post[0], sumSquares: arm.post[1] },
    pre: { sum: arm.pre[0], sumSquares: arm.pre[1] },
    sumProducts: arm.post_pre_sum_of_products,
  };
}

const GROWTHBOOK = "stats_fixtures/gbstats_expected.json";
describe.skipIf(isMissing(GROWTHBOOK))("GrowthBook's published cases", () => {
  test("[OR1] every frequentist and sequential case agrees to five decimals", () => {
    const cases: Case[] = JSON.parse(read(GROWTHBOOK)).frequentist;
    expect(cases.length).toBeGreaterThan(0);
    for (const { a, b, difference, tuning, expected } of cases) {
      const arms = { control: statisticOf(a), treatment: statisticOf(b), difference };
      const result = tuning ? confidenceSequence({ ...arms, tuning }) : tTest(arms);
      if (!result.ok) throw new Error(result.message);
      expect(result.estimate).toBeCloseTo(expected.lift, 5);
      expect(result.low).toBeCloseTo(expected.ci[0], 5);
      expect(result.high).toBeCloseTo(expected.ci[1], 5);
      expect(result.standardError).toBeCloseTo(expected.stddev, 5);
      expect(result.pValue).toBeCloseTo(expected.p, 5);
    }
  });

  test("[OR2] every Bayesian case agrees to five decimals", () => {
    const cases: Case[] = JSON.parse(read(GROWTHBOOK)).bayesian;
    expect(cases.length).toBeGreaterThan(0);
    for (const { a, b, prior, expected } of cases) {
      const result = bayesianEffect({
        control: statisticOf(a),
        treatment: statisticOf(b),
        difference: "relative",
        prior: typeof prior === "string" ? undefined : prior,
      });
      if (!result.ok) throw new Error(result.message);
      expect(result.mean).toBeCloseTo(expected.lift, 5);
      expect(result.low).toBeCloseTo(expected.ci[0], 5);
      expect(result.high).toBeCloseTo(expected.ci[1], 5);
      expect(result.standardDeviation).toBeCloseTo(expected.stddev, 5);
      expect(result.chanceToWin).toBeCloseTo(expected.chance_to_win, 5);
      expect(result.risk.control).toBeCloseTo(expected.risk[0], 5);
      expect(result.risk.treatment).toBeCloseTo(expected.risk[1], 5);
    }
  });
});

const GRID = "stats_fixtures/powercalculator_dataset.gtest.csv";
describe.skipIf(isMissing(GRID))("the power grid", () => {
  const grid = () =>
    rows(GRID).map((row) => {
      const [baseRate, effect, totalSize, arms, , power] = row.split(",").map(Number);
      const metric = { kind: "proportion", baseRate } as const;
      const design: PowerDesign = { metric, difference: "relative", arms, significanceLevel: 0.1 };
      return { design, effect, totalSize, power };
    });

  test("[OR3] all 1,539 powers agree to six decimals", () => {
    const cases = grid();
    expect(cases.length).toBe(1539);
    const misses = cases.filter(({ design, effect, totalSize, power }) => {
      const result = powerOf(design, { effect, totalSize });
      return !result.ok || Math.abs(result.power - power) > 5.001e-7;
    });
    expect(misses).toEqual([]);
  });

  test("[OR4] sizes and detectable effects lead back to the grid within 5 in 10,000", () => {
    const cases = grid().filter(({ power }) => power > 0.7 && power < 0.999);
    for (const { design, effect, totalSize, power } of cases) {
      const size = sampleSizeFor(design, { effect, power });
      const least = minimumDetectableEffect(design, { totalSize, power });
      if (!size.ok || !least.ok || least.increase === undefined) throw new Error("refused");
      expect(Math.abs(size.totalSize / totalSize - 1)).toBeLessThan(5e-4);
      expect(Math.abs(least.increase / effect - 1)).toBeLessThan(5e-4);
    }
    expect(cases.length).toBeGreaterThan(100);
  });
});

/** Digits in which a value agrees with a certified one. */
function digits(value: number | undefined, certified: number): number {
  if (value === certified) return 15;
  return -Math.log10(Math.abs((value ?? Number.NaN) - certified) / Math.abs(certified));
}

function nist(file: string, first: number, last: number): number[][] {
  const lines = read(`stats_fixtures/nist_strd/${file}`)
    .split(/\r?\n/)
    .slice(first - 1, last);
  return lines.map((line) => line.trim().split(/\s+/).map(Number)).filter((row) => row.length >= 2);
}

function certifiedAnova(file: string): number[] {
  const lines = read(`stats_fixtures/nist_strd/${file}`).split(/\r?\n/);
  const between =
    lines
      .find((line) => line.startsWith("Between"))
      ?.trim()
      .split(/\s+/) ?? [];
  const within =
    lines
      .find((line) => line.startsWith("Within"))
      ?.trim()
      .split(/\s+/) ?? [];
  return [between[3], within[3], between[5]].map(Number);
}

describe.skipIf(isMissing("stats_fixtures/nist_strd"))("NIST's certified datasets", () => {
  test.each([
    ["SiRstv.dat", 61, 85, 12.5],
    ["AtmWtAg.dat", 61, 108, 9.5],
  ])(
    "[OR5] analysis of variance of %s keeps the digits its decimals allow",
    (file, from, to, most) => {
      const groups = new Map<number, number[]>();
      for (const [group, value] of nist(file, from, to)) {
        groups.set(group, [...(groups.get(group) ?? []), value]);
      }
      const result = oneWayAnova([...groups.values()]);
      if (!result.ok) throw new Error(result.message);
      const [between, within, f] = certifiedAnova(file);
      expect(digits(result.betweenSumOfSquares, between)).toBeGreaterThan(most);
      expect(digits(result.withinSumOfSquares, within)).toBeGreaterThan(most);
      expect(digits(result.fStatistic, f)).toBeGreaterThan(most);
    },
  );

  test("[OR6] the regression of Norris.dat agrees to 13 digits", () => {
    const data = nist("Norris.dat", 61, 96);
    const text = read("stats_fixtures/nist_strd/Norris.dat");
    const certified = ["B0", "B1"].map((name) => {
      const line = text.split(/\r?\n/).find((one) => one.trim().startsWith(`${name} `)) ?? "";
      return line.trim().split(/\s+/).slice(1).map(Number);
    });
    const result = linearRegression({
      outcomes: data.map((row) => row[0]),
      predictors: [data.map((row) => row[1])],
    });
    if (!result.ok) throw new Error(result.message);
    result.coefficients.forEach(({ estimate, standardError }, j) => {
      expect(digits(estimate, certified[j][0])).toBeGreaterThan(13);
      expect(digits(standardError, certified[j][1])).toBeGreaterThan(13);
    });
  });
});

const CDNOW = "retention_cdnow/cdnow_customers_summary.csv";
test.skipIf(isMissing(CDNOW))(
  "[OR7] CDNOW's customers give the published BG/NBD parameters",
  () => {
    const customers = rows(CDNOW).map((row) => {
      const [, frequency, recency, age] = row.split(",").map(Number);
      return { frequency, recency, age };
    });
    const fit = fitBgNbd(customers);
    if (!fit.ok) throw new Error(fit.message);
    expect(fit.parameters.r).toBeCloseTo(0.243, 3);
    expect(fit.parameters.alpha).toBeCloseTo(4.414, 3);
    expect(fit.parameters.a).toBeCloseTo(0.793, 3);
    expect(fit.parameters.b).toBeCloseTo(2.426, 3);
  },
);

const UDACITY = "ab_udacity_free_trial";
test.skipIf(isMissing(UDACITY))("[OR8] Udacity's sums give the published intervals", () => {
  const sums = (file: string) => {
    const days = rows(`${UDACITY}/${file}`).map((row) => row.split(",").slice(1));
    const full = days.filter((day) => day[2]).map((day) => day.map(Number));
    return [1, 2, 3].map((column) => full.reduce((sum, day) => sum + day[column], 0));
  };
  const [controlClicks, ...control] = sums("control_data.csv");
  const [treatmentClicks, ...treatment] = sums("experiment_data.csv");
  const published = [
    [-0.0206, -0.0291, -0.012],
    [-0.0049, -0.0116, 0.0019],
  ];
  published.forEach(([estimate, low, high], metric) => {
    const result = twoProportionTest({
      control: proportionStatistic(control[metric], controlClicks),
      treatment: proportionStatistic(treatment[metric], treatmentClicks),
      interval: "pooled",
    });
    if (!result.ok) throw new Error(result.message);
    expect(result.estimate).toBeCloseTo(estimate, 4);
    expect(result.low).toBeCloseTo(low, 4);
    expect(result.high).toBeCloseTo(high, 4);
  });
});
