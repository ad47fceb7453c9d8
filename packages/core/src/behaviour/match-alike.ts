// Finds for each person who speaks the most alike of those who were as likely to: nearest in what is known, within a caliper.
import {
  type CovariateBalance,
  covariateBalance,
  type Outcome,
  propensityMatching,
  summarize,
} from "@heed/stats";

export interface AlikePair {
  /** Place among the units. */
  readonly treated: number;
  readonly control: number;
}

export interface AlikeMatching {
  readonly pairs: readonly AlikePair[];
  /** One a covariate. */
  readonly before: readonly CovariateBalance[];
  readonly after: readonly CovariateBalance[];
}

/** Standard deviations of the log odds that counterparts may lie apart. */
const CALIPER = 0.2;

/**
 * Pairs without replacement: the treated who are hardest to match choose first, among the controls within the caliper the one
 * with the least distance in standardised covariates. Refuses as `propensityMatching` does.
 *
 * Source: P. Rosenbaum and D. Rubin, "Constructing a control group using multivariate matched sampling methods that
 * incorporate the propensity score", The American Statistician 39 (1985).
 */
export function matchAlike(
  isTreated: readonly boolean[],
  covariates: readonly (readonly number[])[],
): Outcome<AlikeMatching> {
  const likely = propensityMatching({ isTreated, covariates, caliper: CALIPER });
  if (!likely.ok) return likely;
  const { logOdds } = likely;
  const reach = CALIPER * deviation(logOdds);
  const scaled = covariates.map((values) => {
    const { mean } = summarize(values);
    const spread = deviation(values) || 1;
    return Float64Array.from(values, (value) => (value - mean) / spread);
  });
  const places = [...isTreated.keys()];
  const controls = places
    .filter((place) => !isTreated[place])
    .sort((a, b) => logOdds[a]! - logOdds[b]! || a - b);
  const treated = places
    .filter((place) => isTreated[place])
    .sort((a, b) => logOdds[b]! - logOdds[a]! || a - b);
  const used = new Set<number>();
  const pairs: AlikePair[] = [];
  for (const one of treated) {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (
      let at = firstWithin(controls, logOdds, logOdds[one]! - reach);
      at < controls.length;
      at += 1
    ) {
      const control = controls[at]!;
      if (logOdds[control]! > logOdds[one]! + reach) break;
      if (used.has(control)) continue;
      const apart = scaled.reduce((sum, values) => sum + (values[one]! - values[control]!) ** 2, 0);
      if (apart >= least) continue;
      [best, least] = [control, apart];
    }
    if (best < 0) continue;
    used.add(best);
    pairs.push({ treated: one, control: best });
  }
  pairs.sort((a, b) => a.treated - b.treated);
  return { ok: true, pairs, ...balanceOf(covariates, isTreated, pairs) };
}

function balanceOf(
  covariates: readonly (readonly number[])[],
  isTreated: readonly boolean[],
  pairs: readonly AlikePair[],
): Pick<AlikeMatching, "before" | "after"> {
  const groups = covariates.map((values) => ({
    treated: values.filter((_, place) => isTreated[place]),
    control: values.filter((_, place) => !isTreated[place]),
  }));
  return {
    before: groups.map((group) => covariateBalance(group)),
    after: covariates.map((values, index) =>
      pairs.length === 0
        ? covariateBalance(groups[index]!)
        : covariateBalance(
            {
              treated: pairs.map(({ treated }) => values[treated]!),
              control: pairs.map(({ control }) => values[control]!),
            },
            groups[index]!,
          ),
    ),
  };
}

function deviation(values: readonly number[]): number {
  const { n, squaredDeviations } = summarize(values);
  return Math.sqrt(squaredDeviations / Math.max(1, n - 1));
}

function firstWithin(
  controls: readonly number[],
  logOdds: readonly number[],
  least: number,
): number {
  let low = 0;
  let high = controls.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (logOdds[controls[middle]!]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
