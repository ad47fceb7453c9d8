// What more labels would bring: a power law through the scores at smaller sizes, with the doubt that repeats show.
import { createSeededRandom } from "@heed/stats";

/** Score of a model trained on so many examples; several of one size tell how much it varies. */
export interface CurvePoint {
  readonly size: number;
  readonly score: number;
}

/** What is expected with more examples. */
export interface CurveForecast {
  readonly size: number;
  readonly more: number;
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

export interface LearningCurve {
  /** Mean score by size, rising. */
  readonly points: readonly (CurvePoint & { readonly low: number; readonly high: number })[];
  readonly forecasts: readonly CurveForecast[];
  /** Why nothing can be forecast; null when it can. */
  readonly cannotTell: "too-few-sizes" | "no-rise" | null;
}

const RESAMPLES = 200;
const RATES = [0.15, 0.25, 0.35, 0.5, 0.7, 1, 1.4];
const LEAST_SIZES = 3;

/**
 * Fits score = best - b size^-c (the usual form of learning curves: Viering and Loog, 2023) to all points by least squares
 * weighted by size, for resamples of the points of each size, and reads 90 % intervals of the forecasts off those fits.
 *
 * @param more how many more examples to forecast for, such as `[100, 500]`
 * @param from examples there are now; the largest size by default
 */
export function fitLearningCurve(
  points: readonly CurvePoint[],
  more: readonly number[],
  seed = 1,
  from?: number,
): LearningCurve {
  const bySize = [...Map.groupBy(points, ({ size }) => size)].sort(([a], [b]) => a - b);
  const shown = bySize.map(([size, own]) => {
    const scores = own.map(({ score }) => score).sort((a, b) => a - b);
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    return { size, score: mean, low: scores[0], high: scores[scores.length - 1] };
  });
  const none = (cannotTell: LearningCurve["cannotTell"]): LearningCurve => ({
    ...{ points: shown, forecasts: [], cannotTell },
  });
  if (bySize.length < LEAST_SIZES) return none("too-few-sizes");
  if (shown[shown.length - 1].score <= shown[0].score) return none("no-rise");
  const random = createSeededRandom(seed);
  const fits = Array.from({ length: RESAMPLES }, () =>
    fitPowerLaw(bySize.flatMap(([, own]) => own.map(() => own[random.integer(own.length)]))),
  );
  const whole = fitPowerLaw(points);
  const last = shown[shown.length - 1];
  return {
    points: shown,
    cannotTell: null,
    forecasts: more.map((count) => {
      const size = Math.max(last.size, from ?? 0) + count;
      const values = fits.map((fit) => fit(size)).sort((a, b) => a - b);
      const at = (share: number) => values[Math.round(share * (values.length - 1))];
      const expected = clip(whole(size));
      return {
        ...{ size, more: count, expected },
        low: Math.min(expected, clip(at(0.05))),
        high: Math.max(expected, clip(at(0.95))),
      };
    }),
  };
}

function clip(score: number): number {
  return Math.min(1, Math.max(0, score));
}

/** For each rate the straight line through (size^-c, score); the best by squared distance, neither falling nor passing 1. */
function fitPowerLaw(points: readonly CurvePoint[]): (size: number) => number {
  let best = { loss: Number.POSITIVE_INFINITY, top: 0, slope: 0, rate: 1 };
  for (const rate of RATES) {
    let [w, wx, wy, wxx, wxy] = [0, 0, 0, 0, 0];
    for (const { size, score } of points) {
      const x = size ** -rate;
      w += size;
      wx += size * x;
      wy += size * score;
      wxx += size * x * x;
      wxy += size * x * score;
    }
    const spread = w * wxx - wx * wx;
    let slope = spread > 0 ? (w * wxy - wx * wy) / spread : 0;
    let top = (wy - slope * wx) / w;
    if (slope > 0) [slope, top] = [0, wy / w];
    if (top > 1) {
      // The line is held at 1 for ever more examples.
      slope = Math.min(0, (wxy - wx) / wxx);
      top = 1;
    }
    const loss = points.reduce(
      (sum, { size, score }) => sum + size * (score - top - slope * size ** -rate) ** 2,
      0,
    );
    if (loss < best.loss) best = { loss, top, slope, rate };
  }
  return (size) => best.top + best.slope * size ** -best.rate;
}
