// Adds up what the accounts that voice a need are worth, each once, and says how far a few large ones decide.
import { shareEstimate } from "./estimates.ts";
import { cannotTell, type Estimate, type NeedValue } from "./need.ts";

/** Accounts at which account value weighs half of the most it may weigh. */
const HALF_WEIGHT_ACCOUNTS = 10;
const MOST_WEIGHT = 0.5;

/** What all accounts heard are worth. */
export interface AccountsHeard {
  readonly total: number;
  /** Sum of squared values. */
  readonly squares: number;
  /**
   * Number of equal accounts that would tell as much: (sum of values)^2 / (sum of squared values); a single large account among
   * many small ones makes it near 1. Source: L. Kish, Survey Sampling (1965), section 11.7.
   */
  readonly effective: number;
}

export function accountsHeard(values: ReadonlyMap<string, number>): AccountsHeard | null {
  let total = 0;
  let squares = 0;
  for (const value of values.values()) {
    total += value;
    squares += value * value;
  }
  return total > 0 ? { total, squares, effective: (total * total) / squares } : null;
}

/** How much account value weighs beside people, in [0, 0.5): 0.25 for ten equal accounts, 0 when no value is known. */
export function valueWeight(heard: AccountsHeard | null): number {
  if (heard === null) return 0;
  return (MOST_WEIGHT * heard.effective) / (heard.effective + HALF_WEIGHT_ACCOUNTS);
}

/** The worth of a need's accounts, as a part of the worth of all accounts heard. */
export function worthOf(
  accounts: ReadonlySet<string>,
  values: ReadonlyMap<string, number>,
  heard: AccountsHeard | null,
): NeedValue {
  if (heard === null) return cannotTell("no-values");
  let total = 0;
  let squares = 0;
  let largest = 0;
  for (const key of accounts) {
    const value = values.get(key)!;
    total += value;
    squares += value * value;
    largest = Math.max(largest, value);
  }
  return {
    ok: true,
    total,
    accounts: accounts.size,
    share: shareOfWorth(total, squares, heard),
    largestPart: total === 0 ? 0 : largest / total,
  };
}

/**
 * A share of a sum over accounts drawn by chance: Wilson's interval at the number of equal accounts that has the variance of a
 * ratio estimate, `((1 - R)^2 S + R^2 (S_all - S)) / total^2` with S the sum of squared values (W. Cochran, Sampling Techniques,
 * 3rd ed. 1977, section 6.4); at Kish's number where nothing or everything is in the need, since the variance is 0 there.
 */
function shareOfWorth(total: number, squares: number, heard: AccountsHeard): Estimate {
  const ratio = Math.min(1, total / heard.total);
  const rest = Math.max(0, heard.squares - squares);
  const variance = ((1 - ratio) ** 2 * squares + ratio ** 2 * rest) / heard.total ** 2;
  const effective = variance > 0 ? (ratio * (1 - ratio)) / variance : heard.effective;
  const { low, high } = shareEstimate(ratio * effective, effective);
  return { value: ratio, low, high };
}
