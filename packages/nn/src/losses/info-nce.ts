// The contrastive loss of two towers: each example should find its own partner in the batch.

import { NnError } from "../errors.ts";
import {
  add,
  cast,
  exp,
  l2Normalize,
  less,
  log,
  matmul,
  mul,
  reduceMax,
  reduceMean,
  reduceSum,
  stopGradient,
  sub,
} from "../graph/builder.ts";
import type { Node } from "../graph/node.ts";
import type { Outputs } from "../layers/network.ts";
import type { Loss } from "./loss.ts";
import { weightedMean } from "./softmax-cross-entropy.ts";

/** Settings of {@link infoNce}. */
export type InfoNceOptions = {
  /** Names of the two outputs to bring together, each [batch, size]. */
  readonly outputs: readonly [string, string];
  /** Divides the cosine similarities; 0.05 by default. */
  readonly temperature?: number;
};

/**
 * Symmetric InfoNCE (van den Oord et al., 2018, eq. 4, both ways as in Radford et al., 2021):
 * softmax cross-entropy over the matrix of cosine similarities / temperature, row i against
 * column i. Outputs are normalised to length 1. The metric is how often the partner is nearest.
 */
export function infoNce(options: InfoNceOptions): Loss {
  const { temperature = 0.05 } = options;
  if (!(temperature > 0)) {
    throw new NnError(
      "invalid-argument",
      `The temperature of infoNce is out of range: received ${temperature}, expected > 0.`,
    );
  }
  const scale = 1 / temperature;
  return {
    kind: "info-nce",
    targets: {},
    build({ outputs, weights }) {
      const { scores, own } = similarities(outputs, options.outputs, scale);
      const both = add(logSumExp(scores, 1), logSumExp(scores, 0));
      return weightedMean(sub(mul(0.5, both), own), weights);
    },
    metrics({ outputs }) {
      const { scores, own } = similarities(outputs, options.outputs, scale);
      const misses = less(add(own, 1e-4 * scale), reduceMax(scores, { axes: [1] }));
      return { accuracy: sub(1, reduceMean(cast(misses, "float32"))) };
    },
  };
}

/** All cosine similarities, scaled, and those of the partners: the diagonal, as row products. */
function similarities(outputs: Outputs, names: readonly [string, string], scale: number) {
  const [a, b] = names.map((name) => l2Normalize(outputs[name]!)) as [Node, Node];
  const own = mul(scale, reduceSum(mul(a, b), { axes: [1] }));
  return { scores: mul(scale, matmul(a, b, { transposeB: true })), own };
}

function logSumExp(x: Node, axis: number): Node {
  const top = stopGradient(reduceMax(x, { axes: [axis], keepDims: true }));
  const sum = reduceSum(exp(sub(x, top)), { axes: [axis] });
  return add(log(sum), reduceMax(top, { axes: [axis] }));
}
