// Cross-entropy of class scores against class numbers.

import { NnError } from "../errors.ts";
import {
  add,
  argMax,
  cast,
  constant,
  div,
  equal,
  exp,
  gather,
  greater,
  log,
  logSoftmax,
  max,
  mul,
  neg,
  oneHot,
  reduceMean,
  reduceSum,
  softmax,
  sub,
} from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import { tensorInput } from "../layers/layer.ts";
import { onlyName } from "../layers/network.ts";
import type { Loss } from "./loss.ts";

/** Settings of {@link softmaxCrossEntropy}. */
export type SoftmaxCrossEntropyOptions = {
  /** How much each class counts, by class number; 1 each by default. */
  readonly classWeights?: readonly number[];
  /** Share of the target spread evenly over all classes (Szegedy et al., 2016); 0 by default. */
  readonly labelSmoothing?: number;
  /** Gamma of the focal loss: examples that are right with certainty count less; 0 (off) by default. */
  readonly focus?: number;
  /** Output that holds the logits; the only one by default. */
  readonly output?: string;
  /** Target that holds the class numbers; the only one by default. */
  readonly target?: string;
};

/**
 * Mean of -log softmax(logits)[label], each example weighted by its own weight times that of its
 * class; with `focus` further scaled by (1 - softmax(logits)[label]) to that power (focal loss, Lin et al.,
 * 2017, eq. 4, over classes). Targets are class numbers (int32); an example with a negative one has no label
 * and does not count. The metric is accuracy; `predict` gives probabilities.
 */
export function softmaxCrossEntropy(options: SoftmaxCrossEntropyOptions = {}): Loss {
  const { classWeights, labelSmoothing = 0, focus = 0 } = options;
  if (!(focus >= 0 && labelSmoothing >= 0 && labelSmoothing < 1)) {
    throw new NnError(
      "invalid-argument",
      `The settings of softmaxCrossEntropy are out of range: received focus ${focus} and labelSmoothing ` +
        `${labelSmoothing}, expected >= 0 and 0 <= x < 1.`,
    );
  }
  const { output = onlyName.output, target = onlyName.target } = options;
  return {
    kind: "softmax-cross-entropy",
    targets: { [target]: tensorInput([], "int32") },
    classes: (outputs) => ({ [target]: checkedClasses(outputs[output]!, classWeights) }),
    build({ outputs, targets, weights }) {
      const logits = outputs[output]!;
      const labels = targets[target]!;
      const classes = checkedClasses(logits, classWeights);
      const plain = sparseCrossEntropy(logits, labels, labelSmoothing);
      const perExample = focus === 0 ? plain : mul(plain, missed(logits, labels, focus));
      const share = mul(weights, labelled(labels));
      if (classWeights === undefined) return weightedMean(perExample, share);
      const table = constant(classWeights, { shape: [classes] });
      return weightedMean(perExample, mul(share, gather(table, max(labels, 0))));
    },
    metrics({ outputs, targets }) {
      const labels = targets[target]!;
      const hits = cast(equal(argMax(outputs[output]!), labels), "float32");
      return { accuracy: weightedMean(hits, labelled(labels)) };
    },
    predict: (outputs) => ({ ...outputs, [output]: softmax(outputs[output]!) }),
  };
}

/** 1 for examples that have a label, 0 for others. */
function labelled(labels: Node): Node {
  return cast(greater(labels, -1), "float32");
}

/** -log softmax(logits)[label] for each row of [.., classes]. */
export function sparseCrossEntropy(logits: Node, labels: Node, labelSmoothing = 0): Node {
  const scores = logSoftmax(logits);
  const classes = Number(logits.shape.at(-1));
  const over = { axes: [scores.shape.length - 1] };
  const picked = neg(reduceSum(mul(scores, oneHot(labels, classes)), over));
  if (labelSmoothing === 0) return picked;
  const even = neg(reduceMean(scores, over));
  return add(mul(1 - labelSmoothing, picked), mul(labelSmoothing, even));
}

/** (1 - softmax(logits)[label]) to a power. */
function missed(logits: Node, labels: Node, power: number): Node {
  const rest = sub(1, exp(neg(sparseCrossEntropy(logits, labels))));
  return exp(mul(power, log(max(rest, 1e-12))));
}

/** Sum of weight times value over sum of weights; 0 when all weights are 0. */
export function weightedMean(values: Node, weights: Node): Node {
  return div(reduceSum(mul(values, weights)), max(reduceSum(weights), 1e-12));
}

function checkedClasses(logits: Node, classWeights: readonly number[] | undefined): number {
  const classes = logits.shape.at(-1);
  if (typeof classes === "number" && (classWeights?.length ?? classes) === classes) return classes;
  throw new NnError(
    "shape-mismatch",
    `The class weights do not fit the network: received ${classWeights?.length} for ` +
      `${classes} classes, expected one for each class.`,
  );
}
