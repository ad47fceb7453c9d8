// Bounds for a planned number of looks that together keep the error rate.
import { normalSurvival } from "../distributions/normal.ts";
import { answer, type Outcome, type Refusal, refuse } from "../outcome.ts";
import {
  advance,
  crossingProbabilities,
  exitProbability,
  START,
  type Surviving,
} from "./crossing-probability.ts";
import { type Spending, spentAlpha } from "./spending.ts";

/** Bounds on the z scale, one per look. */
export type GroupSequentialBounds = {
  /** Stop and reject when `|z|` (or `z`, one-sided) reaches this. */
  readonly bounds: readonly number[];
  /** The one-look p-value that each bound stands for. */
  readonly nominalPValues: readonly number[];
  /** The error rate used up after each look. */
  readonly spent: readonly number[];
  readonly fractions: readonly number[];
  readonly sides: 1 | 2;
};

/** What {@link spendingBounds} reads. */
export type SpendingBoundsInput = {
  /** Increasing shares of the planned information, in (0, 1]; the last may be below 1 midway. */
  readonly fractions: readonly number[];
  /**
   * Information at each look in any unit, where it is other than the fractions by which the level is spent: a last look
   * at more than was planned spends what is left (fraction 1) and is less bound to the earlier ones. Default `fractions`.
   */
  readonly information?: readonly number[];
  readonly spending: Spending;
  /** Default 0.05. */
  readonly significanceLevel?: number;
  /** Default 2, symmetric; 1 rejects above only. */
  readonly sides?: 1 | 2;
};

/**
 * Lan-DeMets bounds: each look may use what the spending function allows by then, so the number
 * and times of looks need not be fixed beforehand. Refuses impossible fractions (`invalid-input`).
 *
 * Source: K. Lan and D. DeMets, "Discrete sequential boundaries for clinical trials", Biometrika 70
 * (1983). Two-sided bounds spend half on each side.
 */
export function spendingBounds(input: SpendingBoundsInput): Outcome<GroupSequentialBounds> {
  const { fractions, spending, significanceLevel = 0.05, sides = 2 } = input;
  const { information = fractions } = input;
  const refusal =
    checkFractions(fractions, significanceLevel) ?? checkInformation(information, fractions);
  if (refusal) return refusal;
  const alpha = significanceLevel / sides;
  const bounds: number[] = [];
  let surviving: Surviving = START;
  let before = 0;
  for (let k = 0; k < fractions.length; k++) {
    const spent = spentAlpha(spending, alpha, fractions[k]);
    const bound = solveBound(surviving, information[k], spent - before);
    bounds.push(bound);
    before = spent;
    if (k + 1 < fractions.length) {
      surviving = advance(surviving, information[k], sides === 2 ? -bound : -Infinity, bound, 0);
    }
  }
  return answer(describe(bounds, { fractions, information }, sides));
}

/** What {@link classicBounds} reads. */
export type ClassicBoundsInput = {
  /** Equally spaced looks, 1 or more. */
  readonly looks: number;
  readonly shape: "obrien-fleming" | "pocock";
  readonly significanceLevel?: number;
  readonly sides?: 1 | 2;
};

/**
 * The original bounds for equally spaced looks: constant (Pocock) or falling as `1 / sqrt(t)`
 * (O'Brien-Fleming), scaled so that the whole test has the significance level.
 *
 * Sources: S. Pocock, Biometrika 64 (1977); P. O'Brien and T. Fleming, Biometrics 35 (1979).
 */
export function classicBounds(input: ClassicBoundsInput): Outcome<GroupSequentialBounds> {
  const { looks, shape, significanceLevel = 0.05, sides = 2 } = input;
  if (!Number.isInteger(looks) || looks < 1) {
    return refuse("invalid-input", `A test has 1 look or more: received ${looks}.`);
  }
  const fractions = Array.from({ length: looks }, (_, k) => (k + 1) / looks);
  const refusal = checkFractions(fractions, significanceLevel);
  if (refusal) return refusal;
  const at = (constant: number) =>
    fractions.map((t) => (shape === "pocock" ? constant : constant / Math.sqrt(t)));
  const excess = (constant: number) => {
    const upper = at(constant);
    const lower = upper.map((bound) => (sides === 2 ? -bound : -Infinity));
    const { above, below } = crossingProbabilities({ lower, upper }, fractions, 0);
    return total(above) + total(below) - significanceLevel;
  };
  return answer(describe(at(bisect(excess, 0, 10)), { fractions, information: fractions }, sides));
}

/** The bound whose exit probability from the surviving paths is `allowed`. */
function solveBound(surviving: Surviving, fraction: number, allowed: number): number {
  if (!(allowed > 1e-300)) return 40;
  const goal = Math.log(allowed);
  return bisect(
    (bound) => Math.log(exitProbability(surviving, fraction, bound, 1, 0)) - goal,
    -10,
    40,
  );
}

/** Root of a decreasing function by bisection with secant steps inside the bracket. */
function bisect(excess: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [atLow, atHigh] = [excess(low), excess(high)];
  if (atLow <= 0) return low;
  for (let i = 0; i < 80 && high - low > 1e-12; i++) {
    const line = low + ((high - low) * atLow) / (atLow - atHigh);
    const safe = i % 3 !== 2 && line > low && line < high;
    const x = safe ? line : (low + high) / 2;
    const value = excess(x);
    if (value === 0) return x;
    if (value > 0) [low, atLow] = [x, value];
    else [high, atHigh] = [x, value];
  }
  return (low + high) / 2;
}

function describe(
  bounds: readonly number[],
  {
    fractions,
    information,
  }: { readonly fractions: readonly number[]; readonly information: readonly number[] },
  sides: 1 | 2,
): GroupSequentialBounds {
  const lower = bounds.map((bound) => (sides === 2 ? -bound : -Infinity));
  const { above, below } = crossingProbabilities({ lower, upper: bounds }, information, 0);
  let sum = 0;
  const spent = above.map((share, k) => {
    sum += share + below[k];
    return sum;
  });
  const nominalPValues = bounds.map((bound) => sides * normalSurvival(bound));
  return { bounds, nominalPValues, spent, fractions, sides };
}

function checkFractions(fractions: readonly number[], level: number): Refusal | undefined {
  if (!(level > 0 && level < 1)) {
    return refuse("invalid-input", `A significance level lies in (0, 1): received ${level}.`);
  }
  const rising = fractions.every((t, k) => t > (k === 0 ? 0 : fractions[k - 1]) && t <= 1);
  if (fractions.length > 0 && rising) return undefined;
  return refuse(
    "invalid-input",
    `Information fractions must rise within (0, 1]: received ${fractions.join(", ")}.`,
  );
}

function checkInformation(
  information: readonly number[],
  fractions: readonly number[],
): Refusal | undefined {
  const rising = information.every((t, k) => t > (k === 0 ? 0 : information[k - 1]));
  if (rising && information.length === fractions.length) return undefined;
  return refuse(
    "invalid-input",
    `Information must rise above 0, once for each of ${fractions.length} looks: received ${information.join(", ")}.`,
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
