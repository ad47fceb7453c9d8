// How far any number of raters agree, with gaps in who judged what.
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkLevel, checkNumbers } from "../outcome-checks.ts";
import { type BootstrapOptions, bootstrapIndices } from "../resampling/bootstrap.ts";
import { type Distance, distanceOf, type MeasurementLevel } from "./krippendorff-distance.ts";

/** What {@link krippendorffsAlpha} reads. */
export type KrippendorffInput = {
  /** Per item the values that raters gave it, gaps left out; nominal categories as numbers. */
  readonly units: readonly (readonly number[])[];
  /** Default "nominal". */
  readonly level?: MeasurementLevel;
} & BootstrapOptions;

/** Agreement of many raters. */
export type KrippendorffsAlpha = {
  /** 1 full agreement, 0 chance, below 0 less than chance. */
  readonly alpha: number;
  /** The interval by resampling items; undefined with `intervalReason` where it cannot be had. */
  readonly interval: { readonly low: number; readonly high: number } | undefined;
  readonly intervalReason: string | undefined;
  /** Items with two values or more; only these count. */
  readonly pairableUnits: number;
};

/** One item's ordered pairs of values: cell and weight `1 / (m - 1)` each, and its value counts. */
type Unit = {
  readonly cells: Int32Array;
  readonly weights: Float64Array;
  readonly values: Int32Array;
};

/**
 * Krippendorff's alpha with an interval by resampling items. Refuses with `no-data` (no item
 * has two values), `no-variation` (one value only, so chance explains all) and `invalid-input`.
 *
 * Source: K. Krippendorff, "Content analysis" (3rd edition, 2013), section 12.3. The interval
 * resamples whole items, which keeps the dependence between their pairs (unlike Krippendorff's own
 * proposal of drawing pairs): see B. Efron and R. Tibshirani, "An introduction to the bootstrap".
 */
export function krippendorffsAlpha(input: KrippendorffInput): Outcome<KrippendorffsAlpha> {
  const { units, level = "nominal" } = input;
  const pairable = units.filter((unit) => unit.length >= 2);
  const pooled = pairable.flat();
  const refusal = checkLevel(input.confidenceLevel ?? 0.95) ?? checkNumbers("Ratings", pooled);
  if (refusal) return refusal;
  if (pairable.length === 0) return refuse("no-data", "No item was judged by two raters.");
  const categories = [...new Set(pooled)].sort((a, b) => a - b);
  if (level === "ratio" && categories[0] < 0) {
    return refuse("invalid-input", `Ratio values are 0 or more: received ${categories[0]}.`);
  }
  const prepared = prepare(pairable, categories);
  const alphaOf = alphaFrom(prepared, distanceOf(level, categories), categories.length);
  const alpha = alphaOf(Int32Array.from(prepared, (_, i) => i));
  if (alpha === undefined)
    return refuse("no-variation", "All ratings are equal: chance explains all.");
  const interval = bootstrapIndices(prepared.length, alphaOf, input);
  return answer({
    alpha,
    interval: interval.ok ? { low: interval.low, high: Math.min(1, interval.high) } : undefined,
    intervalReason: interval.ok ? undefined : interval.message,
    pairableUnits: pairable.length,
  });
}

/** Alpha of any multiset of the items, or undefined where only one value occurs. */
function alphaFrom(units: readonly Unit[], distance: Distance, k: number) {
  const coincidences = new Float64Array(k * k);
  const totals = new Float64Array(k);
  return (indices: Int32Array): number | undefined => {
    coincidences.fill(0);
    totals.fill(0);
    let n = 0;
    for (const index of indices) {
      const { cells, weights, values } = units[index];
      for (let i = 0; i < cells.length; i++) coincidences[cells[i]] += weights[i];
      for (const value of values) totals[value]++;
      n += values.length;
    }
    let observed = 0;
    let expected = 0;
    for (let c = 0; c < k; c++) {
      for (let d = c + 1; d < k; d++) {
        const apart = distance(c, d, totals);
        observed += apart * (coincidences[c * k + d] + coincidences[d * k + c]);
        expected += apart * 2 * totals[c] * totals[d];
      }
    }
    return expected > 0 ? 1 - ((n - 1) * observed) / expected : undefined;
  };
}

function prepare(units: readonly (readonly number[])[], categories: readonly number[]): Unit[] {
  const place = new Map(categories.map((category, i) => [category, i]));
  const k = categories.length;
  return units.map((unit) => {
    const values = Int32Array.from(unit, (value) => place.get(value) as number);
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    const cells: number[] = [];
    const weights: number[] = [];
    for (const [c, many] of counts) {
      for (const [d, others] of counts) {
        if (c === d) continue;
        cells.push(c * k + d);
        weights.push((many * others) / (values.length - 1));
      }
    }
    return { cells: Int32Array.from(cells), weights: Float64Array.from(weights), values };
  });
}
