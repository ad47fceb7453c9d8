// Asks whether an effect stands out among effects where nothing was done.
import { answer, type Outcome, refuse } from "../outcome.ts";
import { checkNumbers } from "../outcome-checks.ts";
import type { SegmentedRegression, SegmentOptions } from "./segmented-regression.ts";

/** Where an effect ranks among placebos. */
export type PlaceboTest = {
  /** Share of effects, the actual one included, at least as strong as the actual one. */
  readonly pValue: number;
  /** The least p-value that so many placebos can give. */
  readonly leastPValue: number;
  readonly placebos: number;
};

/**
 * Ranks an effect among placebo effects (other themes, other dates) by absolute size; pass
 * studentised effects where their precision differs. Refuses with `no-data` and `invalid-input`.
 *
 * Source: A. Abadie, A. Diamond, J. Hainmueller, JASA 105 (2010), section 3.4; the actual effect
 * counts among the ranks (B. Phipson and G. Smyth, 2010).
 */
export function placeboTest(actual: number, placebos: readonly number[]): Outcome<PlaceboTest> {
  const refusal = checkNumbers("The effects", [actual, ...placebos]);
  if (refusal) return refusal;
  if (placebos.length === 0) return refuse("no-data", "A placebo test needs placebo effects.");
  const size = Math.abs(actual);
  const atLeast = placebos.filter((placebo) => Math.abs(placebo) >= size).length;
  const all = placebos.length + 1;
  return answer({ pValue: (1 + atLeast) / all, leastPValue: 1 / all, placebos: placebos.length });
}

/**
 * The in-time placebo test: the same regression, as if the change had come at each earlier step.
 * Only steps before the change are used for placebos, so that the change cannot leak into them.
 *
 * `regress` is `segmentedRegression` or `segmentedRateRegression` over the first `length` steps of
 * the caller's series. Refuses as it does, and with `no-data` where no placebo date is possible.
 *
 * Source: A. Abadie, A. Diamond, J. Hainmueller, American Journal of Political Science 59 (2015),
 * the in-time placebo.
 */
export function placeboInTime(
  regress: (length: number, options: SegmentOptions) => Outcome<SegmentedRegression>,
  length: number,
  options: SegmentOptions,
): Outcome<PlaceboTest> {
  const actual = regress(length, options);
  if (!actual.ok) return actual;
  const placebos: number[] = [];
  const after = length - options.changeAt;
  for (let changeAt = 4; changeAt + 4 <= options.changeAt; changeAt++) {
    const placebo = regress(Math.min(options.changeAt, changeAt + after), { ...options, changeAt });
    if (placebo.ok) placebos.push(studentised(placebo));
  }
  return placeboTest(studentised(actual), placebos);
}

function studentised({ levelChange }: SegmentedRegression): number {
  return levelChange.estimate / levelChange.standardError;
}
