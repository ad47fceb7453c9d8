// Proves the regressions against independent values and on designs that defeat plain arithmetic.
import { expect, test } from "vitest";
import { createSeededRandom, drawNegativeBinomial } from "../index.ts";
import { autoregressiveInference } from "./autoregressive-inference.ts";
import { fitCounts } from "./count-regression.ts";
import { leastSquares } from "./least-squares.ts";
import { linearRegression } from "./linear-regression.ts";
import { fitLogistic } from "./logistic-regression.ts";
import { neweyWestErrors, neweyWestLag } from "./newey-west.ts";

const Y = [2, 3, 1, 4, 5, 3, 6, 7, 5, 8, 4, 6, 9, 8, 7, 10, 12, 9, 11, 13];
const ones = new Float64Array(20).fill(1);
const steps = Float64Array.from({ length: 20 }, (_, i) => i);

test("[RG1] a steep polynomial keeps its coefficients where plain least squares loses them", () => {
  const x = Array.from({ length: 21 }, (_, i) => i);
  const predictors = [1, 2, 3, 4, 5].map((power) => x.map((value) => value ** power));
  const outcomes = x.map((value) => [0, 1, 2, 3, 4, 5].reduce((sum, p) => sum + value ** p, 0));
  const fit = linearRegression({ outcomes, predictors });
  if (!fit.ok) throw new Error(fit.message);
  for (const { estimate } of fit.coefficients) expect(estimate).toBeCloseTo(1, 12);
});

test("[RG2] dependent predictors, constant outcomes and too few rows are refused", () => {
  const twice = {
    outcomes: [1, 2, 4, 3],
    predictors: [
      [1, 2, 3, 4],
      [2, 4, 6, 8],
    ],
  };
  expect(linearRegression(twice)).toMatchObject({ reason: "not-identified" });
  const flat = { outcomes: [2, 2, 2], predictors: [[1, 2, 4]] };
  expect(linearRegression(flat)).toMatchObject({ reason: "zero-variance" });
  const few = { outcomes: [1, 2], predictors: [[1, 3]] };
  expect(linearRegression(few)).toMatchObject({ reason: "too-few-observations" });
});

test("[RG3] Newey-West errors equal the sandwich with Bartlett weights computed in NumPy", () => {
  const fit = leastSquares([ones, steps], Float64Array.from(Y));
  if (!fit) throw new Error("dependent");
  expect(fit.coefficients[1]).toBeCloseTo(0.51353383, 8);
  const errors = neweyWestErrors([ones, steps], fit, 2);
  expect(errors[0]).toBeCloseTo(0.28795443, 8);
  expect(errors[1]).toBeCloseTo(0.02636894, 8);
  expect(neweyWestLag(100)).toBe(4);
});

test("[RG4] autocorrelated errors widen the interval of a slope", () => {
  const wave = Float64Array.from({ length: 60 }, (_, i) => Math.sin(i / 4) + 0.01 * ((i * 7) % 5));
  const columns = [new Float64Array(60).fill(1), Float64Array.from({ length: 60 }, (_, i) => i)];
  const fit = autoregressiveInference(columns, wave, 0.95, [1]);
  const plain = linearRegression({ outcomes: [...wave], predictors: [[...columns[1]]] });
  if (!fit || !plain.ok) throw new Error("refused");
  expect(fit.autocorrelation).toBeGreaterThan(0.8);
  const width = fit.coefficients[0].high - fit.coefficients[0].low;
  expect(width).toBeGreaterThan(3 * (plain.coefficients[1].high - plain.coefficients[1].low));
});

test("[RG5] the p-value of an autoregressive fit agrees with its interval", () => {
  const fit = autoregressiveInference([ones, steps], Float64Array.from(Y), 0.95, [1]);
  if (!fit) throw new Error("dependent");
  const [slope] = fit.coefficients;
  const moved = Float64Array.from(Y, (y, i) => y - slope.low * i);
  const atEdge = autoregressiveInference([ones, steps], moved, 0.95, [1]);
  expect(atEdge?.coefficients[0].pValue).toBeCloseTo(0.05, 5);
});

test("[RG6] counts give back their rate and dispersion", () => {
  const random = createSeededRandom(4);
  const exposures = Array.from({ length: 4000 }, (_, i) => 1 + (i % 4));
  const counts = exposures.map((exposure) => drawNegativeBinomial(random, 3 * exposure, 0.4));
  const fitted = fitCounts([new Float64Array(4000).fill(1)], counts, exposures);
  if (!fitted.ok) throw new Error(fitted.message);
  expect(Math.exp(fitted.fit.coefficients[0])).toBeCloseTo(3, 0);
  expect(fitted.fit.dispersion).toBeGreaterThan(0.35);
  expect(fitted.fit.dispersion).toBeLessThan(0.45);
});

test("[RG7] a stretch without events has no finite rate and is refused", () => {
  const half = Float64Array.from({ length: 10 }, (_, i) => (i < 5 ? 0 : 1));
  const counts = [3, 4, 2, 5, 3, 0, 0, 0, 0, 0];
  const fitted = fitCounts(
    [new Float64Array(10).fill(1), half],
    counts,
    counts.map(() => 1),
  );
  expect(fitted).toMatchObject({ ok: false, reason: "not-converged" });
});

test("[RG8] logistic regression equals Newton's maximum and refuses separated groups", () => {
  const x = [0.2, 1.1, -0.5, 2, 0.7, -1.2, 0.1, 1.6, -0.3, 0.9];
  const yes = [0, 1, 0, 1, 0, 0, 1, 1, 1, 0].map(Boolean);
  const columns = [new Float64Array(10).fill(1), Float64Array.from(x)];
  const fit = fitLogistic(columns, yes);
  if (!fit.ok) throw new Error(fit.message);
  expect(fit.coefficients[0]).toBeCloseTo(-0.55927091, 8);
  expect(fit.coefficients[1]).toBeCloseTo(1.20723299, 8);
  const apart = fitLogistic(
    columns,
    x.map((value) => value > 0.5),
  );
  expect(apart).toMatchObject({ reason: "no-overlap" });
  expect(
    fitLogistic(
      columns,
      x.map(() => true),
    ),
  ).toMatchObject({ reason: "no-variation" });
});
