// Cross-entropy of yes-or-no answers, one or several for each example.

import { NnError } from "../errors.ts";
import {
  add,
  cast,
  div,
  equal,
  exp,
  greater,
  max,
  mul,
  neg,
  reduceSum,
  sigmoid,
  softplus,
  sub,
} from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import type { Loss, LossInput } from "./loss.ts";
import { aligned, type OutputTarget, outputAndTarget, targetInput } from "./output-target.ts";
import { weightedMean } from "./softmax-cross-entropy.ts";

/** Settings of {@link binaryCrossEntropy}. */
export type BinaryCrossEntropyOptions = OutputTarget & {
  /** How much a yes counts against a no; 1 by default. */
  readonly positiveWeight?: number;
  /** Share by which targets are drawn towards one half; 0 by default. */
  readonly labelSmoothing?: number;
  /** Gamma of the focal loss: answers that are right with certainty count less; 0 (off) by default. */
  readonly focus?: number;
};

/**
 * Mean of -y log p - (1 - y) log(1 - p) with p = sigmoid(logit) and targets y in [0, 1]; with `focus` each
 * term is scaled by the other answer's probability to that power (focal loss, Lin et al., 2017, eq. 4). An
 * answer with a negative target has no label and does not count. The metric is accuracy at one half;
 * `predict` gives probabilities.
 */
export function binaryCrossEntropy(options: BinaryCrossEntropyOptions = {}): Loss {
  const { positiveWeight = 1, labelSmoothing = 0, focus = 0 } = options;
  const names = outputAndTarget(options);
  if (!(positiveWeight > 0 && focus >= 0 && labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw new NnError(
      "invalid-argument",
      `The settings of binaryCrossEntropy are out of range: received positiveWeight ${positiveWeight}, ` +
        `focus ${focus} and labelSmoothing ${labelSmoothing}, expected > 0, >= 0 and 0 <= x < 1.`,
    );
  }
  const read = ({ outputs, targets }: LossInput) => {
    const target = targets[names.target]!;
    const logits = aligned("binaryCrossEntropy", outputs[names.output]!, target);
    return { logits, target, labelled: cast(greater(target, -1e-6), "float32") };
  };
  return {
    kind: "binary-cross-entropy",
    targets: targetInput(options),
    build(input) {
      const { logits, target, labelled } = read(input);
      const yes = add(mul(1 - labelSmoothing, max(target, 0)), labelSmoothing / 2);
      // -log p = softplus(-logit) and -log(1 - p) = softplus(logit), neither of which overflows.
      const missedYes = focal(softplus(neg(logits)), softplus(logits), focus);
      const missedNo = focal(softplus(logits), softplus(neg(logits)), focus);
      const terms = add(mul(mul(positiveWeight, yes), missedYes), mul(sub(1, yes), missedNo));
      return answerMean(terms, labelled, input.weights);
    },
    metrics(input) {
      const { logits, target, labelled } = read(input);
      const answers = cast(greater(logits, 0), "float32");
      const wanted = cast(greater(target, 0.5), "float32");
      return {
        accuracy: answerMean(cast(equal(answers, wanted), "float32"), labelled, input.weights),
      };
    },
    predict: (outputs) => ({ ...outputs, [names.output]: sigmoid(outputs[names.output]!) }),
  };
}

/** Scales a term by exp(-focus times the other answer's term): the probability missed, to that power. */
function focal(term: Node, other: Node, focus: number): Node {
  return focus === 0 ? term : mul(term, exp(mul(-focus, other)));
}

/** Mean over the labelled answers, each with its example's weight. */
function answerMean(values: Node, labelled: Node, weights: Node): Node {
  const axes = values.shape.map((_, axis) => axis).slice(1);
  if (axes.length === 0) return weightedMean(values, mul(weights, labelled));
  const perExample = (x: Node) => reduceSum(x, { axes });
  const total = reduceSum(mul(perExample(mul(values, labelled)), weights));
  const count = reduceSum(mul(perExample(labelled), weights));
  return div(total, max(count, 1e-12));
}
