// Extreme values of metrics on events: which metrics to look at, the limits out of all arms together, and whether they are used (EX41, EX57).
import type { AdjustedStatistic, MeanStatistic, Statistic } from "@heed/stats";
import type { EventMetric } from "./event-metrics.ts";
import type { MetricEvidence } from "./experiment.ts";

/** Values are capped where the thousandth of them at either end holds this much of the squares about the mean. */
export const HEAVY_PART = 1 / 3;
export const CAP_QUANTILE = 0.999;
export const LEAST_TO_CAP = 500;
/** Part of the raw fourth moment that rounding may have made of the central one. */
const ROUNDING = 1e-12;

/** What is known of a metric's values over all arms; who did nothing has 0. */
export interface ValueMoments {
  readonly units: number;
  readonly sum: number;
  readonly squares: number;
  readonly cubes: number;
  readonly fourths: number;
  /** Units with a value over 0, and under it. */
  readonly positives: number;
  readonly negatives: number;
}

/** A quantile that is asked for: order statistics among the values over or under 0, each with its weight; the rest is 0. */
export interface TailQuantile {
  readonly parts: readonly {
    readonly side: "positive" | "negative";
    /** Place among the values of that side, in [0, 1]. */
    readonly level: number;
    readonly weight: number;
  }[];
}

/** A metric whose values may be capped. */
export interface CapAsk {
  /** Place of the metric. */
  readonly at: number;
  /** The quantile that somebody asked for; null where only a heavy tail is capped. */
  readonly chosen: number | null;
  readonly mean: number;
  readonly units: number;
  readonly low: TailQuantile;
  readonly high: TailQuantile;
}

/** One arm's sums with values moved onto the limits, of those who did anything. */
export interface CappedSums {
  readonly arm: string;
  readonly people: number;
  readonly sum: number;
  readonly squares: number;
  readonly cubes: number;
  readonly beforeProducts: number;
  /** Values beyond the limits, and their squares about the mean of all arms. */
  readonly moved: number;
  readonly movedSquares: number;
  /** Squares about the mean of all values. */
  readonly allSquares: number;
}

export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** The quantiles to find; null where no thousandth of the values can hold a third of the variance. */
export function capAsk(metric: EventMetric, at: number, moments: ValueMoments): CapAsk | null {
  const { units, sum } = moments;
  const isChosen = metric.cap !== undefined;
  if (metric.kind === "conversion" || metric.kind === "ratio" || units === 0) return null;
  if (!isChosen && (units < LEAST_TO_CAP || !mayBeHeavy(moments))) return null;
  const quantile = metric.cap ?? CAP_QUANTILE;
  return {
    ...{ at, chosen: metric.cap ?? null, units, mean: sum / units },
    low: placesOf(moments, 1 - quantile),
    high: placesOf(moments, quantile),
  };
}

/** By Cauchy and Schwarz a tail of `k` values holds at most the root of `k` times the fourth moments. */
function mayBeHeavy({ units, sum, squares, cubes, fourths }: ValueMoments): boolean {
  const mean = sum / units;
  const second = squares - units * mean ** 2;
  const fourth = fourths - 4 * mean * cubes + 6 * mean ** 2 * squares - 3 * units * mean ** 4;
  const most = Math.max(fourth, 0) + ROUNDING * fourths;
  const tail = 2 * Math.ceil((1 - CAP_QUANTILE) * units);
  return second > 0 && tail * most > (HEAVY_PART * second) ** 2;
}

/** Type 7 of Hyndman and Fan over all units, those with 0 among them. */
function placesOf({ units, positives, negatives }: ValueMoments, quantile: number): TailQuantile {
  const position = (units - 1) * quantile;
  const below = Math.floor(position);
  const share = position - below;
  const parts: TailQuantile["parts"][number][] = [];
  for (const [place, weight] of [
    [below, 1 - share],
    [Math.min(units - 1, below + 1), share],
  ] as const) {
    if (weight === 0) continue;
    const over = place - (units - positives);
    if (over >= 0) parts.push({ side: "positive", level: levelOf(over, positives), weight });
    else if (place < negatives)
      parts.push({ side: "negative", level: levelOf(place, negatives), weight });
  }
  return { parts };
}

function levelOf(place: number, count: number): number {
  return count < 2 ? 0 : place / (count - 1);
}

/** The evidence of capped values; null where the tail is not heavy, nothing lies beyond, or nothing would be left to compare. */
export function cappedEvidence(
  { chosen, mean, units }: CapAsk,
  limits: Limits,
  arms: readonly { readonly people: number; readonly sums: CappedSums | null }[],
  plain: readonly Statistic[],
): { capped: NonNullable<MetricEvidence["capped"]>; skewness: number | null } | null {
  const { low, high } = limits;
  if (!(high > low)) return null;
  const zero = Math.min(high, Math.max(low, 0));
  const total = (of: (sums: CappedSums) => number) =>
    arms.reduce((sum, arm) => sum + (arm.sums === null ? 0 : of(arm.sums)), 0);
  const idle = units - total(({ people }) => people);
  const isIdleMoved = zero !== 0;
  const values = total(({ moved }) => moved) + (isIdleMoved ? idle : 0);
  const movedSquares = total((sums) => sums.movedSquares) + (isIdleMoved ? idle * mean ** 2 : 0);
  const allSquares = total((sums) => sums.allSquares) + idle * mean ** 2;
  if (values === 0 || (chosen === null && movedSquares <= HEAVY_PART * allSquares)) return null;
  const sums = arms.map(({ people, sums }) => {
    const own = people - (sums?.people ?? 0);
    return {
      sum: (sums?.sum ?? 0) + own * zero,
      squares: (sums?.squares ?? 0) + own * zero ** 2,
      cubes: (sums?.cubes ?? 0) + own * zero ** 3,
      products: sums?.beforeProducts ?? 0,
    };
  });
  const statistics = sums.map(({ sum, squares, products }, at): Statistic => {
    const before = plain[at]!;
    const n = arms[at]!.people;
    if (before.kind === "adjusted")
      return {
        ...{ kind: "adjusted", n, sumProducts: products, pre: before.pre },
        post: { sum, sumSquares: squares },
      } satisfies AdjustedStatistic;
    return { kind: "mean", n, sum, sumSquares: squares } satisfies MeanStatistic;
  });
  const all = (name: "sum" | "squares" | "cubes") => sums.reduce((of, one) => of + one[name], 0);
  return {
    capped: { low, high, values, statistics, ...(chosen === null ? {} : { quantile: chosen }) },
    skewness: skewnessOf({
      ...{ units, sum: all("sum"), squares: all("squares"), cubes: all("cubes") },
    }),
  };
}

/** Third moment over the deviation's third power; people without events count as 0. */
export function skewnessOf({
  units,
  sum,
  squares,
  cubes,
}: Pick<ValueMoments, "units" | "sum" | "squares" | "cubes">): number | null {
  const [mean, second, third] = [sum / units, squares / units, cubes / units];
  const variance = second - mean ** 2;
  if (!(variance > 0)) return null;
  return (third - 3 * mean * second + 2 * mean ** 3) / variance ** 1.5;
}
