// Losses of predicted numbers: squared, absolute, and Huber's between the two.

import { NnError } from "../errors.ts";
import { abs, less, mul, reduceMean, square, sub, where } from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import type { Loss } from "./loss.ts";
import { aligned, type OutputTarget, outputAndTarget, targetInput } from "./output-target.ts";
import { weightedMean } from "./softmax-cross-entropy.ts";

/** Mean of squared differences, over the numbers of an example and then over examples by weight. */
export function meanSquaredError(options: OutputTarget = {}): Loss {
  return regression("mean-squared-error", options, square);
}

/** Mean of absolute differences, in the same way. */
export function meanAbsoluteError(options: OutputTarget = {}): Loss {
  return regression("mean-absolute-error", options, abs);
}

/** Settings of {@link huber}. */
export type HuberOptions = OutputTarget & {
  /** Difference from which on the loss grows evenly; 1 by default. */
  readonly delta?: number;
};

/** d^2 / 2 up to delta and delta (|d| - delta / 2) beyond (Huber, 1964), averaged in the same way. */
export function huber(options: HuberOptions = {}): Loss {
  const { delta = 1 } = options;
  if (!(delta > 0)) {
    throw new NnError(
      "invalid-argument",
      `The delta of huber is out of range: received ${delta}, expected a number above 0.`,
    );
  }
  return regression("huber", options, (difference) => {
    const size = abs(difference);
    const far = mul(delta, sub(size, delta / 2));
    return where(less(size, delta), mul(0.5, square(difference)), far);
  });
}

function regression(kind: string, options: OutputTarget, of: (difference: Node) => Node): Loss {
  const names = outputAndTarget(options);
  const perExample = (x: Node) => {
    const axes = x.shape.map((_, axis) => axis).slice(1);
    return axes.length === 0 ? x : reduceMean(x, { axes });
  };
  return {
    kind,
    targets: targetInput(options),
    build({ outputs, targets, weights }) {
      const target = targets[names.target]!;
      const difference = sub(aligned(kind, outputs[names.output]!, target), target);
      return weightedMean(perExample(of(difference)), weights);
    },
    metrics({ outputs, targets, weights }) {
      const target = targets[names.target]!;
      const difference = sub(aligned(kind, outputs[names.output]!, target), target);
      return { absoluteError: weightedMean(perExample(abs(difference)), weights) };
    },
  };
}
