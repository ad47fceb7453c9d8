// What the simulation asks of a method: run one experiment with a known truth.
import type { SeededRandom } from "@heed/stats";

/** What one simulated experiment said. */
export type Verdict = {
  /** Whether the method found an effect at the 5 % level; undefined where it only estimates. */
  readonly rejected?: boolean;
  /** Whether the 95 % interval held the truth; undefined where there is none. */
  readonly covered?: boolean;
};

/** A method under simulation. */
export type Method = {
  readonly name: string;
  /** The truth in words: distribution, size, effect used for power. */
  readonly setting: string;
  /** "sequential" methods are looked at daily; a "contrast" is expected to fail and not judged. */
  readonly kind: "fixed" | "sequential" | "contrast";
  /** The effect under which power is measured, in the method's own units. */
  readonly effect: number;
  /** One experiment; undefined where the method refused to answer. */
  readonly run: (random: SeededRandom, effect: number) => Verdict | undefined;
};

/** Reads a verdict from the usual shape of a result. */
export function verdictOf(
  result: { ok: true; pValue?: number; low: number; high: number } | { ok: false },
  truth: number,
): Verdict | undefined {
  if (!result.ok) return undefined;
  return {
    rejected: result.pValue === undefined ? undefined : result.pValue <= 0.05,
    covered: result.low <= truth && truth <= result.high,
  };
}
