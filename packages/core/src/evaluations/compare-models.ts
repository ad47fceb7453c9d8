// Which of two models is better on the same examples, and whether that could be chance.
import { type McNemar, mcnemar, type Outcome, pairedCounts } from "@heed/stats";

/** Two models' answers to the same examples. */
export interface ModelComparison {
  readonly examples: number;
  readonly first: { readonly model: string; readonly accuracy: number };
  readonly second: { readonly model: string; readonly accuracy: number };
  /** McNemar's test of the shares of right answers; refuses when the two never disagree. */
  readonly test: Outcome<McNemar>;
  /** `first` or `second` where the mid-p value is below .05, `no-difference` otherwise. */
  readonly verdict: "first" | "second" | "no-difference";
}

const LEVEL = 0.05;

/** `truth`, `first` and `second` are class names of the same examples, in one order. */
export function compareModels(
  names: readonly [string, string],
  truth: readonly string[],
  first: readonly string[],
  second: readonly string[],
): ModelComparison {
  const rightOf = (answers: readonly string[]) => truth.map((label, at) => label === answers[at]);
  const [one, other] = [rightOf(first), rightOf(second)];
  const share = (right: readonly boolean[]) =>
    right.filter(Boolean).length / Math.max(1, right.length);
  const counts = pairedCounts(one, other);
  const test = counts.ok ? mcnemar(counts) : counts;
  const isSure = test.ok && test.midPValue < LEVEL;
  return {
    examples: truth.length,
    first: { model: names[0], accuracy: share(one) },
    second: { model: names[1], accuracy: share(other) },
    test,
    verdict: !isSure ? "no-difference" : share(one) > share(other) ? "first" : "second",
  };
}
