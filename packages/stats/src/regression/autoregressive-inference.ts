// Judges regression coefficients of a series whose errors remember the week before.
import { studentCdf, studentSurvival } from "../distributions/student-t.ts";
import { type Columns, factorPositiveDefinite } from "../numeric/matrix.ts";
import { type LeastSquares, leastSquares } from "./least-squares.ts";
import type { Coefficient } from "./linear-regression.ts";

/** Coefficients with the uncertainty of the autocorrelation counted in. */
export type AutoregressiveFit = {
  readonly coefficients: readonly Coefficient[];
  /** Posterior mean of the errors' lag-one correlation. */
  readonly autocorrelation: number;
};

/** One value of the autocorrelation, its weight, and the fit given it. */
type Component = {
  readonly rho: number;
  readonly weight: number;
  readonly estimates: Float64Array;
  readonly errors: Float64Array;
};

/**
 * Fisher-z grid for the autocorrelation, from -0.90 to 0.995, fine enough for the likelihood's width
 * of about `1 / sqrt(n)`.
 */
function autocorrelationGrid(n: number): number[] {
  const step = Math.min(0.25, 1.5 / Math.sqrt(n));
  const points = Math.ceil(4.5 / step);
  return Array.from({ length: points + 1 }, (_, i) => Math.tanh(-1.5 + (4.5 * i) / points));
}

/** Components below this share of the likelihood cannot move a digit that anyone reads. */
const NEGLIGIBLE = 1e-7;

/**
 * Generalised least squares with first-order autoregressive errors. Instead of plugging in one
 * estimate of the autocorrelation, the coefficients' t distributions are averaged over its
 * integrated likelihood, so that short series do not look surer than they are. Answers the
 * coefficients at the `wanted` positions, or undefined where the columns are dependent.
 *
 * Sources: A. Zellner and G. Tiao, "Bayesian analysis of the regression model with autocorrelated
 * errors", JASA 59 (1964), the mixture; D. Harville, Biometrika 61 (1974), the integrated (REML)
 * likelihood. Priors: flat on the coefficients and the log scale, leaning to persistence on the autocorrelation.
 */
export function autoregressiveInference(
  columns: Columns,
  outcomes: Float64Array,
  confidenceLevel: number,
  wanted: readonly number[],
): AutoregressiveFit | undefined {
  const fit = leastSquares(columns, outcomes, false);
  if (!fit) return undefined;
  const degreesOfFreedom = outcomes.length - columns.length;
  const components = fitComponents(fit, columns.length, degreesOfFreedom, wanted);
  const tail = (1 - confidenceLevel) / 2;
  return {
    autocorrelation: components.reduce((sum, c) => sum + c.weight * c.rho, 0),
    coefficients: wanted.map((_, w) => summarize(components, w, degreesOfFreedom, tail)),
  };
}

/**
 * The fit for each autocorrelation on the grid. All sums are taken once, over an orthonormal basis
 * of the columns and the ordinary residuals: the inverse error covariance is tridiagonal, so its
 * products are `(1 + rho^2) plain - rho^2 ends - rho neighbours`.
 */
function fitComponents(
  fit: LeastSquares,
  k: number,
  degreesOfFreedom: number,
  wanted: readonly number[],
): Component[] {
  const directions = wanted.map((j) => {
    const unit = new Float64Array(k);
    unit[j] = 1;
    return fit.triangular.solveTransposed(unit);
  });
  const sums = seriesSums([...orthonormalBasis(fit, k), fit.residuals]);
  const entry = (i: number, j: number, rho: number) =>
    (1 + rho * rho) * sums.plain[i][j] - rho * rho * sums.ends[i][j] - rho * sums.neighbours[i][j];
  const fits: { rho: number; log: number; estimates: Float64Array; errors: Float64Array }[] = [];
  for (const rho of autocorrelationGrid(fit.residuals.length)) {
    const gram = Array.from({ length: k }, (_, i) =>
      Float64Array.from({ length: k }, (_, j) => entry(i, j, rho)),
    );
    const factored = factorPositiveDefinite(gram);
    if (!factored) continue;
    const right = Float64Array.from({ length: k }, (_, i) => entry(i, k, rho));
    const shift = factored.solve(right);
    let squares = entry(k, k, rho);
    for (let i = 0; i < k; i++) squares -= right[i] * shift[i];
    const variance = squares / degreesOfFreedom;
    fits.push({
      rho,
      log:
        0.5 * Math.log1p(-rho * rho) -
        0.5 * factored.logDeterminant -
        0.5 * degreesOfFreedom * Math.log(squares) +
        logPrior(rho),
      estimates: Float64Array.from(
        directions,
        (direction, w) =>
          fit.coefficients[wanted[w]] + direction.reduce((sum, x, i) => sum + x * shift[i], 0),
      ),
      errors: Float64Array.from(directions, (direction) =>
        Math.sqrt(variance * factored.quadraticForm(direction)),
      ),
    });
  }
  const most = fits.reduce((max, one) => Math.max(max, one.log), -Infinity);
  const total = fits.reduce((sum, one) => sum + Math.exp(one.log - most), 0);
  return fits
    .map(({ log, ...one }) => ({ ...one, weight: Math.exp(log - most) / total }))
    .filter(({ weight }) => weight > NEGLIGIBLE);
}

/**
 * Log prior density of the autocorrelation on the Fisher-z scale: `1 / (1 - rho)`, which leans to
 * persistence, so that trends and steps in short series are not found too easily.
 */
function logPrior(rho: number): number {
  return Math.log1p(rho);
}

function orthonormalBasis(fit: LeastSquares, k: number): Float64Array[] {
  return Array.from({ length: k }, (_, j) => {
    const unit = new Float64Array(fit.residuals.length);
    unit[j] = 1;
    fit.triangular.rotateBack(unit);
    return unit;
  });
}

/** For each pair of series: products at equal times, at both ends, and between neighbours. */
function seriesSums(series: readonly Float64Array[]) {
  const n = series[0].length;
  const table = (sum: (a: Float64Array, b: Float64Array) => number) =>
    series.map((a) => series.map((b) => sum(a, b)));
  return {
    plain: table((a, b) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += a[i] * b[i];
      return sum;
    }),
    ends: table((a, b) => a[0] * b[0] + a[n - 1] * b[n - 1]),
    neighbours: table((a, b) => {
      let sum = 0;
      for (let i = 1; i < n; i++) sum += a[i] * b[i - 1] + a[i - 1] * b[i];
      return sum;
    }),
  };
}

function summarize(
  components: readonly Component[],
  j: number,
  degreesOfFreedom: number,
  tail: number,
): Coefficient {
  let estimate = 0;
  for (const c of components) estimate += c.weight * c.estimates[j];
  let variance = 0;
  const widen = degreesOfFreedom > 2 ? degreesOfFreedom / (degreesOfFreedom - 2) : 1;
  for (const c of components) {
    variance += c.weight * (widen * c.errors[j] ** 2 + (c.estimates[j] - estimate) ** 2);
  }
  const below = (x: number) => mixture(components, j, x, degreesOfFreedom, studentCdf);
  const above = (x: number) => mixture(components, j, x, degreesOfFreedom, studentSurvival);
  const standardError = Math.sqrt(variance);
  return {
    estimate,
    standardError,
    pValue: Math.min(1, 2 * Math.min(below(0), above(0))),
    low: solveTail(below, tail, estimate - 2 * standardError, -standardError),
    high: solveTail(above, tail, estimate + 2 * standardError, standardError),
  };
}

function mixture(
  components: readonly Component[],
  j: number,
  x: number,
  degreesOfFreedom: number,
  tail: (t: number, df: number) => number,
): number {
  let sum = 0;
  for (const { weight, estimates, errors } of components) {
    sum += weight * tail((x - estimates[j]) / errors[j], degreesOfFreedom);
  }
  return sum;
}

/** Where a tail falls to `goal`, by secant steps on the logarithm, outwards positive. */
function solveTail(tail: (x: number) => number, goal: number, guess: number, out: number): number {
  if (out === 0) return guess;
  let x0 = guess;
  let f0 = Math.log(tail(x0) / goal);
  let x1 = guess + (f0 > 0 ? 0.3 : -0.3) * out;
  let f1 = Math.log(tail(x1) / goal);
  for (let i = 0; i < 40 && Math.abs(f1) > 1e-8 && f1 !== f0; i++) {
    const step = (f1 * (x1 - x0)) / (f1 - f0);
    const bounded = Math.max(-3, Math.min(3, -step / out)) * out;
    [x0, f0] = [x1, f1];
    x1 += bounded;
    f1 = Math.log(tail(x1) / goal);
  }
  return x1;
}
